#include "email/template.hpp"

#include "platform/config/settings.hpp"
#include "platform/html/elements.hpp"
#include "platform/html/sanitise_text.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

void fill(NewMail& mail, const i18n::Translator& t, const MailContent& content) {
    auto signature = content.brand.sender_name.empty() ? content.brand.name : content.brand.sender_name;
    mail.text = content.text + "\n\n";
    if (!content.action_link.empty()) mail.text += content.action_label + "\n" + content.action_link + "\n\n";
    mail.text += "-- \n" + signature + "\n";
    using namespace html;
    auto words = raw_trusted(content.body_html.empty() ? text_to_html(content.text) : content.body_html);
    auto body = fragment(div(words),
                         when(!content.action_link.empty(),
                              [&] {
                                  return p(a({{"href", content.action_link}}, content.action_label));
                              }),
                         hr(), p(signature));
    mail.html = "<!doctype html><html lang=\"" + std::string(t.locale().tag()) + "\"><head><meta charset=\"utf-8\"></head><body>" +
                body.str() + "</body></html>";
}

std::string public_address(const Context& context, const brands::Brand& brand) {
    auto address = context.services.settings.text("public_address");
    if (auto at = address.find("{domain}"); at != std::string::npos) address.replace(at, 8, brand.domain);
    return address;
}

}  // namespace goodhost::email
