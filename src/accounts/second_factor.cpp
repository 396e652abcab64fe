#include "accounts/second_factor.hpp"

#include <algorithm>

#include "accounts/guesses.hpp"
#include "accounts/queries.hpp"
#include "accounts/sessions.hpp"
#include "brands/brands.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/password.hpp"
#include "platform/crypto/qr.hpp"
#include "platform/crypto/random.hpp"
#include "platform/crypto/totp.hpp"
#include "platform/crypto/vault.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::accounts {

namespace {

constexpr int recovery_code_count = 10;

struct SecondFactorChanged {
    bool enabled = false;
};
BOOST_DESCRIBE_STRUCT(SecondFactorChanged, (), (enabled))

std::string place_of(AgentId id) { return "agent/" + std::to_string(id.value) + "/totp"; }
std::string stream_of(AgentId id) { return "agent/" + std::to_string(id.value); }

/// Typed by hand: without case, spaces and dashes.
std::string normal_code(std::string_view code) {
    std::string text;
    for (unsigned char c : code)
        if (std::isalnum(c)) text += static_cast<char>(std::tolower(c));
    return text;
}

bool use_recovery_code(const Context& context, const AgentSecrets& secrets, std::string_view code) {
    auto hash = crypto::hex(crypto::sha256(normal_code(code)));
    auto left = secrets.recovery_codes;
    if (!std::erase(left, hash)) return false;
    // Of two at once the second finds other codes than it read, and is wrong.
    return context.services.database.write(
        [&](db::Tx& tx) { return tx.execute(sql::use_recovery_code, secrets.id, secrets.recovery_codes, left) == 1; });
}

bool use_totp(const Context& context, const AgentSecrets& secrets, std::string_view code) {
    auto secret = context.services.vault.open(*secrets.totp_secret, place_of(secrets.id));
    if (!secret)
        throw Problem(ProblemKind::unavailable, "accounts.second_factor_unreadable", "the secret key does not open the TOTP secret");
    auto step = crypto::match_totp(*secret, code, context.now());
    if (!step) return false;
    return context.services.database.write([&](db::Tx& tx) { return tx.execute(sql::use_totp_step, secrets.id, *step) == 1; });
}

}  // namespace

void check_second_factor(const Context& context, const AgentSecrets& secrets, std::string_view code) {
    if (!secrets.totp_secret) return;
    if (code.empty()) throw Problem(ProblemKind::unauthenticated, "accounts.code_required");
    const Guess guess(context, "code of " + secrets.email);
    bool digits = normal_code(code).size() == 6;
    bool right = digits ? use_totp(context, secrets, normal_code(code)) : use_recovery_code(context, secrets, code);
    if (!right) throw Problem(ProblemKind::unauthenticated, "accounts.wrong_code", secrets.email);
    guess.succeeded();
}

AgentSecrets secrets_of(db::Reader& reader, AgentId id) {
    auto secrets = reader.find<AgentSecrets>(sql::find_agent_secrets_by_id, id);
    if (!secrets) throw Problem(ProblemKind::unauthenticated, "platform.unauthenticated");
    return *secrets;
}

TotpOffer offer_totp(db::Reader& reader, const Context& context, const http::Empty&) {
    auto agent = find_agent(reader, {context.actor.id});
    auto brand = brands::find_brand(reader, context.brand);
    auto secret = crypto::new_totp_secret();
    auto uri = crypto::otpauth_uri(brand ? brand->name : "Goodhost", agent->email, secret);
    return {crypto::base32(secret), uri, crypto::qr_svg(uri, "QR")};
}

RecoveryCodes enable_totp(db::Tx& tx, const Context& context, const TotpConfirm& input) {
    require_session(context);
    // A second factor that is on is only taken off with the password.
    if (secrets_of(tx, {context.actor.id}).totp_secret) throw Problem(ProblemKind::conflict, "accounts.second_factor_on");
    auto secret = crypto::from_base32(input.secret);
    auto step = secret && secret->size() >= 16 ? crypto::match_totp(*secret, input.code, context.now()) : std::nullopt;
    if (!step) throw Problem(ProblemKind::invalid, "accounts.wrong_code", {{"code", "accounts.wrong_code", {}}});
    RecoveryCodes codes;
    std::vector<std::string> hashes;
    for (int i = 0; i < recovery_code_count; ++i) {
        auto code = normal_code(crypto::base32(crypto::random_bytes(10)));
        hashes.push_back(crypto::hex(crypto::sha256(code)));
        codes.recovery_codes.push_back(code.substr(0, 4) + "-" + code.substr(4, 4) + "-" + code.substr(8, 4) + "-" + code.substr(12));
    }
    AgentId id{context.actor.id};
    tx.execute(sql::set_totp, id, context.services.vault.seal(*secret, place_of(id)), *step, hashes);
    trail::append(tx, context, stream_of(id), "accounts.second_factor_changed", SecondFactorChanged{true});
    return codes;
}

void disable_totp(const Context& context, const PasswordProof& input) {
    require_session(context);
    auto& database = context.services.database;
    auto secrets = database.read([&](db::Reader& reader) { return secrets_of(reader, {context.actor.id}); });
    const Guess guess(context, "proof of " + secrets.email);
    if (!secrets.password_hash || !crypto::verify_password(*secrets.password_hash, input.password))
        throw Problem(ProblemKind::invalid, "accounts.wrong_password", {{"password", "accounts.wrong_password", {}}});
    guess.succeeded();
    database.write([&](db::Tx& tx) {
        tx.execute(sql::set_totp, secrets.id, nullptr, 0, std::vector<std::string>{});
        trail::append(tx, context, stream_of(secrets.id), "accounts.second_factor_changed", SecondFactorChanged{false});
    });
}

}  // namespace goodhost::accounts
