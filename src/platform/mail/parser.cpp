#include <algorithm>
#include <array>
#include <iterator>

#include "platform/mail/addresses.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/authentication.hpp"
#include "platform/mail/bodies.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/date.hpp"
#include "platform/mail/message.hpp"
#include "platform/mail/mime_tree.hpp"

namespace goodhost::mail {
namespace {

std::vector<Address> addresses_of(const Message& message, std::string_view name) {
    std::vector<Address> all;
    for (const auto& header : message.headers) {
        if (!equals_nocase(header.name, name)) continue;
        auto more = parse_addresses(header.raw);
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

std::vector<std::string> ids_of(const Message& message, std::string_view name) {
    const Header* header = find_header(message, name);
    return header ? parse_message_ids(header->raw) : std::vector<std::string>{};
}

void read_date(Message& message) {
    const Header* header = find_header(message, "Date");
    if (!header) return;
    auto date = parse_date(header->raw);
    if (!date) return void(message.defects.emplace_back("unreadable date"));
    message.date = date->iso;
    message.date_unix = date->unix_seconds;
}

void read_header_fields(Message& message) {
    message.from = addresses_of(message, "From");
    message.sender = addresses_of(message, "Sender");
    message.to = addresses_of(message, "To");
    message.cc = addresses_of(message, "Cc");
    message.bcc = addresses_of(message, "Bcc");
    message.reply_to = addresses_of(message, "Reply-To");
    message.subject = std::string(header_value(message, "Subject"));
    auto ids = ids_of(message, "Message-ID");
    if (!ids.empty()) message.message_id = ids.front();
    message.in_reply_to = ids_of(message, "In-Reply-To");
    message.references = ids_of(message, "References");
    read_date(message);
}

void list_structure(const Part& part, int depth, std::vector<StructureEntry>& out) {
    out.push_back({depth, part.content_type.value});
    for (const auto& child : part.children) list_structure(child, depth + 1, out);
}

void build_message(Part& root, Message& message) {
    message.headers = std::move(root.headers);
    read_header_fields(message);
    for (auto& header : message.headers)
        if (!is_utf8(header.raw)) header.raw = decode_text(header.raw, "").text;
    message.authentication_results = read_authentication_results(message.headers);
    message.content_type = root.content_type.value;
    auto parameter = [&](const char* name) {
        auto found = root.content_type.parameters.find(name);
        return found == root.content_type.parameters.end() ? std::string() : found->second;
    };
    message.boundary = parameter("boundary");
    message.report_type = lower(parameter("report-type"));
    list_structure(root, 0, message.structure);
    read_bodies(root, message, [](Part& nested, Message& into) { build_message(nested, into); });
}

constexpr std::array<std::string_view, 12> usual_headers{
    "from:",     "to:",         "subject:",      "date:",         "received:", "return-path:",
    "reply-to:", "message-id:", "mime-version:", "content-type:", "sender:",   "delivered-to:"};

bool is_header_line(std::string_view line) {
    auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    return std::ranges::all_of(line.substr(0, colon), [](char c) { return c > ' ' && c < 127; }) && line.substr(colon, 3) != "://";
}

// A bare text or page, as some forms and scanners hand over, has no header among its first lines.
bool has_headers(std::string_view raw) {
    int count = 0;
    for (std::string_view rest = raw.substr(0, 4096); !rest.empty() && count < 20; ++count) {
        auto end = std::min(rest.find('\n'), rest.size());
        auto line = rest.substr(0, end);
        if (count == 0 && is_header_line(line)) return true;
        if (std::ranges::any_of(usual_headers, [&](std::string_view h) { return starts_nocase(line, h); })) return true;
        rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    return false;
}

bool is_page(std::string_view text) {
    text = trim(text.substr(0, 200));
    return starts_nocase(text, "<!doctype html") || starts_nocase(text, "<html");
}

// Without what comes before the headers: a byte order mark, empty lines, the separator of a mailbox file.
std::string_view skip_preface(std::string_view raw) {
    if (raw.starts_with("\xEF\xBB\xBF")) raw.remove_prefix(3);
    raw.remove_prefix(std::min(raw.find_first_not_of("\r\n"), raw.size()));
    if (raw.starts_with("From ") || raw.starts_with(">From "))
        raw.remove_prefix(std::min(raw.size(), std::min(raw.find('\n'), raw.size() - 1) + 1));
    return raw;
}

}  // namespace

const Header* find_header(const Message& message, std::string_view name) {
    auto found = std::ranges::find_if(message.headers, [&](const Header& h) { return equals_nocase(h.name, name); });
    return found == message.headers.end() ? nullptr : &*found;
}

std::string_view header_value(const Message& message, std::string_view name) {
    const Header* header = find_header(message, name);
    return header ? std::string_view(header->value) : std::string_view();
}

Message parse(std::string_view raw, const Limits& limits) {
    Message message;
    auto rest = skip_preface(raw);
    std::string wrapped;
    if (!rest.empty() && !has_headers(rest)) {
        message.defects.emplace_back("no headers");
        wrapped = (is_page(rest) ? "Content-Type: text/html\n\n" : "Content-Type: text/plain\n\n") + std::string(rest);
        rest = wrapped;
    }
    auto tree = read_mime(rest, limits);
    std::ranges::move(tree.defects, std::back_inserter(message.defects));
    build_message(tree.root, message);
    limit_texts(message, limits.max_text);
    return message;
}

}  // namespace goodhost::mail
