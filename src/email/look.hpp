#pragma once
#include <string>
#include <string_view>

#include "platform/html/html.hpp"
#include "platform/i18n/locale.hpp"

/// The look of our mails. Mail programs know little CSS, and only what stands on the element itself.
namespace goodhost::email {

struct Look {
    i18n::Locale locale;
    std::string title;
    std::string brand;
    std::string color;      ///< `#rrggbb` of the brand
    bool personal = false;  ///< a person's letter: no frame around it
};

/// A whole document around safe markup, with every style on its element.
std::string mail_page(const Look& look, const html::Html& words, const html::Html& below);

/// Puts the styles of `class="mail-..."` and of plain elements (paragraphs, lists, quotes, code, tables) on each. The markup is
/// ours or the sanitiser's: names in lower case, attributes in double quotes. Linear.
std::string with_inline_styles(std::string_view markup, std::string_view color);

}  // namespace goodhost::email
