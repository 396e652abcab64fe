#pragma once
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/problem.hpp"
#include "platform/html/html.hpp"
#include "platform/i18n/translator.hpp"

/// Forms that work without a script: every control has its label, its hint and its error tied to it, and what was
/// entered is shown again with what to mend.
namespace goodhost::html {

enum class ButtonKind { primary, secondary, danger };

Html submit_button(std::string_view label, ButtonKind kind = ButtonKind::primary);
/// A link that looks like a button, for going somewhere.
Html link_button(std::string_view label, std::string_view href, ButtonKind kind = ButtonKind::secondary);

/// The hidden field `_csrf`, in every form of a signed-in person.
Html csrf_field(std::string_view token);

struct FormTarget {
    std::string action;
    std::string csrf;          ///< empty for a visitor without a session
    bool files = false;        ///< multipart, for a form with a file_field
    std::string confirm = {};  ///< asked by the script before it is sent
    std::string draft = {};    ///< a name under which the script keeps what is typed until it is sent; unique on the site
};
/// Always POST. Browsers check nothing themselves (`novalidate`): the answer names everything at once, in the page's
/// language.
Html post_form(const FormTarget& target, const Html& content);

struct Field {
    std::string name;
    std::string label;
    std::string value = {};
    std::string hint = {};
    std::string error = {};         ///< what to mend, in the reader's language
    std::string type = "text";      ///< text_field: text, email, password, tel, url, search, number, date, datetime-local
    std::string autocomplete = {};  ///< of WCAG 1.3.5: email, name, current-password, one-time-code ...
    bool required = false;          ///< the others are marked as optional
    std::size_t max_length = 0;
    int rows = 6;  ///< text_area
};

Html text_field(const i18n::Translator& t, const Field& field);
Html text_area(const i18n::Translator& t, const Field& field);

struct Choice {
    std::string value, label;
    std::string hint = {};
};
/// `field.value` is the chosen one. An optional one begins with an empty choice.
Html select_field(const i18n::Translator& t, const Field& field, std::span<const Choice> choices);
Html radio_group(const i18n::Translator& t, const Field& field, std::span<const Choice> choices);
/// One box; its value is `true`.
Html checkbox(const i18n::Translator& t, const Field& field, bool checked);
/// Several files; with the script they can be dropped and pasted. `accept` as in HTML, empty for all.
Html file_field(const i18n::Translator& t, const Field& field, std::string_view accept = {});

/// What is to be mended, at the head of the form, each line leading to its field and naming it where `labels` has its name
/// and label, in the order of `labels`. Nothing when there is nothing.
Html error_summary(const i18n::Translator& t, std::span<const FieldProblem> problems,
                   std::initializer_list<std::pair<std::string_view, std::string_view>> labels = {});

/// The sentence for a field of that name, or empty.
std::string error_of(const i18n::Translator& t, std::span<const FieldProblem> problems, std::string_view field);

}  // namespace goodhost::html
