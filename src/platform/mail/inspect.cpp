#include "platform/mail/inspect.hpp"

#include <boost/json.hpp>

#include <boost/describe.hpp>

#include "platform/mail/automatic.hpp"
#include "platform/mail/bounce.hpp"
#include "platform/mail/message.hpp"
#include "platform/mail/reply.hpp"

namespace goodhost::mail {
namespace {

namespace json = boost::json;

json::array people(const std::vector<Address>& addresses) {
    json::array out;
    for (const auto& [name, address] : addresses) out.push_back({{"name", name}, {"address", address}});
    return out;
}

json::array strings(const std::vector<std::string>& values) {
    json::array out;
    for (const auto& value : values) out.emplace_back(value);
    return out;
}

json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::object describe(const Message& message);

json::object describe(const Attachment& attachment) {
    json::object out{{"filename", text_or_null(attachment.filename)},
                     {"content_type", attachment.content_type},
                     {"disposition", text_or_null(attachment.disposition)},
                     {"content_id", text_or_null(attachment.content_id)},
                     {"size", attachment.size},
                     {"sha256", attachment.sha256},
                     {"inline_image", attachment.is_inline_image}};
    if (!attachment.nested.empty()) out["nested"] = describe(attachment.nested.front());
    return out;
}

json::object describe(const Message& message) {
    json::array structure, attachments;
    for (const auto& [depth, type] : message.structure) structure.push_back(json::array{depth, type});
    for (const auto& attachment : message.attachments) attachments.push_back(describe(attachment));
    return {{"from", people(message.from)},
            {"to", people(message.to)},
            {"cc", people(message.cc)},
            {"reply_to", people(message.reply_to)},
            {"subject", message.subject},
            {"message_id", message.message_id},
            {"in_reply_to", strings(message.in_reply_to)},
            {"references", strings(message.references)},
            {"date", text_or_null(message.date)},
            {"content_type", message.content_type},
            {"boundary", text_or_null(message.boundary)},
            {"is_multipart", message.content_type.starts_with("multipart/")},
            {"structure", structure},
            {"text_body", text_or_null(message.text_body)},
            {"text_body_unflowed", text_or_null(message.text_body_unflowed)},
            {"html_body", text_or_null(message.html_body)},
            {"html_present", !message.html_body.empty()},
            {"html_body_present", !message.html_body.empty()},
            {"attachments", attachments},
            {"attachment_count", attachments.size()},
            {"defects", strings(message.defects)}};
}

const char* word_of(BounceKind kind) { return boost::describe::enum_to_string(kind, "soft"); }

void add_bounce(const BounceReport& report, json::object& out) {
    json::array bounces;
    for (const auto& r : report.recipients)
        bounces.push_back({{"recipient", r.recipient},
                           {"kind", word_of(r.kind)},
                           {"action", text_or_null(r.action)},
                           {"status", text_or_null(r.status)},
                           {"status_class", r.status_class},
                           {"reply_code", text_or_null(r.reply_code)},
                           {"reason", r.reason},
                           {"diagnostic", r.diagnostic},
                           {"remote_mta", text_or_null(r.remote_mta)}});
    out["is_bounce"] = report.is_bounce;
    out["is_delivery_report"] = report.is_delivery_report;
    out["bounces"] = bounces;
    out["bounce_count"] = report.recipients.size();
    out["original_message_id"] = text_or_null(report.original_message_id);
    if (report.recipients.empty()) return;
    const auto& first = report.recipients.front();
    out["bounce_recipient"] = first.recipient;
    out["bounce_status"] = text_or_null(first.status);
    out["bounce_action"] = text_or_null(first.action);
    out["diagnostic_code"] = first.diagnostic;
    out["bounce_kind"] = word_of(first.kind);
}

json::object inspect(std::string_view raw) {
    const auto message = parse(raw);
    auto out = describe(message);
    add_bounce(read_bounce(message), out);
    const auto reply = read_reply(message);
    out["reply_text"] = reply.reply_text;
    out["quoted_text"] = reply.quoted_text;
    out["signature_text"] = reply.signature;
    const auto automatic = read_automatic(message);
    out["is_auto_reply"] = automatic.is_auto_reply;
    out["is_auto_generated"] = automatic.is_auto_generated;
    const auto feedback = read_feedback(message);
    out["is_complaint"] = feedback.is_complaint;
    out["feedback_type"] = text_or_null(feedback.feedback_type);
    return out;
}

}  // namespace

std::string inspect_json(std::string_view raw) { return json::serialize(inspect(raw)); }

std::string inspect_text(std::string_view raw) { return inspect_json(raw); }

}  // namespace goodhost::mail
