#include <algorithm>
#include <charconv>

#include "platform/core/problem.hpp"
#include "platform/http/http.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/smtp.hpp"

namespace goodhost::mail {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_words = 500;

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// `5.1.1` at the beginning of what follows the code (RFC 2034).
std::string enhanced(std::string_view text) {
    auto end = text.find_first_not_of("0123456789.");
    auto status = text.substr(0, end);
    bool whole = std::ranges::count(status, '.') == 2 && status.size() >= 5 && status.size() <= 9 && status[1] == '.' &&
                 status.back() != '.' && status.find("..") == std::string_view::npos;
    return whole && (status[0] == '2' || status[0] == '4' || status[0] == '5') ? std::string(status) : std::string();
}

/// 530, 534, 535 and 538 (RFC 4954 6) speak of our login, whatever the recipient.
bool is_login(std::int64_t code, std::string_view status) {
    return code == 530 || code == 534 || code == 535 || code == 538 || status == "5.7.8" || status == "5.7.9";
}

[[noreturn]] void refuse(std::string_view what) {
    throw Problem(ProblemKind::invalid, "platform.bad_configuration", "smtp_url: " + std::string(what));
}

/// first, doubled with each attempt, up to longest.
Duration doubled(Duration first, std::int64_t attempts, Duration longest) {
    auto steps = std::clamp<std::int64_t>(attempts - 1, 0, 20);
    return std::min<Duration>(first * (std::int64_t{1} << steps), longest);
}

}  // namespace

SmtpReply read_reply(std::string_view line) {
    SmtpReply reply;
    if (line.size() < 3) return reply;
    reply.code = number(line.substr(0, 3));
    auto rest = line.substr(std::min<std::size_t>(4, line.size()));
    reply.status = enhanced(rest);
    reply.words = std::string(line.substr(0, longest_words));
    if (reply.code / 100 == 2) reply.reply_class = ReplyClass::accepted;
    if (reply.code / 100 == 4) reply.reply_class = ReplyClass::later;
    if (reply.code / 100 == 5) reply.reply_class = is_login(reply.code, reply.status) ? ReplyClass::login : ReplyClass::refused;
    // Said with a 5 by some, and yet it passes: a full mailbox, a full system.
    if (reply.reply_class == ReplyClass::refused && (reply.status == "5.2.2" || reply.status == "5.3.1"))
        reply.reply_class = ReplyClass::later;
    return reply;
}

Duration pause_after(const SmtpReply& reply, std::int64_t attempts) {
    bool full = reply.status.ends_with(".2.2") || reply.status.ends_with(".3.1") || reply.code == 452 || reply.code == 552;
    switch (reply.reply_class) {
        case ReplyClass::unreached: return doubled(30s, attempts, 30min);
        case ReplyClass::login:
        case ReplyClass::insecure: return doubled(5min, attempts, 1h);
        default: break;
    }
    if (full) return doubled(30min, attempts, 6h);
    if (reply.code == 421) return doubled(1min, attempts, 1h);
    return doubled(5min, attempts, 4h);
}

Relay relay_of_url(std::string_view url) {
    Relay relay;
    bool tls = url.starts_with("smtps://");
    if (!tls && !url.starts_with("smtp://")) refuse("begins with smtp:// or smtps://");
    url.remove_prefix(tls ? 8 : 7);
    if (auto at = url.rfind('@'); at != std::string_view::npos) {
        auto login = url.substr(0, at);
        auto colon = login.find(':');
        relay.username = http::percent_decode(login.substr(0, colon), false);
        if (colon != std::string_view::npos) relay.password = http::percent_decode(login.substr(colon + 1), false);
        url.remove_prefix(at + 1);
    }
    if (url.ends_with('/')) url.remove_suffix(1);
    auto bracket = url.find(']');
    auto colon = url.find(':', bracket == std::string_view::npos ? 0 : bracket);
    auto host = url.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    relay.host = std::string(host);
    relay.port = colon == std::string_view::npos ? (tls ? 465 : 25) : number(url.substr(colon + 1));
    if (relay.host.empty() || relay.port < 1 || relay.port > 65535) refuse("needs a host, and a port from 1 to 65535");
    bool local = relay.host == "localhost" || relay.host.starts_with("127.") || relay.host == "::1";
    relay.security = tls ? Security::tls : !relay.username.empty() && !local ? Security::starttls : Security::offered;
    return relay;
}

}  // namespace goodhost::mail
