#pragma once
#include "brands/brands.hpp"
#include "email/outbox.hpp"
#include "platform/i18n/translator.hpp"

/// The look of our mails: the same words as text and HTML, readable without images.
namespace goodhost::email {

struct MailContent {
    const brands::Brand& brand;
    std::string text;
    std::string body_html;     ///< safe; empty: made from the text
    std::string action_label;  ///< of the one link; empty: none
    std::string action_link;
};

/// Sets text and html of the mail.
void fill(NewMail& mail, const i18n::Translator& t, const MailContent& content);

/// `https://support.example.com`: where the brand's pages are reached from outside.
std::string public_address(const Context& context, const brands::Brand& brand);

}  // namespace goodhost::email
