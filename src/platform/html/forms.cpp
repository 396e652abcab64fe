#include "platform/html/forms.hpp"

#include <algorithm>

namespace goodhost::html {

namespace {

using OptionalText = std::optional<std::string_view>;

OptionalText if_any(std::string_view text) { return text.empty() ? std::nullopt : OptionalText(text); }

std::string_view class_of(ButtonKind kind) {
    constexpr std::string_view names[] = {"button button-primary", "button", "button button-danger"};
    return names[static_cast<std::size_t>(kind)];
}

/// Dots and brackets of a JSON path can stand in an id, but not be written in a selector without care.
std::string id_of(std::string_view name) {
    std::string id = "f-";
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        id += plain ? c : '-';
    }
    return id;
}

/// The attributes that tie a control to its label, hint and error.
struct Ties {
    explicit Ties(const Field& field) : id(id_of(field.name)) {
        if (!field.hint.empty()) described_by = id + "-hint";
        if (!field.error.empty()) described_by += (described_by.empty() ? "" : " ") + id + "-error";
    }
    OptionalText description() const { return if_any(described_by); }

    std::string id, described_by;
};

OptionalText invalid(const Field& field) { return field.error.empty() ? std::nullopt : OptionalText("true"); }

Html optional_mark(const i18n::Translator& t, const Field& field) {
    return when(!field.required, [&] { return span({{"class", "optional"}}, " (", t("platform.form.optional"), ")"); });
}

Html notes(const Field& field, const Ties& ties) {
    return fragment(when(!field.hint.empty(),
                         [&] {
                             return p({{"class", "hint"}, {"id", ties.id + "-hint"}}, field.hint);
                         }),
                    when(!field.error.empty(), [&] {
                        return p({{"class", "error"}, {"id", ties.id + "-error"}}, field.error);
                    }));
}

/// The label before what is wrong; a question has its sign already.
std::string lead(std::string_view label_text) { return std::string(label_text) + (label_text.ends_with('?') ? " " : ": "); }

std::string_view field_class(const Field& field) { return field.error.empty() ? "field" : "field field-bad"; }

Html wrapped(const i18n::Translator& t, const Field& field, const Ties& ties, const Html& control) {
    return div({{"class", field_class(field)}}, label({{"for", ties.id}}, field.label, optional_mark(t, field)), notes(field, ties),
               control);
}

/// A choice of several is a group with a legend.
Html grouped(const i18n::Translator& t, const Field& field, const Ties& ties, const Html& controls) {
    return fieldset({{"class", field_class(field)}, {"id", ties.id}, {"aria-describedby", ties.description()}},
                    legend(field.label, optional_mark(t, field)), notes(field, ties), controls);
}

}  // namespace

Html submit_button(std::string_view label_text, ButtonKind kind) {
    return button({{"type", "submit"}, {"class", class_of(kind)}}, label_text);
}

Html link_button(std::string_view label_text, std::string_view href, ButtonKind kind) {
    return a({{"href", href}, {"class", class_of(kind)}}, label_text);
}

Html csrf_field(std::string_view token) { return input({{"type", "hidden"}, {"name", "_csrf"}, {"value", token}}); }

Html post_form(const FormTarget& target, const Html& content) {
    return form({{"method", "post"},
                 {"action", target.action},
                 {"novalidate", true},
                 {"enctype", target.files ? OptionalText("multipart/form-data") : std::nullopt},
                 {"data-confirm", if_any(target.confirm)},
                 {"data-draft", if_any(target.draft)}},
                when(!target.csrf.empty(), [&] { return csrf_field(target.csrf); }), content);
}

Html text_field(const i18n::Translator& t, const Field& field) {
    const Ties ties(field);
    // A password is never sent back to the page.
    const auto value = field.type == "password" ? std::nullopt : if_any(field.value);
    const auto length = field.max_length == 0 ? std::nullopt : std::optional(std::to_string(field.max_length));
    return wrapped(t, field, ties,
                   input({{"id", ties.id},
                          {"name", field.name},
                          {"type", field.type},
                          {"value", value},
                          {"autocomplete", if_any(field.autocomplete)},
                          {"maxlength", length},
                          {"required", field.required},
                          {"aria-describedby", ties.description()},
                          {"aria-invalid", invalid(field)}}));
}

