#include "email/consent.hpp"

#include "email/mailbox_access.hpp"
#include "email/token_request.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/random.hpp"
#include "platform/crypto/vault.hpp"
#include "platform/i18n/translator.hpp"
#include "platform/mail/charset.hpp"
#include "platform/net/failure.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

constexpr std::string_view sealed_at = "mailbox/consent", return_path = "/desk/admin/mailboxes";
constexpr std::chrono::minutes patience{30};

/// What is known when the browser comes back. Whoever sees the address can't read it.
struct Begun {
    ConsentInput input;
    std::int64_t agent_id = 0;
    std::string verifier, redirect_uri;
    Instant ends_at{};
};
BOOST_DESCRIBE_STRUCT(Begun, (), (input, agent_id, verifier, redirect_uri, ends_at))

void check(const Context& context, const ConsentInput& input) {
    FieldProblems problems;
    if (!is_good_token_url(context, input.authorize_url)) problems.add("authorize_url", "email.bad_token_url");
    if (!is_good_token_url(context, input.token_url)) problems.add("token_url", "email.bad_token_url");
    problems.throw_if_any();
}

std::string challenge_of(const std::string& verifier) {
    const auto digest = crypto::sha256(verifier);
    return crypto::base64url({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

Begun begun_of(const Context& context, const std::string& state) {
    auto text = context.services.vault.open(state, sealed_at);
    auto begun = text ? std::optional(json::from_json<Begun>(*text)) : std::nullopt;
    if (!begun || begun->agent_id != context.actor.id || begun->ends_at < context.now())
        throw Problem(ProblemKind::invalid, "email.consent_over");
    return *begun;
}

SourceInput source_of(const Begun& begun, const TokenAnswer& answer) {
    auto& asked = begun.input;
    SourceInput input;
    input.mailbox_id = asked.mailbox_id;
    input.host = asked.host;
    input.login = asked.login;
    input.port = asked.port;
    input.security = asked.security;
    input.sign_in = SignIn::oauth;
    input.secret = answer.refresh_token;
    input.client_secret = asked.client_secret;
    input.token_url = asked.token_url;
    input.client_id = asked.client_id;
    return input;
}

/// The client secret that is stored is only sent where it went before.
std::string client_secret_of(const Context& context, const Begun& begun) {
    if (begun.input.client_secret) return *begun.input.client_secret;
    auto known = context.services.database.read([&](db::Reader& reader) { return find_source(reader, context, begun.input.mailbox_id); });
    const bool same = known && known->token_url == begun.input.token_url && known->client_id == begun.input.client_id;
    return same ? known->client_secret : std::string();
}

TokenAnswer exchanged(const Context& context, const Begun& begun, const std::string& code) {
    const auto client_secret = client_secret_of(context, begun);
    return ask_for_token(context, begun.input.token_url,
                         {{"grant_type", "authorization_code"},
                          {"code", code},
                          {"redirect_uri", begun.redirect_uri},
                          {"client_id", begun.input.client_id},
                          {"client_secret", client_secret},
                          {"code_verifier", begun.verifier}});
}

}  // namespace

ConsentPlace begin_consent(db::Reader& reader, const Context& context, const ConsentInput& input) {
    access_mailbox(reader, context, input.mailbox_id);
    check(context, input);
    Begun begun{input, context.actor.id, crypto::random_token(), context.origin + std::string(return_path), context.now() + patience};
    const auto state = context.services.vault.seal(json::to_json(begun), sealed_at);
    const auto challenge = challenge_of(begun.verifier);
    // Google gives a refresh token only for the last two, and only to who was asked anew.
    const auto query = form_encoded({{"response_type", "code"},
                                     {"client_id", input.client_id},
                                     {"redirect_uri", begun.redirect_uri},
                                     {"scope", input.scope},
                                     {"state", state},
                                     {"code_challenge", challenge},
                                     {"code_challenge_method", "S256"},
                                     {"login_hint", input.login},
                                     {"access_type", "offline"},
                                     {"prompt", "consent"}});
    const auto* mark = input.authorize_url.find('?') == std::string::npos ? "?" : "&";
    return {input.authorize_url + mark + query, begun.redirect_uri};
}

Consent finish_consent(const Context& context, const ConsentAnswer& input) {
    const auto begun = begun_of(context, input.state);
    Consent consent{.mailbox_id = begun.input.mailbox_id};
    auto refused = [&](const std::string& words) {
        consent.words = mail::valid_utf8(words);
        return consent;
    };
    if (!input.code) return refused(input.error_description.value_or(input.error.value_or("")));
    try {
        const auto answer = exchanged(context, begun, *input.code);
        if (answer.access_token.empty()) return refused(answer.words());
        if (answer.refresh_token.empty()) return refused(i18n::translator(context)("email.no_refresh_token"));
        context.services.database.write([&](db::Tx& tx) { put_source(tx, context, source_of(begun, answer)); });
        consent.given = true;
    } catch (const net::Failure& failure) { return refused(failure.words); }
    return consent;
}

}  // namespace goodhost::email
