#include "email/text_kinds.hpp"

#include <algorithm>
#include <iterator>

#include "email/unsubscribe.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

const TextVariable name{"name", "Ann Example"}, brand{"brand", "Nova Hosting"}, number{"number", "1042"},
    subject{"subject", "My site is down"};

/// To whom something is owed, and to who is called to it.
std::vector<TextKind> kinds_of_calls() {
    constexpr std::string_view called = "escalation.reason.critical_opened";
    const std::vector<TextVariable> owed{name, brand, number, subject, {"customer", "Ann Example"}};
    return {
        {.kind = "escalation.mail.page",
         .key = "escalation.mail.page.",
         .variables = {name, brand, number, subject, {"reason", ""}},
         .sample_reason = called},
        {.kind = "escalation.mail.pages",
         .key = "escalation.mail.pages.",
         .variables = {name, brand, {"count", "3"}, {"lines", "", true}},
         .sample_reason = called},
        {.kind = "promises.mail.paged", .key = "promises.mail.paged.", .variables = owed},
        {.kind = "promises.mail.reached", .key = "promises.mail.reached.", .variables = owed},
    };
}

std::vector<TextKind> all_kinds() {
    std::vector<TextKind> kinds = {
        {"acknowledgement",
         "email.acknowledgement.",
         true,
         {name, brand, {"number", "1042", true}, subject, {"next", "A person of our team reads it and answers you."}}},
        {"accounts.mail.sign_in", "accounts.mail.sign_in.", false, {name, brand}},
        {"accounts.mail.invitation", "accounts.mail.invitation.", false, {name, brand}},
        {"notification",
         "email.mail.notification.",
         false,
         {name,
          brand,
          number,
          subject,
          {"reason", "Ann Example answered"},
          {"words", "Still down."},
          {"answer", "Reply to this mail to answer on the ticket."}},
         notifications_list},
        {"digest",
         "email.mail.digest.",
         false,
         {name, brand, {"count", "3"}, {"lines", "#1042 My site is down: Ann Example answered", true}},
         notifications_list},
    };
    std::ranges::move(kinds_of_calls(), std::back_inserter(kinds));
    kinds.push_back({"reply", "email.letter.", true, {name, brand, number, subject}, {}, true});
    return kinds;
}

}  // namespace

const std::vector<TextKind>& text_kinds() {
    static const auto kinds = all_kinds();
    return kinds;
}

const TextKind* find_text_kind(std::string_view kind) {
    auto at = std::ranges::find(text_kinds(), kind, &TextKind::kind);
    return at == text_kinds().end() ? nullptr : &*at;
}

brands::Brand access_brand_of_texts(db::Reader& reader, const Context& context, BrandId id) {
    auto found = brands::find_brand(reader, id);
    if (!found || !context.sees_brand(id)) throw Problem(ProblemKind::not_found, "brands.not_found");
    return *found;
}

const TextKind& get_text_kind(std::string_view kind) {
    auto* found = find_text_kind(kind);
    if (!found) throw Problem(ProblemKind::not_found, "email.no_such_text");
    return *found;
}

FilledText standard_text(const i18n::Catalogue& catalogue, i18n::Locale locale, const TextKind& kind) {
    std::vector<std::string> tags;
    std::vector<i18n::Argument> arguments;
    tags.reserve(kind.variables.size());
    arguments.reserve(kind.variables.size());
    for (auto& variable : kind.variables) tags.push_back("{{" + variable.name + "}}");
    for (std::size_t i = 0; i < tags.size(); ++i) arguments.emplace_back(kind.variables[i].name, tags[i]);
    auto text = [&](std::string_view part) {
        return catalogue.text(locale, std::string(kind.key) + std::string(part), std::span<const i18n::Argument>(arguments));
    };
    return {kind.fixed_subject ? "" : text("subject"), text("body")};
}

void check_words(const TextKind& kind, const MailTextInput& input) {
    std::vector<std::string> known, required;
    for (auto& variable : kind.variables) known.push_back(variable.name);
    for (auto& variable : kind.variables)
        if (variable.required) required.push_back(variable.name);
    FieldProblems problems;
    auto look = [&](const char* field, std::string_view text, const std::vector<std::string>& needed) {
        for (auto& fault : check_template(text, known, needed)) {
            if (fault.kind == TemplateFault::Kind::unknown_variable) problems.add(field, "email.unknown_variable", {{"name", fault.what}});
            if (fault.kind == TemplateFault::Kind::missing_variable) problems.add(field, "email.missing_variable", {{"name", fault.what}});
            if (fault.kind == TemplateFault::Kind::broken) problems.add(field, "email.broken_template", {{"what", fault.what}});
        }
    };
    look("subject", input.subject, {});
    look("body", input.body, required);
    problems.throw_if_any();
}

}  // namespace goodhost::email
