#include "email/token_request.hpp"

#include <algorithm>

#include "platform/config/settings.hpp"
#include "platform/http/client.hpp"
#include "platform/json/json.hpp"
#include "platform/net/failure.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

constexpr unsigned low_half = 15;

void append_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (plain.find(c) != std::string_view::npos)
            out += c;
        else
            (out += '%', out += digits[byte >> 4], out += digits[byte & low_half]);
    }
}

std::string host_of(std::string_view url) {
    auto begin = url.find("://") + 3;
    auto end = std::min(url.find_first_of("/?#", begin), url.size());
    auto host = url.substr(begin, end - begin);
    auto colon = host.rfind(':');
    return std::string(host.substr(0, colon == std::string_view::npos || host.ends_with(']') ? host.size() : colon));
}

}  // namespace

std::string form_encoded(const FormFields& fields) {
    std::string form;
    for (auto& [name, value] : fields) {
        if (value.empty()) continue;
        if (!form.empty()) form += '&';
        form += name;
        form += '=';
        append_encoded(form, value);
    }
    return form;
}

TokenAnswer ask_for_token(const Context& system, const std::string& token_url, const FormFields& fields) {
    auto& settings = system.services.settings;
    http::ClientRequest request{.method = http::Method::post, .url = token_url, .headers = {}, .body = form_encoded(fields)};
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    request.headers.add("Accept", "application/json");
    http::ClientOptions options;
    options.max_redirects = 0;
    options.authorities_file = settings.text("mailbox_authorities");
    if (settings.flag("mailbox_allow_private")) options.allowed_hosts = {host_of(token_url)};
    try {
        auto answer = http::fetch(request, options);
        return json::from_json<TokenAnswer>(answer.body);
    } catch (const Problem& problem) { throw net::Failure(net::Fault::authorization, problem.log.empty() ? problem.code : problem.log); }
}

bool is_good_token_url(const Context& context, std::string_view url) {
    return url.starts_with("https://") || (url.starts_with("http://") && context.services.settings.flag("mailbox_allow_private"));
}

}  // namespace goodhost::email