Html text_area(const i18n::Translator& t, const Field& field) {
    const Ties ties(field);
    const auto length = field.max_length == 0 ? std::nullopt : std::optional(std::to_string(field.max_length));
    return wrapped(t, field, ties,
                   textarea({{"id", ties.id},
                             {"name", field.name},
                             {"rows", field.rows},
                             {"maxlength", length},
                             {"required", field.required},
                             {"aria-describedby", ties.description()},
                             {"aria-invalid", invalid(field)}},
                            field.value));
}

Html select_field(const i18n::Translator& t, const Field& field, std::span<const Choice> choices) {
    const Ties ties(field);
    const auto one = [&](const Choice& choice) {
        return option({{"value", choice.value}, {"selected", choice.value == field.value}}, choice.label);
    };
    return wrapped(t, field, ties,
                   select({{"id", ties.id},
                           {"name", field.name},
                           {"required", field.required},
                           {"aria-describedby", ties.description()},
                           {"aria-invalid", invalid(field)}},
                          when(!field.required,
                               [] {
                                   return option({{"value", ""}}, "–");
                               }),
                          each(choices, one)));
}

Html radio_group(const i18n::Translator& t, const Field& field, std::span<const Choice> choices) {
    const Ties ties(field);
    const auto one = [&](const Choice& choice) {
        return label({{"class", "choice"}},
                     input({{"type", "radio"},
                            {"name", field.name},
                            {"value", choice.value},
                            {"checked", choice.value == field.value},
                            {"required", field.required}}),
                     span(choice.label, when(!choice.hint.empty(), [&] { return small(choice.hint); })));
    };
    return grouped(t, field, ties, div({{"class", "choices"}}, each(choices, one)));
}

Html checkbox(const i18n::Translator&, const Field& field, bool checked) {
    const Ties ties(field);
    const auto box = input({{"id", ties.id},
                            {"type", "checkbox"},
                            {"name", field.name},
                            {"value", "true"},
                            {"checked", checked},
                            {"required", field.required},
                            {"aria-describedby", ties.description()},
                            {"aria-invalid", invalid(field)}});
    return div({{"class", field_class(field)}}, label({{"class", "choice"}}, box, span(field.label)), notes(field, ties));
}

Html file_field(const i18n::Translator& t, const Field& field, std::string_view accept) {
    const Ties ties(field);
    const auto control = div({{"class", "files"}, {"data-files", true}, {"data-drop-text", t("platform.form.drop")}},
                             input({{"id", ties.id},
                                    {"name", field.name},
                                    {"type", "file"},
                                    {"multiple", true},
                                    {"accept", if_any(accept)},
                                    {"required", field.required},
                                    {"aria-describedby", ties.description()},
                                    {"aria-invalid", invalid(field)}}));
    return wrapped(t, field, ties, control);
}

Html error_summary(const i18n::Translator& t, std::span<const FieldProblem> problems,
                   std::initializer_list<std::pair<std::string_view, std::string_view>> labels) {
    if (problems.empty()) return {};
    const auto label_of = [&](const FieldProblem& problem) {
        return std::ranges::find(labels, problem.field, &std::pair<std::string_view, std::string_view>::first);
    };
    std::vector<FieldProblem> sorted(problems.begin(), problems.end());
    std::ranges::stable_sort(sorted, {}, label_of);
    const auto line = [&](const FieldProblem& problem) {
        if (problem.field.empty()) return li(t(problem));
        const auto named = label_of(problem);
        return li(a({{"href", "#" + id_of(problem.field)}}, named == labels.end() ? "" : lead(named->second), t(problem)));
    };
    return div({{"class", "flash flash-bad"}, {"role", "alert"}, {"tabindex", "-1"}, {"data-focus", true}},
               h2(t("platform.form.mend", {{"count", problems.size()}})), ul(each(sorted, line)));
}

std::string error_of(const i18n::Translator& t, std::span<const FieldProblem> problems, std::string_view field) {
    const auto found = std::ranges::find(problems, field, &FieldProblem::field);
    return found == problems.end() ? std::string() : t(*found);
}

}  // namespace goodhost::html
