#include "email/template.hpp"

#include "email/look.hpp"
#include "email/unsubscribe.hpp"
#include "platform/config/settings.hpp"
#include "platform/html/elements.hpp"
#include "platform/html/sanitise_text.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

using html::Html;

/// Each line behind `> ` (RFC 3676 4.5).
std::string quoted(std::string_view text) {
    std::string out = "> ";
    for (const char c : text) {
        out += c;
        if (c == '\n') out += "> ";
    }
    return out;
}

std::string text_of(const i18n::Translator& t, const MailContent& content, std::string_view signature, std::string_view leave) {
    auto text = content.text + "\n\n";
    if (!content.files.empty()) text += t("email.files") + "\n";
    for (auto& file : content.files) text += "- " + file.name + " (" + file.size + "): " + file.link + "\n";
    if (!content.files.empty()) text += "\n";
    if (!content.action_link.empty()) text += content.action_label + "\n" + content.action_link + "\n\n";
    // The mark by which mail programs know a signature (RFC 3676 4.3).
    text += "-- \n" + std::string(signature) + "\n";
    if (!leave.empty()) text += "\n" + t("email.leave_list") + "\n" + std::string(leave) + "\n";
    auto& answered = content.answered;
    if (!answered.text.empty()) text += "\n" + answered.introduction + "\n" + quoted(answered.text) + "\n";
    return text;
}

Html words_of(const i18n::Translator& t, const MailContent& content, std::string_view signature) {
    using namespace html;
    auto words = raw_trusted(content.body_html.empty() ? text_to_html(content.text) : content.body_html);
    auto files = when(!content.files.empty(), [&] {
        return fragment(p(t("email.files")), ul({{"class", "mail-files"}}, each(content.files, [](const LinkedFile& file) {
                                                    return li(a({{"href", file.link}}, file.name), " (", file.size, ")");
                                                })));
    });
    auto action = when(!content.action_link.empty(), [&] {
        return content.personal ? p(a({{"href", content.action_link}}, content.action_label))
                                : p(a({{"class", "mail-action"}, {"href", content.action_link}}, content.action_label));
    });
    auto answered = when(!content.answered.text.empty(), [&] {
        auto quote = blockquote(raw_trusted(text_to_html(content.answered.text)));
        return fragment(p(content.answered.introduction), quote);
    });
    return fragment(words, files, action, div({{"class", "mail-signature"}}, raw_trusted(text_to_html(signature))), answered);
}

}  // namespace

void fill(const Context& context, NewMail& mail, const i18n::Translator& t, const MailContent& content) {
    auto& brand = content.brand;
    auto name = brand.sender_name.empty() ? brand.name : brand.sender_name;
    auto signature = content.signature.empty() ? name : content.signature;
    auto leave = mail.list.empty() ? std::string() : unsubscribe_link(context, brand, mail.to_address, mail.list);
    mail.text = text_of(t, content, signature, leave);
    using namespace html;
    auto below = when(!leave.empty(), [&] { return p(a({{"href", leave}}, t("email.leave_list"))); });
    mail.html = mail_page({t.locale(), mail.subject, brand.name, brand.color, content.personal}, words_of(t, content, signature), below);
}

std::string public_address(const Context& context, const brands::Brand& brand) {
    auto address = context.services.settings.text("public_address");
    if (auto at = address.find("{domain}"); at != std::string::npos) address.replace(at, 8, brand.domain);
    return address;
}

}  // namespace goodhost::email
