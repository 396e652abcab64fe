#include "email/reports.hpp"

#include <algorithm>

#include "email/queries.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/bounce_reason.hpp"
#include "platform/mail/bounce_rules.hpp"
#include "platform/trail/trail.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::email {

namespace {

constexpr std::size_t longest_words = 500;
constexpr std::size_t most_reports = 20;

struct OneReport {
    DeliveryReport told;
    bool is_late = false;  ///< the server still tries
};

struct ReportedMail {
    std::string original_message_id;
    std::vector<OneReport> reports;
};

std::string cut(std::string text) {
    if (text.size() <= longest_words) return text;
    std::size_t size = longest_words;
    while (size && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return text.substr(0, size);
}

Fate fate_of(mail::BounceKind kind) {
    if (kind == mail::BounceKind::hard) return Fate::hard;
    return kind == mail::BounceKind::delivered ? Fate::delivered : Fate::soft;
}

ReportedMail read_report(const mail::Message& message) {
    ReportedMail told;
    if (auto complaint = mail::read_feedback(message); complaint.is_complaint) {
        told.original_message_id = complaint.original_message_id;
        told.reports.push_back({{complaint.recipient, Fate::complained, complaint.feedback_type, {}, {}, {}}});
        return told;
    }
    auto bounce = mail::read_bounce(message);
    told.original_message_id = bounce.original_message_id;
    for (auto& recipient : bounce.recipients)
        told.reports.push_back({{accounts::normal_email(recipient.recipient).value_or(""),
                                 fate_of(recipient.kind),
                                 recipient.reason,
                                 recipient.status,
                                 cut(recipient.diagnostic),
                                 {}},
                                recipient.action == "delayed"});
    return told;
}

/// The mail itself, not one that it answered: its Message-ID is signed, so nobody can make one up.
std::optional<OutboxMail> original_of(db::Reader& reader, const Context& context, const mail::Message& message, const ReportedMail& told) {
    std::vector<std::string> ids{told.original_message_id};
    ids.insert(ids.end(), message.in_reply_to.begin(), message.in_reply_to.end());
    ids.insert(ids.end(), message.references.rbegin(), message.references.rend());
    for (auto& id : ids) {
        auto found = id.empty() ? std::nullopt : reader.find<OutboxMail>(sql::find_outbox_mail_by_source, id);
        if (found && found->brand_id == context.brand) return found;
    }
    return std::nullopt;
}

std::string_view entry_of(const OneReport& report) {
    if (report.is_late) return entries::delayed;
    if (report.told.fate == Fate::complained) return entries::complained;
    return report.told.fate == Fate::delivered ? entries::delivered : entries::bounced;
}

void write_report(db::Tx& tx, const Context& context, const OutboxMail& original, const OneReport& one) {
    auto& report = one.told;
    auto type = entry_of(one);
    if (type == entries::bounced || type == entries::complained)
        tx.execute(sql::mark_address, context.brand, report.address, report.fate, report.reason, report.words, context.now());
    if (type == entries::bounced) tx.execute(sql::bounce_outbox, original.id, report.words, report.status);
    tell_ticket(tx, context, original, type,
                {.address = report.address, .status = report.status, .reason = report.reason, .words = report.words});
}

struct ReportLine : DeliveryReport {
    std::int64_t outbox_id = 0;
};
BOOST_DESCRIBE_STRUCT(ReportLine, (DeliveryReport), (outbox_id))

}  // namespace

void tell_ticket(db::Tx& tx, const Context& context, const OutboxMail& mail, std::string_view type, MailNews news) {
    auto ticket = mail.ticket_id ? tickets::find_ticket_place(tx, *mail.ticket_id) : std::nullopt;
    if (!ticket) return;
    auto of_brand = context;
    of_brand.brand = mail.brand_id;
    news.outbox_id = mail.id;
    news.message_id = mail.message_id;
    news.kind = mail.kind;
    trail::append(tx, of_brand, tickets::stream_of(ticket->id), type, news);
}

void mark_refused(db::Tx& tx, const OutboxMail& mail, const mail::SmtpReply& reply, Instant now) {
    if (reply.code == 0) return;
    auto reason = mail::reason_of_status(reply.status);
    if (reason.empty()) reason = mail::reason_of_words(mail::lower(reply.words));
    if (mail::is_hard_reason(reason)) tx.execute(sql::mark_address, mail.brand_id, mail.to_address, Fate::hard, reason, reply.words, now);
}

std::optional<Mark> find_mark(db::Reader& reader, BrandId brand, std::string_view address) {
    return reader.find<Mark>(sql::find_marked_address, brand, address);
}

std::optional<Delivery> take_report(db::Tx& tx, const Context& context, const mail::Message& report, std::string_view mail_key) {
    auto told = read_report(report);
    auto original = original_of(tx, context, report, told);
    if (!original) return std::nullopt;
    if (told.reports.empty()) told.reports.emplace_back();
    for (auto& each : told.reports) {
        auto& one = each.told;
        // The report may name the address that ours was forwarded to; ours is the one that we know.
        if (one.address.empty() || told.reports.size() == 1) one.address = original->to_address;
        auto is_new = tx.find<std::int64_t>(sql::insert_delivery_report, context.brand, original->id, mail_key, one.address, one.fate,
                                            one.reason, one.status, one.words, context.now());
        if (is_new) write_report(tx, context, *original, each);
    }
    return Delivery{{}, Outcome::attached, std::nullopt, original->ticket_id, original->message_id};
}

TicketDeliveries list_ticket_deliveries(db::Reader& reader, const Context& context, const TicketDeliveriesKey& input) {
    tickets::get_ticket(reader, context, input.ticket_id);
    TicketDeliveries list;
    for (auto& mail : reader.list<SentMail>(sql::list_ticket_outbox, input.ticket_id)) list.sent.push_back({mail, {}});
    for (auto& line : reader.list<ReportLine>(sql::list_ticket_reports, input.ticket_id)) {
        auto mail = std::ranges::find(list.sent, line.outbox_id, &MessageDelivery::outbox_id);
        if (mail != list.sent.end() && mail->reports.size() < most_reports) mail->reports.push_back(line);
    }
    list.held_files = reader.list<HeldFile>(sql::list_ticket_held_files, input.ticket_id);
    list.received = reader.list<MessageOrigin>(sql::list_ticket_origins, input.ticket_id);
    return list;
}

}  // namespace goodhost::email
