#include "platform/mail/compose.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "platform/html/sanitise_text.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/compose_fields.hpp"
#include "platform/mail/date.hpp"
#include "platform/mail/encodings.hpp"

namespace goodhost::mail {
namespace {

constexpr std::size_t max_references = 900;

// Each part is its headers, an empty line and its body, all with CRLF.
std::string text_part(std::string_view subtype, std::string_view raw) {
    const auto text = valid_utf8(raw);
    const auto many = static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) > 126; }));
    const bool as_base64 = many * 4 > text.size();
    std::string lines;
    for (char c : as_base64 ? text : std::string()) {
        if (c == '\n') lines += "\r\n";
        if (c != '\n' && c != '\r') lines += c;
    }
    return fmt::format("Content-Type: text/{}; charset=utf-8\r\nContent-Transfer-Encoding: {}\r\n\r\n{}", subtype,
                       as_base64 ? "base64" : "quoted-printable", as_base64 ? encode_base64(lines) : encode_quoted_printable(text));
}

std::string type_of(const OutgoingFile& file) {
    auto type = lower(file.content_type);
    auto slash = type.find('/');
    // Messages and multiparts must not be encoded (RFC 2045 6.4), and could not be trusted otherwise.
    const bool usable =
        slash != std::string::npos && is_token(type.substr(0, slash)) && !type.starts_with("message/") && !type.starts_with("multipart/") &&
        std::ranges::all_of(type.substr(slash + 1), [](char c) { return is_alnum(c) || c == '-' || c == '.' || c == '+' || c == '_'; });
    return usable && slash + 1 < type.size() ? type : "application/octet-stream";
}

std::string file_part(const OutgoingFile& file) {
    const bool shown = !file.content_id.empty();
    std::string out = "Content-Type: " + type_of(file);
    if (!file.filename.empty()) out += parameter("name", file.filename);
    out += fmt::format("\r\nContent-Disposition: {}", shown ? "inline" : "attachment");
    if (!file.filename.empty()) out += parameter("filename", file.filename);
    out += "\r\n";
    if (shown) out += id_field("Content-ID", {file.content_id});
    return out + "Content-Transfer-Encoding: base64\r\n\r\n" + encode_base64(file.content);
}

// The boundary is a digest of what it encloses: it cannot stand in there, and the same mail has the same bytes.
std::string multipart(std::string_view subtype, const std::vector<std::string>& parts) {
    if (parts.size() == 1) return parts.front();
    std::string digests;
    for (const auto& part : parts) digests += sha256_hex(part);
    const auto boundary = "=_" + sha256_hex(digests).substr(0, 40);
    auto out = fmt::format("Content-Type: multipart/{};\r\n boundary=\"{}\"\r\n\r\n", subtype, boundary);
    for (const auto& part : parts) out += fmt::format("--{}\r\n{}\r\n", boundary, part);
    return out + fmt::format("--{}--\r\n", boundary);
}

std::string body_of(const Outgoing& outgoing) {
    std::vector<std::string> bodies, shown, files;
    const auto text = outgoing.text.empty() ? html::html_to_text(outgoing.html) : outgoing.text;
    bodies.push_back(text_part("plain", text));
    for (const auto& file : outgoing.files) (file.content_id.empty() || outgoing.html.empty() ? files : shown).push_back(file_part(file));
    if (!outgoing.html.empty()) {
        shown.insert(shown.begin(), text_part("html", outgoing.html));
        bodies.push_back(multipart("related", shown));
    }
    files.insert(files.begin(), multipart("alternative", bodies));
    return multipart("mixed", files);
}

std::string automation_fields(Automation automation) {
    if (automation == Automation::none) return {};
    return fmt::format("Auto-Submitted: {}\r\nX-Auto-Response-Suppress: DR, RN, OOF, AutoReply\r\n",
                       automation == Automation::auto_replied ? "auto-replied" : "auto-generated");
}

// What this file writes itself may not be given twice.
bool is_own_field(std::string_view name) {
    constexpr auto own = std::to_array<std::string_view>({"from", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id",
                                                          "in-reply-to", "references", "mime-version", "auto-submitted"});
    return std::ranges::find(own, lower(name)) != own.end() || starts_nocase(name, "content-");
}

}  // namespace

std::vector<std::string> cap_references(std::vector<std::string> references) {
    auto length = [&] {
        std::size_t sum = 0;
        for (const auto& id : references) sum += id.size() + 3;
        return sum;
    };
    std::erase_if(references, [](const std::string& id) { return id.empty() || id.size() > 400; });
    while (references.size() > 2 && length() > max_references) references.erase(references.begin() + 1);
    return references;
}

std::string compose(const Outgoing& outgoing) {
    std::string out = "Date: " + format_date(outgoing.date_unix) + "\r\n";
    out += address_field("From", {outgoing.from});
    out += address_field("To", outgoing.to);
    out += address_field("Cc", outgoing.cc);
    out += address_field("Reply-To", outgoing.reply_to);
    out += text_field("Subject", outgoing.subject);
    out += id_field("Message-ID", {outgoing.message_id});
    out += id_field("In-Reply-To", {outgoing.in_reply_to});
    out += id_field("References", cap_references(outgoing.references));
    out += automation_fields(outgoing.automation);
    for (const auto& [name, value] : outgoing.headers)
        if (is_token(name) && !is_own_field(name)) out += text_field(name, value);
    out += "MIME-Version: 1.0\r\n" + body_of(outgoing);
    return out.ends_with("\r\n") ? out : out + "\r\n";
}

}  // namespace goodhost::mail
