#pragma once
#include <string>
#include <vector>

#include "platform/html/components.hpp"
#include "platform/html/html.hpp"
#include "platform/i18n/translator.hpp"

namespace goodhost::html {

struct NavLink {
    std::string text, href;
    bool current = false;
};

/// Under whose name a page is shown.
struct PageBrand {
    std::string name;
    std::string home = "/";
    std::string logo;        ///< address of a picture, or empty: then the name stands alone
    std::string icon;        ///< address of the tab's picture, or empty
    std::string stylesheet;  ///< address of what `brand_stylesheet` gives, because the policy allows no inline style
    std::string color;       ///< `#rrggbb`, for the browser's own bars
};

/// A public page. What has no default must be given.
struct Page {
    std::string title;        ///< of this page; the brand's name is added
    std::string description;  ///< for search engines and previews; empty leaves it out
    PageBrand brand;
    std::string stylesheet;             ///< address of web/site/site.css
    std::string script;                 ///< address of web/site/site.js
    std::vector<NavLink> links = {};    ///< where one can go
    std::vector<NavLink> account = {};  ///< signing in and out, at the end of the head
    std::vector<NavLink> footer = {};
    std::vector<LanguageLink> languages = {};  ///< this page in the brand's languages
    std::string origin = {};                   ///< `https://help.example`, for addresses that search engines read
    std::string canonical = {};                ///< absolute address; empty leaves it out
    bool indexed = true;                       ///< whether search engines may list it
    bool narrow = false;                       ///< a single form: sign-in, survey
    Html head = {};                            ///< more of the head: feeds, json_block
    Html content;                              ///< begins with the page's h1
};

/// The whole document.
Html layout(const Page& page, const i18n::Translator& t);

/// A page for a problem: what happened and what to do.
struct ProblemText {
    int status;
    std::string title, text;
    Html action = {};
};
Html problem_content(const ProblemText& problem);

/// The brand's colour as variables for web/site/site.css: the colour itself, a text colour on it, and shades of it that
/// can be read on light and on dark paper (contrast at least 4.5, WCAG 1.4.3). What is no `#rrggbb` gives the stock
/// teal.
std::string brand_stylesheet(std::string_view color);

}  // namespace goodhost::html
