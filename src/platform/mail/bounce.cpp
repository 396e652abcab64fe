#include "platform/mail/bounce.hpp"

#include <algorithm>
#include <array>

#include "platform/mail/addresses.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/bounce_reason.hpp"
#include "platform/mail/bounce_rules.hpp"
#include "platform/mail/bounce_signs.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/delivery_status.hpp"
#include "platform/mail/notification.hpp"
#include "platform/mail/words.hpp"

namespace goodhost::mail {
namespace {

constexpr std::size_t max_recipients = 100, max_diagnostic = 2000;

// A message has no more than one of these; broken ones carry the report inside the text.
const Attachment* find_part(const Message& message, std::string_view type) {
    for (const auto& attachment : message.attachments)
        if (attachment.content_type == type) return &attachment;
    return nullptr;
}

// Evidence about one recipient, from the strongest to the weakest.
struct Evidence {
    std::string status, diagnostic;  // of the report
    std::string_view words;          // of the notice, about this recipient
    std::string_view notice;         // the whole notice
    std::string_view category;       // the sending server's own judgement
};

// Filters answer in the words of a directory: "user unknown" after the data, although the recipient had been accepted,
// or with a status that is not about the address (RFC 3463 3.2).
bool is_filter_in_disguise(const Evidence& evidence) {
    auto mentions = [&](std::string_view words) {
        return contains_nocase(evidence.diagnostic, words) || contains_nocase(evidence.notice, words);
    };
    if (!contains_nocase(evidence.diagnostic, "user unknown") && !contains_nocase(evidence.diagnostic, "unknown user")) return false;
    auto status = find_status(evidence.diagnostic);
    if (status.empty()) status = evidence.status;
    if (status.size() > 3 && status.compare(1, 3, ".1.") == 0) return false;
    if (mentions(">>> data") || mentions("to end of data") || mentions("to data command")) return !mentions(">>> rcpt");
    return !status.empty() && !status.ends_with(".0.0") && !mentions("rcpt");
}

std::string_view reason_from(const Evidence& evidence) {
    if (auto reason = reason_of_category(evidence.category); !reason.empty()) return reason;
    if (auto reason = reason_of_words(evidence.diagnostic); !reason.empty())
        return reason == "user_unknown" && is_filter_in_disguise(evidence) ? "filtered" : reason;
    if (evidence.diagnostic.empty())
        if (auto reason = reason_of_words(evidence.words); !reason.empty()) return reason;
    if (auto reason = reason_of_status(evidence.status); !reason.empty()) return reason;
    if (auto reason = reason_of_words(evidence.words); !reason.empty()) return reason;
    if (auto reason = reason_of_words(evidence.notice); !reason.empty()) return reason;
    return "undefined";
}

std::string status_from(const Evidence& evidence) {
    auto better = [](const std::string& a, std::string b) {
        return a.empty() || (a.ends_with(".0.0") && !b.empty() && a.front() == b.front()) ? (b.empty() ? a : b) : a;
    };
    auto status = better(find_status(evidence.status), find_status(evidence.diagnostic));
    return better(status, find_status(evidence.words));
}

bool is_warning(std::string_view notice) {
    return contains_nocase(notice, "warning message only") || contains_nocase(notice, "has been delayed") ||
           contains_nocase(notice, "will be retried") || contains_nocase(notice, "do not need to resend");
}

void classify(BouncedRecipient& out, const Evidence& evidence) {
    out.status = status_from(evidence);
    out.reply_code = find_reply_code(evidence.diagnostic);
    if (out.reply_code.empty()) out.reply_code = find_reply_code(evidence.words);
    if (out.reply_code.empty()) out.reply_code = find_reply_code(evidence.notice);
    if (out.status.empty()) out.status = find_status(evidence.notice);
    Evidence with_status = evidence;
    with_status.status = out.status;
    out.reason = reason_from(with_status);
    const bool delivered = out.action == "delivered" || out.action == "relayed" || out.action == "expanded";
    const bool delayed = out.action == "delayed" || (out.action.empty() && is_warning(evidence.notice));
    if (out.action == "expired") out.reason = "expired";
    if (delayed && out.reason == "undefined") out.reason = "expired";
    char digit = !out.status.empty() ? out.status.front() : !out.reply_code.empty() ? out.reply_code.front() : '\0';
    if (digit == '\0') digit = delivered ? '2' : delayed ? '4' : '5';
    out.status_class = std::string(1, digit);
    // A server that would try again has not judged the address, unless its status says just that.
    const bool judged = digit != '4' || out.status.ends_with(".1.1");
    const bool hard = is_hard_reason(out.reason) && !delayed && judged;
    out.kind = delivered ? BounceKind::delivered : hard ? BounceKind::hard : BounceKind::soft;
    out.diagnostic = std::string(cut_utf8(trim(evidence.diagnostic.empty() ? (evidence.words.empty() ? evidence.notice : evidence.words)
                                                                           : std::string_view(evidence.diagnostic)),
                                          max_diagnostic));
}

std::string_view field(const FieldGroup& group, const char* name) {
    auto found = group.find(name);
    return found == group.end() ? std::string_view() : std::string_view(found->second);
}

// Every recipient is judged by these words with every rule: they must be short, and the cause does stand first.
std::string_view start_of(std::string_view text) { return cut_utf8(text, 4096); }

std::string_view words_about(const Notification& notice, std::string_view address) {
    for (const auto& noted : notice.recipients)
        if (equals_nocase(noted.address, address)) return start_of(noted.words);
    return {};
}

BouncedRecipient from_group(const FieldGroup& group, const Notification& notice) {
    BouncedRecipient out;
    out.recipient = recipient_address(field(group, "final-recipient"));
    if (out.recipient.empty()) out.recipient = recipient_address(field(group, "original-recipient"));
    if (out.recipient.empty()) out.recipient = recipient_address(field(group, "x-actual-recipient"));
    out.action = lower(field(group, "action").substr(0, field(group, "action").find_first_of(" (;")));
    out.remote_mta = typed_value(field(group, "remote-mta"));
    const Evidence evidence{std::string(field(group, "status")), typed_value(field(group, "diagnostic-code")),
                            words_about(notice, out.recipient), start_of(notice.text), field(group, "x-powermta-bouncecategory")};
    classify(out, evidence);
    return out;
}

void add_recipient(BounceReport& report, BouncedRecipient recipient) {
    auto known =
        std::ranges::find_if(report.recipients, [&](const BouncedRecipient& r) { return equals_nocase(r.recipient, recipient.recipient); });
    if (known == report.recipients.end() && report.recipients.size() < max_recipients) report.recipients.push_back(std::move(recipient));
}

void read_groups(std::string_view body, const Notification& notice, BounceReport& report) {
    for (const auto& group : read_field_groups(body)) {
        const bool about_recipient = group.contains("final-recipient") || group.contains("original-recipient") || group.contains("action");
        if (about_recipient) add_recipient(report, from_group(group, notice));
    }
}

// The headers of the returned message: a part of its own, or what stands behind the notice.
std::string original_headers(const Message& message, const Notification& notice) {
    std::string headers = notice.original;
    for (const auto& attachment : message.attachments) {
        const auto& type = attachment.content_type;
        if (type == "message/rfc822" || type.starts_with("text/rfc822-header") || type == "message/partial" || type == "message/global")
            headers = attachment.content.substr(0, 64 << 10);
    }
    // A marker line is no header: of several blocks the one with the identifier counts.
    auto id = find_nocase(headers, "\nmessage-id:");
    auto block = id == std::string::npos ? id : headers.rfind("\n\n", id);
    return block == std::string::npos ? headers : headers.substr(block + 2);
}

constexpr Limits original_limits{.max_size = 64 << 10, .max_depth = 2, .max_parts = 20};

void add_from_notice(const Message& message, const Notification& notice, BounceReport& report) {
    auto add = [&](std::string_view address, std::string_view words) {
        BouncedRecipient recipient;
        recipient.recipient = std::string(address);
        classify(recipient, {"", "", start_of(words), start_of(notice.text), {}});
        add_recipient(report, std::move(recipient));
    };
    for (const auto& address : find_addresses(header_value(message, "X-Failed-Recipients"))) add(address, words_about(notice, address));
    if (!report.recipients.empty()) return;
    for (const auto& noted : notice.recipients) add(noted.address, noted.words);
    if (!report.recipients.empty()) return;
    // The notice names nobody: then it is about whom the returned message was written to.
    auto to = parse(original_headers(message, notice), original_limits).to;
    if (!to.empty()) add(to.front().address, {});
}

void read_original(const Message& message, const Notification& notice, BounceReport& report) {
    auto original = parse(original_headers(message, notice), original_limits);
    report.original_message_id = original.message_id;
    report.original_subject = original.subject;
    report.original_references = original.references;
    report.original_references.insert(report.original_references.end(), original.in_reply_to.begin(), original.in_reply_to.end());
}

}  // namespace

BounceReport read_bounce(const Message& message) {
    BounceReport report;
    const auto notice = read_notification(message);
    const Attachment* status = find_part(message, "message/delivery-status");
    report.is_delivery_report = status || message.report_type == "delivery-status";
    if (status) read_groups(decode_text(status->content, "").text, notice, report);
    const bool told = report.is_delivery_report || looks_like_failure(message, notice);
    // Some put the fields of a report into the text.
    if (report.recipients.empty() && told && contains_nocase(message.text_body, "final-recipient:"))
        read_groups(message.text_body, notice, report);
    if (report.recipients.empty() && told) {
        add_from_notice(message, notice, report);
        report.is_bounce = true;
    }
    const bool failed = std::ranges::any_of(report.recipients, [](const BouncedRecipient& r) { return r.kind != BounceKind::delivered; });
    report.is_bounce = report.is_bounce || failed;
    if (report.is_bounce || report.is_delivery_report) read_original(message, notice, report);
    return report;
}

}  // namespace goodhost::mail
