#pragma once
#include "brands/brands.hpp"
#include "email/outbox.hpp"
#include "platform/i18n/translator.hpp"

/// The same words as text and HTML, readable without images.
namespace goodhost::email {

/// A file of the message that is too large to be sent along.
struct LinkedFile {
    std::string name, size, link;
};

/// What is answered, below the answer.
struct Answered {
    std::string introduction;  ///< `On 22 November 2026, Ann wrote:`
    std::string text;          ///< empty: nothing is answered
};

struct MailContent {
    const brands::Brand& brand;
    std::string text;
    std::string body_html = {};     ///< safe; empty: made from the text
    std::string action_label = {};  ///< of the one link; empty: none
    std::string action_link = {};
    std::string signature = {};  ///< empty: the brand's name
    std::vector<LinkedFile> files = {};
    Answered answered = {};
    bool personal = false;  ///< a person's letter
};

/// Sets text and html of the mail. With a list set, both say how to leave it.
void fill(const Context& context, NewMail& mail, const i18n::Translator& t, const MailContent& content);

/// `https://support.example.com`: where the brand's pages are reached from outside.
std::string public_address(const Context& context, const brands::Brand& brand);

}  // namespace goodhost::email
