#include "email/tokens.hpp"

#include "platform/config/settings.hpp"
#include "platform/http/client.hpp"
#include "platform/json/json.hpp"
#include "platform/log/log.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

/// Clocks differ, and a conversation takes a while to begin.
constexpr std::chrono::minutes margin{2};

/// RFC 6749 sections 5.1 and 5.2.
struct TokenAnswer {
    std::string access_token, refresh_token, error, error_description;
    std::int64_t expires_in = 0;
};
BOOST_DESCRIBE_STRUCT(TokenAnswer, (), (access_token, refresh_token, error, error_description, expires_in))

std::string form_encoded(std::string_view text) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (plain.find(c) != std::string_view::npos)
            out += c;
        else
            (out += '%', out += digits[byte >> 4], out += digits[byte & 15]);
    }
    return out;
}

std::string form_of(const Source& source) {
    std::string form =
        "grant_type=refresh_token&client_id=" + form_encoded(source.client_id) + "&refresh_token=" + form_encoded(source.secret);
    if (!source.client_secret.empty()) form += "&client_secret=" + form_encoded(source.client_secret);
    return form;
}

std::string host_of(std::string_view url) {
    auto begin = url.find("://") + 3;
    auto end = std::min(url.find_first_of("/?#", begin), url.size());
    auto host = url.substr(begin, end - begin);
    auto colon = host.rfind(':');
    return std::string(host.substr(0, colon == std::string_view::npos || host.ends_with(']') ? host.size() : colon));
}

TokenAnswer ask(const Context& system, const Source& source) {
    auto& settings = system.services.settings;
    http::ClientRequest request{.method = http::Method::post, .url = source.token_url, .headers = {}, .body = form_of(source)};
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    request.headers.add("Accept", "application/json");
    http::ClientOptions options;
    options.max_redirects = 0;
    options.authorities_file = settings.text("mailbox_authorities");
    if (settings.flag("mailbox_allow_private")) options.allowed_hosts = {host_of(source.token_url)};
    try {
        auto answer = http::fetch(request, options);
        return json::from_json<TokenAnswer>(answer.body);
    } catch (const Problem& problem) { throw net::Failure(net::Fault::authorization, problem.log.empty() ? problem.code : problem.log); }
}

}  // namespace

imap::Credentials Tokens::credentials() {
    std::lock_guard lock(mutex_);
    if (source_.sign_in == SignIn::password) return {source_.login, source_.secret, false};
    if (token_.empty() || system_.now() + margin >= ends_) refresh();
    return {source_.login, token_, true};
}

void Tokens::forget() {
    std::lock_guard lock(mutex_);
    token_.clear();
}

void Tokens::refresh() {
    auto answer = ask(system_, source_);
    if (answer.access_token.empty())
        throw net::Failure(net::Fault::authorization, answer.error_description.empty() ? answer.error : answer.error_description);
    token_ = answer.access_token;
    ends_ = system_.now() + std::chrono::seconds(answer.expires_in > 0 ? answer.expires_in : 3600);
    if (answer.refresh_token.empty() || answer.refresh_token == source_.secret) return;
    source_.secret = answer.refresh_token;
    if (source_.version) system_.services.database.write([&](db::Tx& tx) { keep_new_secret(tx, system_, source_); });
}

}  // namespace goodhost::email
