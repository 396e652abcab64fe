#include <algorithm>

#include "platform/html/sanitise.hpp"
#include "platform/html/sanitise_text.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

namespace {

constexpr std::string_view own_attachments = "/api/v1/attachments/";

/// The sanitiser drops every address that loads by itself but lets `cid:` ones be mapped: images that were pasted into the
/// composer take that way.
std::string with_marked_attachments(std::string_view html) {
    constexpr std::string_view source = "src=\"/api/v1/attachments/";
    std::string marked;
    while (true) {
        auto at = html.find(source);
        marked += html.substr(0, at);
        if (at == std::string_view::npos) return marked;
        marked += "src=\"cid:";
        marked += own_attachments;
        html.remove_prefix(at + source.size());
    }
}

std::optional<std::string> attachment_address(std::string_view content_id) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._%-";
    if (!content_id.starts_with(own_attachments) || content_id.find_first_not_of(allowed) != std::string_view::npos) return std::nullopt;
    return std::string(content_id);
}

}  // namespace

Body make_body(const std::optional<std::string>& html, const std::optional<std::string>& text) {
    Body body;
    if (html && !html->empty()) {
        html::SanitiseOptions options;
        options.content_id_address = attachment_address;
        auto clean = html::sanitise(with_marked_attachments(*html), options);
        body.html = std::move(clean.html);
        body.remote_images = clean.remote_images;
        body.text = html::html_to_text(body.html);
        bool says_something = body.text.find_first_not_of(" \t\r\n") != std::string::npos || body.html.contains("<img");
        if (!says_something) return {};
    } else if (text && text->find_first_not_of(" \t\r\n") != std::string::npos) {
        body.text = *text;
        body.html = html::text_to_html(*text);
    }
    return body;
}

}  // namespace goodhost::tickets
