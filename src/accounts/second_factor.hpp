#pragma once
#include "accounts/accounts.hpp"
#include "platform/http/route.hpp"

/// TOTP and recovery codes.
namespace goodhost::accounts {

struct AgentSecrets {
    AgentId id;
    std::string name, email;
    bool active = false;
    std::optional<std::string> password_hash, totp_secret;  ///< the secret is sealed (crypto/vault.hpp)
    std::int64_t totp_last_step = 0;
    std::vector<std::string> recovery_codes;  ///< hashes
};
BOOST_DESCRIBE_STRUCT(AgentSecrets, (), (id, name, email, active, password_hash, totp_secret, totp_last_step, recovery_codes))

struct TotpOffer {
    std::string secret;  ///< base32, for typing
    std::string uri;
    std::string qr_svg;
};
BOOST_DESCRIBE_STRUCT(TotpOffer, (), (secret, uri, qr_svg))

struct TotpConfirm {
    std::string code;
    std::string secret;  ///< as offered
    static constexpr Rule rules[] = {{"code", 20}, {"secret", 80}};
};
BOOST_DESCRIBE_STRUCT(TotpConfirm, (), (code, secret))

struct RecoveryCodes {
    std::vector<std::string> recovery_codes;  ///< shown once
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (recovery_codes))

struct PasswordProof {
    std::string password;
    static constexpr Rule rules[] = {{"password", 1000}};
};
BOOST_DESCRIBE_STRUCT(PasswordProof, (), (password))

AgentSecrets secrets_of(db::Reader& reader, AgentId id);

/// Nothing for an agent without a second factor. Throws unauthenticated `accounts.code_required` for an empty code,
/// `accounts.wrong_code` for a wrong or used one.
void check_second_factor(const Context& context, const AgentSecrets& secrets, std::string_view code);

TotpOffer offer_totp(db::Reader& reader, const Context& context, const http::Empty&);
RecoveryCodes enable_totp(db::Tx& tx, const Context& context, const TotpConfirm& input);
void disable_totp(const Context& context, const PasswordProof& input);

}  // namespace goodhost::accounts
