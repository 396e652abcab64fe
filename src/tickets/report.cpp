#include "tickets/report.hpp"

#include <algorithm>

#include "accounts/accounts.hpp"
#include "platform/html/html.hpp"
#include "platform/i18n/translator.hpp"
#include "platform/services.hpp"
#include "tickets/access.hpp"
#include "tickets/ready_words.hpp"
#include "tickets/secrets.hpp"
#include "tickets/tickets.hpp"
#include "tickets/variables.hpp"

namespace goodhost::tickets {

namespace {

constexpr std::string_view next_report = "next_report";

std::vector<ReportWords> words_of(const Action& action) {
    std::vector<ReportWords> words;
    FieldProblems problems;
    json::read(action.value.text, type_of<std::vector<ReportWords>>(), &words, problems);
    if (!problems.empty()) words.clear();
    return words;
}

void check_names(const std::string& text, const std::string& path, FieldProblems& problems) {
    auto& known = known_variables();
    for (auto& name : variables_in(text))
        if (name != next_report && std::ranges::find(known, name) == known.end())
            problems.add(path, "tickets.unknown_variable", {{"name", name}});
}

}  // namespace

void check_report(const Action& action, std::string_view path, FieldProblems& problems) {
    auto prefix = std::string(path) + (path.empty() ? "" : ".");
    auto words = words_of(action);
    if (words.empty()) problems.add(prefix + "value", "required");
    if (!action.next_report_at) problems.add(prefix + "next_report_at", "required");
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto at = prefix + "value[" + std::to_string(i) + "]";
        if (!i18n::find_locale(words[i].language)) problems.add(at + ".language", "unknown_value");
        if (words[i].text.empty()) problems.add(at + ".text", "required");
        check_names(words[i].text, at + ".text", problems);
    }
}

void report_on(db::Tx& tx, const Context& context, TicketId id, const Action& action) {
    auto ticket = access_ticket(tx, context, id);
    auto contact = accounts::find_contact(tx, ticket.contact_id);
    auto words = words_of(action);
    auto own = std::ranges::find(words, contact ? contact->locale : "", &ReportWords::language);
    auto& chosen = own == words.end() ? words.front() : *own;
    i18n::Translator t(context.services.catalogue, i18n::Locale(chosen.language), contact ? contact->time_zone : "UTC");
    // The time first: what is left are the names that ready answers know, too.
    auto text = make_body({}, chosen.text).html;
    for (auto mark : {"{{next_report}}", "{{ next_report }}"})
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark))
            text.replace(at, std::string_view(mark).size(), html::text(t.time(*action.next_report_at)).str());
    NewMessage report;
    report.kind = MessageKind::report;
    report.body = make_body(fill_words(tx, context, ticket, text).body_html, {});
    report.next_report_at = action.next_report_at;
    check_no_secrets(report.body);
    add_message(tx, context, id, report);
}

}  // namespace goodhost::tickets
