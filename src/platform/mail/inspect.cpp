#include "platform/mail/inspect.hpp"

#include <boost/json.hpp>

#include "platform/mail/message.hpp"

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

}  // namespace

std::string inspect_json(std::string_view raw) { return json::serialize(describe(parse(raw))); }

std::string inspect_text(std::string_view raw) { return inspect_json(raw); }

}  // namespace goodhost::mail
