#include "email/authenticity.hpp"

#include <algorithm>

#include "platform/mail/addresses.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/authentication.hpp"

namespace goodhost::email {

namespace {

using mail::AuthenticationResult;

/// The value of `header.d=example.org` among the properties; of an address its domain.
std::string property(const AuthenticationResult& result, std::string_view name) {
    auto at = mail::find_nocase(result.detail, std::string(name) + "=");
    if (at == std::string_view::npos) return {};
    auto value = std::string_view(result.detail).substr(at + name.size() + 1);
    value = value.substr(0, value.find_first_of("; \t"));
    std::string plain(value);
    std::erase_if(plain, [](char c) { return c == '"' || c == '<' || c == '>'; });
    return plain.find('@') == std::string::npos ? mail::lower(plain) : mail::domain_of(plain);
}

/// Relaxed alignment (RFC 7489 3.1): one is the other or lies below it, and neither is a bare top level.
bool is_aligned(const std::string& a, const std::string& b) {
    if (a.find('.') == std::string::npos || b.find('.') == std::string::npos) return false;
    return a == b || a.ends_with("." + b) || b.ends_with("." + a);
}

/// Whether it is about that domain: another one's signature, or a forwarder's envelope, says nothing of it.
bool is_about(const AuthenticationResult& result, const std::string& domain) {
    if (result.method == "dmarc") {
        auto of = property(result, "header.from");
        return of.empty() || of == domain;
    }
    if (result.method == "dkim")
        return is_aligned(property(result, "header.d"), domain) || is_aligned(property(result, "header.i"), domain);
    return result.method == "spf" && is_aligned(property(result, "smtp.mailfrom"), domain);
}

bool proves(const AuthenticationResult& result, const std::string& domain) { return result.result == "pass" && is_about(result, domain); }

std::vector<std::string> failed_checks(const std::vector<AuthenticationResult>& results, const std::string& domain) {
    std::vector<std::string> failed;
    for (auto& result : results) {
        bool fails = result.result == "fail" || result.result == "softfail" || result.result == "permerror";
        bool known = std::ranges::find(failed, result.method) != failed.end();
        if (fails && !known && is_about(result, domain)) failed.push_back(result.method);
    }
    return failed;
}

}  // namespace

Proof proof_of(const mail::Message& message, const std::vector<std::string>& trusted) {
    // Two authors, or two From headers, are a way to have one checked and the other shown.
    if (message.from.size() != 1) return {};
    const auto* header = mail::find_header(message, "Authentication-Results");
    if (!header) return {};
    auto results = mail::read_authentication_results({*header});
    bool ours = !results.empty() && std::ranges::find(trusted, mail::lower(results.front().server)) != trusted.end();
    if (!ours) return {};
    auto domain = mail::domain_of(message.from.front().address);
    Proof proof{Authenticity::unknown, failed_checks(results, domain)};
    auto dmarc = std::ranges::find(results, "dmarc", &AuthenticationResult::method);
    bool proven = std::ranges::any_of(results, [&](auto& result) { return proves(result, domain); });
    if (dmarc != results.end() && dmarc->result == "fail")
        proof.authenticity = Authenticity::failed;
    else if (proven)
        proof.authenticity = Authenticity::proven;
    return proof;
}

}  // namespace goodhost::email
