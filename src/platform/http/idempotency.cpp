#include "platform/http/idempotency.hpp"

#include "platform/crypto/hash.hpp"
#include "platform/http/queries.hpp"

namespace goodhost::http {

std::optional<IdempotencyKey> idempotency_key(const Request& request, const Context& context) {
    auto key = request.headers.get("Idempotency-Key");
    if (request.method != Method::post || key.empty()) return std::nullopt;
    if (key.size() > 255) throw Problem(ProblemKind::invalid, "platform.idempotency_key_too_long");
    auto scope = std::string(enum_name(context.actor.kind)) + "/" + std::to_string(context.actor.id) + " " + request.path;
    if (!context.actor.id) scope += " " + context.address;
    return IdempotencyKey{scope, std::string(key), crypto::hex(crypto::sha256(request.body))};
}

std::optional<IdempotentAnswer> find_answer(db::Reader& reader, const IdempotencyKey& key) {
    auto answer = reader.find<IdempotentAnswer>(sql::find_idempotent_answer, key.scope, key.key);
    if (answer && answer->request_hash != key.request_hash) throw Problem(ProblemKind::conflict, "platform.idempotency_key_reused");
    return answer;
}

void keep_answer(db::Tx& tx, const Context& context, const IdempotencyKey& key, int status, const std::string& body) {
    tx.execute(sql::insert_idempotent_answer, key.scope, key.key, key.request_hash, status, body, context.now());
}

}  // namespace goodhost::http
