#pragma once
#include <optional>
#include <string>

#include "platform/core/context.hpp"
#include "platform/db/db.hpp"
#include "platform/http/http.hpp"

/// Idempotency-Key on POST: the same key by the same actor gives the first answer again; with another body it is a conflict.
namespace goodhost::http {

struct IdempotentAnswer {
    std::string request_hash;
    std::int32_t status = 0;
    std::string body;
};
BOOST_DESCRIBE_STRUCT(IdempotentAnswer, (), (request_hash, status, body))

struct IdempotencyKey {
    std::string scope;  ///< actor and route
    std::string key;
    std::string request_hash;
};

/// Nothing when the request has no key; throws Problem invalid for one over 255 bytes.
std::optional<IdempotencyKey> idempotency_key(const Request& request, const Context& context);
std::optional<IdempotentAnswer> find_answer(db::Reader& reader, const IdempotencyKey& key);
void keep_answer(db::Tx& tx, const Context& context, const IdempotencyKey& key, int status, const std::string& body);

}  // namespace goodhost::http
