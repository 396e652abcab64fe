#include "promises/report_draft.hpp"

#include <algorithm>

#include "accounts/accounts.hpp"
#include "platform/html/html.hpp"
#include "platform/i18n/translator.hpp"
#include "platform/services.hpp"
#include "promises/follow.hpp"

namespace goodhost::promises {

namespace {

using tickets::MessageKind;

constexpr std::chrono::hours without_a_policy{24};

/// What happened since the customer last heard of a person.
struct Since {
    Instant at{};
    bool heard = false;  ///< a person has said something
    std::optional<Instant> noted_at;
    std::int64_t merged = 0;
    std::optional<tickets::Severity> severity;
};

bool is_word(const tickets::Message& message) {
    return message.by.kind == ActorKind::agent && message.kind != MessageKind::note && !message.automatic &&
           message.state == tickets::MessageState::sent;
}

Since since_last_word(const tickets::Ticket& ticket) {
    Since since{.at = ticket.created_at};
    for (auto& message : ticket.messages)
        if (is_word(message)) since.at = message.created_at, since.heard = true;
    for (auto& message : ticket.messages)
        if (message.kind == MessageKind::note && (!since.heard || message.created_at > since.at)) since.noted_at = message.created_at;
    for (auto& event : ticket.events) {
        if (since.heard && event.at <= since.at) continue;
        bool severity = event.type == tickets::entries::severity_changed;
        if (severity) since.severity = json::from_json<tickets::entries::SeverityChanged>(event.payload.text).to;
        bool merged = event.type == tickets::entries::merged;
        if (merged && json::from_json<tickets::entries::Merged>(event.payload.text).into_ticket_id == ticket.id) ++since.merged;
    }
    return since;
}

std::vector<std::string> facts_of(const tickets::Ticket& ticket, const Since& since, const i18n::Translator& t) {
    std::vector<std::string> facts;
    if (ticket.assignee) facts.push_back(t("promises.report.works", {{"name", ticket.assignee->name}}));
    if (since.severity) facts.push_back(t("promises.report.severity." + std::string(enum_name(*since.severity))));
    if (since.noted_at) facts.push_back(t("promises.report.examined", {{"time", t.time(*since.noted_at)}}));
    if (since.merged > 0) facts.push_back(t("promises.report.merged", {{"count", since.merged}}));
    bool common = std::ranges::any_of(ticket.links, [](auto& link) { return link.kind == tickets::LinkKind::caused_by; });
    if (common) facts.push_back(t("promises.report.common_cause"));
    bool waits = ticket.status == tickets::Status::on_hold && ticket.reason && !ticket.reason->empty();
    if (waits) facts.push_back(t("promises.report.waits", {{"reason", *ticket.reason}}));
    if (facts.empty()) facts.push_back(t("promises.report.looking"));
    return facts;
}

/// When the next report would be due if one were given now.
Instant next_report(db::Reader& reader, TicketId id, Instant now) {
    auto facts = find_facts(reader, id);
    if (!facts) return now + without_a_policy;
    // What was announced is given with this word; the policy says when the next comes.
    facts->next_report_at.reset();
    Book book;
    book.clocks.push_back(Clock{.ticket_id = id, .kind = PromiseKind::report, .started_at = now});
    reckon(book, terms_of(reader, *facts));
    return book.clocks.front().due_at.value_or(now + without_a_policy);
}

void write_paragraph(ReportDraft& draft, const std::string& words) {
    draft.body_text += words + "\n\n";
    draft.body_html += "<p>" + html::text(words).str() + "</p>";
}

void write_list(ReportDraft& draft, const std::vector<std::string>& lines) {
    draft.body_html += "<ul>";
    for (auto& line : lines) {
        draft.body_text += "- " + line + "\n";
        draft.body_html += "<li><p>" + html::text(line).str() + "</p></li>";
    }
    draft.body_text += "\n";
    draft.body_html += "</ul>";
}

}  // namespace

ReportDraft draft_report(db::Reader& reader, const Context& context, const DraftOf& input) {
    auto ticket = tickets::get_ticket(reader, context, input.ticket_id);
    auto contact = accounts::find_contact(reader, {ticket.contact.id});
    auto locale = i18n::find_locale(input.locale.value_or(contact ? contact->locale : "en")).value_or(i18n::Locale{});
    i18n::Translator t(context.services.catalogue, locale, contact ? contact->time_zone : "UTC");
    auto since = since_last_word(ticket);
    ReportDraft draft{.locale = std::string(locale.tag()), .next_report_at = next_report(reader, ticket.id, context.now())};
    write_paragraph(draft, t("promises.report.greeting", {{"name", ticket.contact.name}}));
    write_paragraph(draft, t(since.heard ? "promises.report.since_word" : "promises.report.since_opened", {{"time", t.time(since.at)}}));
    write_list(draft, facts_of(ticket, since, t));
    write_paragraph(draft, t("promises.report.next", {{"time", t.time(draft.next_report_at)}}));
    return draft;
}

}  // namespace goodhost::promises
