#include <algorithm>

#include "platform/mail/ascii.hpp"
#include "platform/mail/bounce.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/delivery_status.hpp"

namespace goodhost::mail {
namespace {

// Hotmail's programme puts the complained-about message into a plain multipart.
bool is_bare_complaint(const Message& message) {
    return starts_nocase(message.subject, "complaint about message from") && !message.attachments.empty() &&
           !message.attachments.front().nested.empty();
}

std::string first_field(const FieldGroup& group, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (auto found = group.find(name); found != group.end()) return recipient_address(found->second);
    return {};
}

void read_report(const Attachment& part, FeedbackReport& report) {
    report.is_complaint = true;
    for (const auto& group : read_field_groups(decode_text(part.content, "").text)) {
        if (auto type = group.find("feedback-type"); type != group.end() && report.feedback_type.empty()) {
            report.feedback_type = lower(trim(type->second));
        }
        if (report.recipient.empty()) report.recipient = first_field(group, {"original-rcpt-to", "removal-recipient"});
    }
    ++report.report_count;
}

}  // namespace

FeedbackReport read_feedback(const Message& message) {
    FeedbackReport report;
    for (const auto& attachment : message.attachments)
        if (attachment.content_type == "message/feedback-report") read_report(attachment, report);
    if (message.report_type == "feedback-report") report.is_complaint = true;
    if (!report.is_complaint && is_bare_complaint(message)) {
        report.is_complaint = true;
        report.recipient = std::string(header_value(message.attachments.front().nested.front(), "X-HmXmrOriginalRecipient"));
        report.report_count = 1;
    }
    if (!report.is_complaint) return report;
    if (report.feedback_type.empty()) report.feedback_type = "abuse";
    for (const auto& attachment : message.attachments)
        if (!attachment.nested.empty() && report.original_message_id.empty())
            report.original_message_id = attachment.nested.front().message_id;
    return report;
}

}  // namespace goodhost::mail
