#include "email/incoming.hpp"
#include "platform/html/sanitise_text.hpp"
#include "platform/mail/reply.hpp"

namespace goodhost::email {

namespace {

bool says_something(const std::string& text) { return text.find_first_not_of(" \t\r\n\xC2\xA0") != std::string::npos; }

}  // namespace

tickets::Body body_of_mail(const std::string& html, const std::string& text, const html::SanitiseOptions& options) {
    tickets::Body body;
    if (says_something(html)) {
        auto clean = html::sanitise(html, options);
        body.html = std::move(clean.html);
        body.remote_images = clean.remote_images;
        body.text = says_something(text) ? text : html::html_to_text(body.html);
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
