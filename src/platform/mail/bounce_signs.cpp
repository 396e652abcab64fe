#include "platform/mail/bounce_signs.hpp"

#include <algorithm>
#include <array>

#include "platform/mail/ascii.hpp"

namespace goodhost::mail {
namespace {

// Subjects of notices that failed deliveries carry; lower case, compared at the start.
constexpr auto subjects = std::to_array<std::string_view>({"undeliver",
                                                           "delivery status notification",
                                                           "delivery failure",
                                                           "delivery failed",
                                                           "delivery report",
                                                           "mail delivery fail",
                                                           "mail delivery problem",
                                                           "mail delivery system",
                                                           "failure notice",
                                                           "failure delivery",
                                                           "returned mail",
                                                           "returned to sender",
                                                           "mail system error",
                                                           "non delivery",
                                                           "nondelivery",
                                                           "non-delivery",
                                                           "mail failure",
                                                           "mail failed",
                                                           "message delivery",
                                                           "could not deliver",
                                                           "permanent delivery failure",
                                                           "warning: could not send",
                                                           "warning: message",
                                                           "warning--could not",
                                                           "postmaster notify",
                                                           "error sending",
                                                           "there was an error sending your mail",
                                                           "unable to deliver",
                                                           "[postmaster] email delivery failure",
                                                           "sorry, your message could not be delivered",
                                                           "notice: mail delivery",
                                                           "email delivery failure",
                                                           "delivery notification",
                                                           "mail could not be delivered",
                                                           "unzustellbar",
                                                           "nicht zustellbar",
                                                           "メールエラー通知",
                                                           "送信エラー",
                                                           "配信不能",
                                                           "退信",
                                                           "无法投递",
                                                           "전송 실패",
                                                           "반송",
                                                           "échec de la remise",
                                                           "no se puede entregar",
                                                           "mancato recapito",
                                                           "недоставлен",
                                                           "loop alert",
                                                           "are not member",
                                                           "aws notification message",
                                                           "rejected mail"});

constexpr auto failure_words = std::to_array<std::string_view>({"could not be delivered",
                                                                "couldn't be delivered",
                                                                "unable to deliver",
                                                                "was not delivered",
                                                                "not be delivered",
                                                                "delivery failed",
                                                                "permanent fatal errors",
                                                                "permanent error",
                                                                "delivery to the following recipient",
                                                                "did not reach the following recipient",
                                                                "returned to sender",
                                                                "undeliverable",
                                                                "delivery has failed",
                                                                "failed permanently",
                                                                "delivery error",
                                                                "fatal error",
                                                                "delivery status notification",
                                                                "rejected by",
                                                                "user unknown",
                                                                "unknown user",
                                                                "no such user",
                                                                "host unknown",
                                                                "mailbox is full",
                                                                "address not found",
                                                                "has been delayed",
                                                                "delivery of the following",
                                                                "delivery problems",
                                                                "wasn't delivered",
                                                                "error delivering",
                                                                "invalid final delivery",
                                                                "transcript of session",
                                                                "following addresses",
                                                                "rejected recipient",
                                                                "couldn't deliver",
                                                                "could not deliver",
                                                                "message log follows",
                                                                "was rejected",
                                                                "invalid address",
                                                                "not deliverable",
                                                                "trouble delivering",
                                                                "not a member of this mailing list",
                                                                "duplicated message-id",
                                                                "notificationtype\\\":\\\"bounce",
                                                                "notificationtype\":\"bounce"});

bool any_local_part(const std::vector<Address>& list, auto matches) {
    return std::ranges::any_of(list, [&](const Address& a) {
        const auto address = lower(a.address.empty() ? a.name : a.address);
        return matches(std::string_view(address).substr(0, address.find('@')));
    });
}

bool is_daemon_name(std::string_view local) {
    return local.starts_with("mailer-daemon") || local.starts_with("mailer_daemon") || local.starts_with("postmaster") ||
           local == "post_master" || local == "poostmaster" || local == "maildaemon" || local == "mail delivery system" ||
           local == "mail.delivery.system" || local == "mail delivery subsystem";
}

// A programme, though not one that only returns mail: a list manager, a notifier.
bool is_from_programme(const Message& message) {
    return any_local_part(message.from, [](std::string_view local) {
        return local.starts_with("no-reply") || local.starts_with("noreply") || local.starts_with("owner-") || local.ends_with("-admin") ||
               local.ends_with("-owner") || local.ends_with("-request");
    });
}

bool has_known_subject(const Message& message) {
    const auto subject = lower(message.subject);
    for (std::string_view answer : {"re:", "aw:", "fwd:", "fw:", "wg:"})
        if (subject.starts_with(answer)) return false;
    return std::ranges::any_of(subjects, [&](std::string_view s) {
        auto at = subject.find(s);
        return at != std::string::npos && at < 48;
    });
}

bool has_failure_words(std::string_view text) {
    const auto plain = lower(text);
    return std::ranges::any_of(failure_words, [&](std::string_view words) { return plain.find(words) != std::string::npos; });
}

}  // namespace

bool is_from_daemon(const Message& message) {
    return message.from.empty() || any_local_part(message.from, is_daemon_name) || any_local_part(message.sender, is_daemon_name) ||
           trim(header_value(message, "Return-Path")) == "<>";
}

bool looks_like_failure(const Message& message, const Notification& notice) {
    if (find_header(message, "X-Failed-Recipients")) return true;
    const bool words = has_failure_words(notice.text), subject = has_known_subject(message);
    return is_from_daemon(message) ? words || subject : is_from_programme(message) && words && subject;
}

}  // namespace goodhost::mail
