#pragma once
#include "email/sources.hpp"

/// The owner of a mailbox lets us read it, in a browser: authorisation code with PKCE (RFC 6749 section 4.1, RFC 7636).
namespace goodhost::email {

/// The account, and where its owner is asked. What else the mailbox's source has stays as it is.
struct ConsentInput {
    MailboxId mailbox_id;
    std::string host, login;
    std::int32_t port = 993;
    Security security = Security::tls;
    std::string authorize_url, token_url, client_id, scope;
    std::optional<std::string> client_secret;
    static constexpr Rule rules[] = {{"host", 253},           {.field = "port", .min = 1, .max = 65535},
                                     {"login", 320},          {"authorize_url", 1000},
                                     {"token_url", 1000},     {"client_id", 500},
                                     {"client_secret", 2000}, {"scope", 1000}};
};
BOOST_DESCRIBE_STRUCT(ConsentInput, (),
                      (mailbox_id, host, login, port, security, authorize_url, token_url, client_id, scope, client_secret))

struct ConsentPlace {
    std::string url;           ///< where the browser goes to ask
    std::string redirect_uri;  ///< where it comes back to: the application has to be registered with it
};
BOOST_DESCRIBE_STRUCT(ConsentPlace, (), (url, redirect_uri))

/// What the browser brings back.
struct ConsentAnswer {
    std::string state;
    std::optional<std::string> code, error, error_description;
    static constexpr Rule rules[] = {{"state", 8000}, {"code", 4000}, {"error", 500}, {"error_description", 4000}};
};
BOOST_DESCRIBE_STRUCT(ConsentAnswer, (), (state, code, error, error_description))

struct Consent {
    MailboxId mailbox_id;
    bool given = false;
    std::string words;  ///< why not, in the words of who was asked
};
BOOST_DESCRIBE_STRUCT(Consent, (), (mailbox_id, given, words))

/// All that is needed to go on is sealed in the address, so nothing is stored until the owner has agreed.
ConsentPlace begin_consent(db::Reader& reader, const Context& context, const ConsentInput& input);
/// Changes the code for tokens and keeps the mailbox's source with them. Throws Problem invalid `email.consent_over` for what this
/// agent did not begin within the last half hour.
Consent finish_consent(const Context& context, const ConsentAnswer& input);

}  // namespace goodhost::email
