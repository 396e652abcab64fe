#include "email/incoming.hpp"
#include "platform/html/sanitise_text.hpp"
#include "platform/mail/fold.hpp"
#include "platform/mail/reply.hpp"

namespace goodhost::email {

namespace {

bool says_something(const std::string& text) { return text.find_first_not_of(" \t\r\n\xC2\xA0") != std::string::npos; }

/// The words of a page are those of the text that came with it; where both repeat something, neither is shown with it.
void fold(tickets::Body& body, const std::string& text) {
    auto folded = mail::fold_page(body.html);
    if (!folded) return;
    body.html = std::move(folded->shown);
    body.quoted_html = std::move(folded->quoted);
    auto reply = mail::trim_reply(text);
    bool alike = says_something(reply.reply_text) && says_something(reply.quoted_text);
    body.text = alike ? reply.reply_text : html::html_to_text(body.html);
    body.quoted_text = alike ? reply.quoted_text : html::html_to_text(*body.quoted_html);
}

}  // namespace

tickets::Body body_of_mail(const std::string& html, const std::string& text, const html::SanitiseOptions& options) {
    tickets::Body body;
    if (says_something(html)) {
        auto clean = html::sanitise(html, options);
        body.html = std::move(clean.html);
        body.remote_images = clean.remote_images;
        body.text = says_something(text) ? text : html::html_to_text(body.html);
        fold(body, text);
    } else if (says_something(text)) {
        auto reply = mail::trim_reply(text);
        bool folded = says_something(reply.reply_text) && says_something(reply.quoted_text);
        body.text = folded ? reply.reply_text : text;
        body.html = html::text_to_html(body.text);
        if (folded) body.quoted_text = reply.quoted_text, body.quoted_html = html::text_to_html(reply.quoted_text);
    }
    return body;
}

}  // namespace goodhost::email
