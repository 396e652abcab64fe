#include "platform/mail/inspect.hpp"

#include <fmt/core.h>

#include <boost/describe.hpp>
#include <boost/json.hpp>

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
const char* word_of(BounceKind kind) { return boost::describe::enum_to_string(kind, "soft"); }

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

json::array describe(const std::vector<AuthenticationResult>& results) {
    json::array out;
    for (const auto& r : results) out.push_back({{"server", r.server}, {"method", r.method}, {"result", r.result}, {"detail", r.detail}});
    return out;
}

json::object describe(const Message& message) {
    json::array structure, attachments;
    int top_parts = 0;
    for (const auto& [depth, type] : message.structure) {
        structure.push_back(json::array{depth, type});
        top_parts += depth == 1;
    }
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
            {"report_type", text_or_null(message.report_type)},
            {"boundary", text_or_null(message.boundary)},
            {"is_multipart", message.content_type.starts_with("multipart/")},
            {"structure", structure},
            {"top_parts", top_parts},
            {"text_body", text_or_null(message.text_body)},
            {"text_body_unflowed", text_or_null(message.text_body_unflowed)},
            {"html_body", text_or_null(message.html_body)},
            {"html_present", !message.html_body.empty()},
            {"html_body_present", !message.html_body.empty()},
            {"attachments", attachments},
            {"attachment_count", attachments.size()},
            {"authentication_results", describe(message.authentication_results)},
            {"has_defect", !message.defects.empty()},
            {"defects", strings(message.defects)}};
}

json::object describe(const BouncedRecipient& r) {
    return {{"recipient", r.recipient},
            {"kind", word_of(r.kind)},
            {"action", text_or_null(r.action)},
            {"status", text_or_null(r.status)},
            {"status_class", r.status_class},
            {"reply_code", text_or_null(r.reply_code)},
            {"reason", r.reason},
            {"diagnostic", r.diagnostic},
            {"remote_mta", text_or_null(r.remote_mta)}};
}

void add_nested(const Message& message, json::object& out) {
    for (const auto& attachment : message.attachments) {
        if (attachment.nested.empty()) continue;
        out["nested_subject"] = attachment.nested.front().subject;
        out["nested_from"] = people(attachment.nested.front().from);
        return;
    }
}

void add_bounce(const BounceReport& report, json::object& out) {
    json::array bounces;
    for (const auto& recipient : report.recipients) bounces.push_back(describe(recipient));
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
    out["bounce_kind"] = word_of(first.kind);
    out["diagnostic_code"] = first.diagnostic;
    out["remote_mta"] = text_or_null(first.remote_mta);
}

// What the desk shows where nobody stated the charset, and we are not sure of it.
void add_guesses(const Message& sure, const Message& likely, json::object& out) {
    json::object guessed;
    if (likely.subject != sure.subject) guessed["subject"] = likely.subject;
    if (people(likely.from) != people(sure.from)) guessed["from"] = people(likely.from);
    if (people(likely.to) != people(sure.to)) guessed["to"] = people(likely.to);
    if (likely.text_body != sure.text_body) guessed["text_body"] = likely.text_body;
    if (likely.html_body != sure.html_body) guessed["html_body"] = likely.html_body;
    if (!guessed.empty()) out["guessed"] = std::move(guessed);
}

json::object inspect(std::string_view raw) {
    const auto message = parse(raw, {.guessing = Guessing::sure});
    auto out = describe(message);
    add_guesses(message, parse(raw), out);
    add_nested(message, out);
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
    out["report_count"] = feedback.report_count;
    return out;
}

void add_line(std::string& out, std::string_view name, std::string_view value) {
    if (!value.empty()) out += fmt::format("{:<12} {}\n", name, value);
}

std::string names(const std::vector<Address>& addresses) {
    std::string out;
    for (const auto& [name, address] : addresses)
        out += fmt::format("{}{}{}<{}>", out.empty() ? "" : ", ", name, name.empty() ? "" : " ", address);
    return out;
}

// What a terminal would obey stays readable: mail comes from strangers.
std::string printable(std::string text) {
    for (char& c : text)
        if ((static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\t') || c == 127) c = '?';
    return text;
}

void add_parts(const Message& message, std::string& out) {
    out += "\nParts\n";
    for (const auto& [depth, type] : message.structure) out += fmt::format("{:{}}{}\n", "", 2 + 2 * depth, type);
    if (!message.attachments.empty()) out += "\nFiles\n";
    for (const auto& file : message.attachments)
        out += fmt::format("  {} ({}, {} bytes{})\n", file.filename.empty() ? "without a name" : file.filename, file.content_type,
                           file.size, file.is_inline_image ? ", shown in the text" : "");
}

void add_judgements(const Message& message, std::string& out) {
    const auto automatic = read_automatic(message);
    if (automatic.is_auto_generated) out += fmt::format("\nAutomatic mail, by {}\n", automatic.cause);
    const auto bounce = read_bounce(message);
    if (bounce.is_bounce) out += "\nFailed delivery\n";
    for (const auto& r : bounce.recipients)
        out += fmt::format("  {}: {}, {}, {} {}\n    {}\n", r.recipient, word_of(r.kind), r.reason, r.status, r.reply_code, r.diagnostic);
    if (read_feedback(message).is_complaint) out += "\nComplaint of a reader\n";
    for (const auto& r : message.authentication_results) out += fmt::format("{} says {} = {}\n", r.server, r.method, r.result);
    for (const auto& defect : message.defects) out += fmt::format("Defect: {}\n", defect);
}

}  // namespace

std::string inspect_json(std::string_view raw) { return json::serialize(inspect(raw)); }

std::string inspect_text(std::string_view raw) {
    const auto message = parse(raw);
    std::string out;
    add_line(out, "From", names(message.from));
    add_line(out, "To", names(message.to));
    add_line(out, "Cc", names(message.cc));
    add_line(out, "Reply to", names(message.reply_to));
    add_line(out, "Subject", message.subject);
    add_line(out, "Date", message.date);
    add_line(out, "Identifier", message.message_id);
    add_parts(message, out);
    add_judgements(message, out);
    const auto reply = read_reply(message);
    out += fmt::format("\nNew words\n{}\n", reply.reply_text);
    if (!reply.quoted_text.empty()) out += fmt::format("\nQuoted\n{}\n", reply.quoted_text);
    return printable(std::move(out));
}

}  // namespace goodhost::mail
