#include "platform/i18n/translator.hpp"
#include "tickets/export.hpp"
#include "tickets/paper.hpp"

namespace goodhost::tickets {

namespace {

using i18n::TimeStyle;

void write_facts(Paper& paper, const i18n::Translator& t, const TicketExport& content) {
    auto& ticket = content.ticket;
    auto fact = [&](const std::string& label, const std::string& value) {
        if (!value.empty()) paper.write(Paper::Style::body, label + ": " + value);
    };
    fact(t("tickets.export.contact"), ticket.contact.name + " <" + ticket.contact.email + ">");
    if (ticket.customer) fact(t("tickets.export.customer"), ticket.customer->name);
    if (ticket.service) fact(t("tickets.export.service"), ticket.service->name + " " + ticket.service->domain);
    fact(t("tickets.export.status"), t("tickets.status." + std::string(enum_name(ticket.status))));
    fact(t("tickets.export.severity"), t("tickets.severity." + std::string(enum_name(ticket.severity))));
    fact(t("tickets.export.created"), t.time(ticket.created_at, TimeStyle::exact));
    if (ticket.resolved_at) fact(t("tickets.export.resolved"), t.time(*ticket.resolved_at, TimeStyle::exact));
    fact(t("tickets.export.chain"), t("tickets.export.chain_" + content.finding));
}

void write_messages(Paper& paper, const i18n::Translator& t, const std::vector<Message>& messages) {
    for (auto& message : messages) {
        if (message.state != MessageState::sent) continue;
        paper.rule();
        auto by = message.by.name + (message.kind == MessageKind::note ? " (" + t("tickets.export.note") + ")" : "");
        paper.write(Paper::Style::heading, by);
        paper.write(Paper::Style::small, t.time(message.created_at, TimeStyle::exact));
        paper.space(4);
        paper.write(Paper::Style::body, message.body_text);
        for (auto& attachment : message.attachments)
            paper.write(Paper::Style::small, attachment.name + " · " + attachment.media_type + " · SHA-256 " + attachment.sha256);
    }
}

void write_trail(Paper& paper, const i18n::Translator& t, const std::vector<trail::Entry>& entries) {
    paper.space(12);
    paper.write(Paper::Style::heading, t("tickets.export.trail"));
    for (auto& entry : entries) {
        paper.write(Paper::Style::small, std::to_string(entry.stream_sequence) + "  " + to_rfc3339(entry.at) + "  " + entry.type + "  " +
                                             entry.actor_name + "  " + entry.hash);
    }
}

}  // namespace

std::string pdf_of(const Context& context, const TicketExport& content) {
    auto t = i18n::translator(context);
    auto title = "#" + std::to_string(content.ticket.id.value) + " " + content.ticket.subject;
    Paper paper(title, title + " · " + t.time(content.exported_at, TimeStyle::exact));
    paper.write(Paper::Style::title, title);
    paper.space(6);
    write_facts(paper, t, content);
    write_messages(paper, t, content.messages);
    write_trail(paper, t, content.trail);
    return paper.finish();
}

}  // namespace goodhost::tickets
