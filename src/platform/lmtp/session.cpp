#include "platform/lmtp/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace goodhost::lmtp {

namespace {

/// Who says so much that is wrong is no mail server.
constexpr int most_faults = 20;

const Reply fine{250, "2.0.0", "OK"};

Reply reply_to(PathFault fault) {
    switch (fault) {
        case PathFault::parameter: return {555, "5.5.4", "Parameter not known"};
        case PathFault::not_ascii: return {553, "5.6.7", "The address needs SMTPUTF8"};
        default: return {501, "5.1.3", "Bad address"};
    }
}

}  // namespace

std::string written(const Reply& reply) {
    auto text = reply.text;
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return fmt::format("{} {} {}\r\n", reply.code, reply.status, text);
}

std::string Session::greeting() const { return fmt::format("220 {} LMTP\r\n", options_.host_name); }

Session::Step Session::line(std::string_view line) {
    auto [verb, argument] = read_command(line);
    switch (verb) {
        case Verb::lhlo: return hello(argument);
        case Verb::mail: return mail(argument);
        case Verb::rcpt: return rcpt(argument);
        case Verb::data: return data();
        case Verb::rset: return reset(), Step{Next::say, written(fine)};
        case Verb::noop: return {Next::say, written(fine)};
        case Verb::vrfy: return {Next::say, written({252, "2.5.2", "Send the mail and see"})};
        case Verb::quit: return {Next::end, written({221, "2.0.0", "Bye"})};
        case Verb::unknown: break;
    }
    return refuse({500, "5.5.1", "Command not known"});
}

std::string Session::pressure_told(const std::optional<Reply>& pressure) {
    if (pressure) return reset(), written(*pressure);
    envelope_.sender = std::exchange(asked_, {}).address;
    has_sender_ = true;
    return written({250, "2.1.0", "OK"});
}

std::string Session::recipient_told(const Reply& reply) {
    if (reply.code / 100 == 2) envelope_.recipients.push_back(asked_.address);
    asked_ = {};
    return written(reply);
}

Session::Step Session::hello(std::string_view argument) {
    if (argument.empty()) return refuse({501, "5.5.4", "Say who you are"});
    reset();
    greeted_ = true;
    return {Next::say, fmt::format("250-{}\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE {}\r\n",
                                   options_.host_name, options_.largest_message)};
}

Session::Step Session::mail(std::string_view argument) {
    if (!greeted_ || has_sender_) return refuse({503, "5.5.1", greeted_ ? "A mail has begun already" : "LHLO first"});
    asked_ = read_path(argument, PathKind::sender, false);
    if (asked_.fault != PathFault::none) return refuse(reply_to(asked_.fault));
    utf8_ = asked_.utf8;
    if (asked_.size > options_.largest_message) return refuse({552, "5.3.4", "The message is too large"});
    return {Next::ask_pressure, {}};
}

Session::Step Session::rcpt(std::string_view argument) {
    if (!has_sender_) return refuse({503, "5.5.1", "MAIL first"});
    if (std::ssize(envelope_.recipients) >= options_.most_recipients) return refuse({452, "4.5.3", "Too many recipients at once"});
    asked_ = read_path(argument, PathKind::recipient, utf8_);
    if (asked_.fault == PathFault::none && asked_.address.empty()) asked_.fault = PathFault::syntax;
    if (asked_.fault != PathFault::none) return refuse(reply_to(asked_.fault));
    return {Next::ask_recipient, {}};
}

Session::Step Session::data() const {
    if (envelope_.recipients.empty()) return {Next::say, written({503, "5.5.1", "No recipient is good"})};
    return {Next::receive, "354 End with a dot\r\n"};
}

Session::Step Session::refuse(const Reply& reply) {
    if (++faults_ >= most_faults) return {Next::end, written({421, "4.7.0", "Too many faults"})};
    return {Next::say, written(reply)};
}

void Session::reset() {
    envelope_ = {};
    asked_ = {};
    has_sender_ = utf8_ = false;
}

}  // namespace goodhost::lmtp
