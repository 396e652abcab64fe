#include "platform/jobs/jobs.hpp"
#include "tickets/access.hpp"
#include "tickets/create.hpp"
#include "tickets/edit.hpp"
#include "tickets/jobs.hpp"
#include "tickets/queries.hpp"
#include "tickets/words.hpp"

namespace goodhost::tickets {

using namespace std::chrono_literals;

namespace {

/// Long enough for any text, so that a slip of the browser is no problem for the disk.
constexpr std::size_t longest_body = 500'000;

void check_message(const NewMessage& input, const TicketRecord& ticket, Instant now) {
    FieldProblems problems;
    if (input.body.empty() && input.attachments.empty()) problems.add("body_text", "required");
    if (input.body.html.size() > longest_body) problems.add("body_html", "too_long", {{"max", std::to_string(longest_body)}});
    if (input.send_at && *input.send_at <= now) problems.add("send_at", "tickets.in_the_past");
    if (input.kind != MessageKind::note) check_decision({input.status_after, input.reason, input.next_report_at}, ticket, now, problems);
    problems.throw_if_any();
}

void check_nothing_came_between(const NewMessage& input, const TicketRecord& ticket) {
    if (!input.expected_message_count || *input.expected_message_count == ticket.message_count) return;
    Problem problem(ProblemKind::conflict, "tickets.answered_meanwhile", "expected " + std::to_string(*input.expected_message_count));
    problem.arguments = {{"count", std::to_string(ticket.message_count - *input.expected_message_count)}};
    throw problem;
}

/// Where a message goes: the ticket that it was written to may have been merged into the one that gets it.
struct Addressed {
    TicketRecord ticket;
    TicketId home;
};

MessageToStore message_to_store(const Context& context, const NewMessage& input, const Addressed& to) {
    MessageToStore message;
    message.ticket_id = to.ticket.id;
    message.home_ticket_id = to.home;
    message.kind = input.kind;
    message.by = speaker_of(context);
    message.channel = input.channel;
    message.automatic = input.automatic;
    message.body = &input.body;
    message.mentions = input.mentions;
    message.created_at = context.now();
    message.source_id = input.source_id;
    message.raw_sha256 = input.raw_sha256;
    return message;
}

/// Too late to reopen: the contact's word begins a new ticket that is linked to the old one.
Message open_follow_up(db::Tx& tx, const Context& context, const TicketRecord& ticket, const NewMessage& input) {
    NewTicket follow_up;
    follow_up.brand = ticket.brand_id;
    follow_up.contact = ticket.contact_id;
    follow_up.subject = ticket.subject;
    follow_up.body = input.body;
    follow_up.channel = input.channel;
    follow_up.category = ticket.category;
    follow_up.service = ticket.service_id;
    follow_up.team = ticket.team_id;
    follow_up.cc = ticket.cc;
    follow_up.attachments = input.attachments;
    follow_up.source_id = input.source_id;
    follow_up.raw_sha256 = input.raw_sha256;
    follow_up.follow_up_of = ticket.id;
    return open_ticket(tx, context, follow_up).messages.front();
}

Message hear(db::Tx& tx, const Context& context, const Addressed& to, const NewMessage& input) {
    auto now = context.now();
    Change change(to.ticket);
    auto& [before, ticket] = change;
    auto hearing = input.automatic ? Hearing::continues : hearing_of(ticket, now, settings_of(tx, ticket.brand_id).reopen_days * 24h);
    if (hearing == Hearing::follow_up) return open_follow_up(tx, context, ticket, input);
    auto message = store_message(tx, context, message_to_store(context, input, to), input.attachments);
    count_message(ticket, message);
    if (input.automatic)
        ticket.updated_at = now;
    else
        hear_contact(ticket, now);
    save_flow(tx, context, change);
    record(tx, context, ticket, Fact{entries::replied, word_of(message, input.body, change)});
    if (hearing == Hearing::reopens)
        record(tx, context, ticket, Fact{entries::reopened, entries::StatusChanged{ticket.id, before.status, ticket.status, {}, {}}});
    return message;
}

Message note(db::Tx& tx, const Context& context, const Addressed& to, const NewMessage& input) {
    Change change(to.ticket);
    auto& ticket = change.ticket;
    auto message = store_message(tx, context, message_to_store(context, input, to), input.attachments);
    count_message(ticket, message);
    ticket.updated_at = message.created_at;
    save_flow(tx, context, change);
    if (context.is_agent()) tx.execute(sql::mark_read, context.actor.id, ticket.id, message.id, message.created_at);
    record(tx, context, ticket, Fact{entries::noted, word_of(message, input.body, change)});
    add_followers(tx, context, ticket, message.mentions);
    return message;
}

/// Only a person at the desk can take a word back; a program's word goes out at once.
std::optional<Instant> undo_until(db::Reader& reader, const Context& context, const TicketRecord& ticket) {
    if (!context.is_agent() || !context.access || context.access->session == 0) return std::nullopt;
    auto seconds = settings_of(reader, ticket.brand_id).undo_seconds;
    if (seconds == 0) return std::nullopt;
    return context.now() + std::chrono::seconds(seconds);
}

void replace_cc(db::Tx& tx, const Context& context, TicketRecord& ticket, const NewMessage& input) {
    if (!input.cc || *input.cc == ticket.cc) return;
    ticket.cc = *input.cc;
    tx.execute(sql::change_cc, ticket.id, ticket.cc);
    record(tx, context, ticket, Fact{entries::copied, entries::Copied{ticket.id, ticket.cc}});
}

/// A report says that work goes on: unless decided otherwise it leaves the ticket where it is.
std::optional<Status> status_after(const NewMessage& input, const TicketRecord& ticket) {
    bool goes_on = input.kind == MessageKind::report && !input.status_after && is_open(queue_of(ticket));
    if (!goes_on) return input.status_after;
    return ticket.status == Status::new_ ? Status::open : ticket.status;
}

Message reply(db::Tx& tx, const Context& context, const Addressed& to, const NewMessage& input) {
    Change change(to.ticket);
    auto& ticket = change.ticket;
    auto message = message_to_store(context, input, to);
    message.undo_until = undo_until(tx, context, ticket);
    if (message.undo_until) message.before = json::to_json(before_of(ticket));
    auto undo = message.undo_until;
    auto stored = store_message(tx, context, std::move(message), input.attachments);
    replace_cc(tx, context, ticket, input);
    say(tx, context, change, {stored, input.body, {status_after(input, to.ticket), input.reason, input.next_report_at}});
    if (undo)
        jobs::enqueue(tx, in_brand_of(context, ticket.brand_id), timers::release, timers::OfMessage{stored.id},
                      {undo, std::to_string(stored.id.value)});
    return stored;
}

Message schedule(db::Tx& tx, const Context& context, const Addressed& to, const NewMessage& input) {
    Change change(to.ticket);
    auto& ticket = change.ticket;
    auto message = message_to_store(context, input, to);
    message.state = MessageState::scheduled;
    message.send_at = input.send_at;
    message.plan = json::to_json(Plan{input.status_after, input.reason, input.next_report_at});
    auto stored = store_message(tx, context, std::move(message), input.attachments);
    replace_cc(tx, context, ticket, input);
    jobs::enqueue(tx, in_brand_of(context, ticket.brand_id), timers::send, timers::OfMessage{stored.id},
                  {input.send_at, std::to_string(stored.id.value)});
    record(tx, context, ticket, Fact{entries::scheduled, word_of(stored, input.body, change)});
    return stored;
}

}  // namespace

entries::Word word_of(const Message& message, const Body& body, const Change& change) {
    auto& [before, ticket] = change;
    entries::Word word;
    word.ticket_id = ticket.id;
    word.message_id = message.id;
    word.kind = message.kind;
    word.by = message.by.kind;
    word.by_id = message.by.id;
    word.by_name = message.by.name;
    word.channel = message.channel;
    word.contact_id = ticket.contact_id;
    word.text_sha256 = text_hash(body);
    word.automatic = message.automatic;
    word.first_reply = !before.first_replied_at && ticket.first_replied_at;
    word.status_before = before.status;
    word.status = ticket.status;
    word.undo_until = message.undo_until;
    word.send_at = message.send_at;
    word.next_report_at = ticket.next_report_at;
    word.mentions = message.mentions;
    return word;
}

void say(db::Tx& tx, const Context& context, Change& change, const Said& said) {
    // Not the clock again: whether anybody came between a word and its undoing is told by these being the same.
    const auto now = said.message.created_at;
    auto& [before, ticket] = change;
    count_message(ticket, said.message);
    // What a program says on its own pays nothing that a person owes.
    if (context.is_agent() && !said.message.automatic)
        speak_publicly(ticket, said.decision, now);
    else
        move_status(ticket, said.decision, now);
    save_flow(tx, context, change);
    if (context.is_agent()) tx.execute(sql::mark_read, context.actor.id, ticket.id, said.message.id, said.message.created_at);
    record(tx, context, ticket, Fact{entries::replied, word_of(said.message, said.body, change)});
    if (ticket.status == before.status) return;
    entries::StatusChanged moved{ticket.id, before.status, ticket.status, {}, {}};
    if (ticket.status == Status::resolved) record(tx, context, ticket, Fact{entries::resolved, moved});
    if (ticket.status == Status::closed) record(tx, context, ticket, Fact{entries::closed, moved});
}

Message add_message(db::Tx& tx, const Context& context, TicketId id, const NewMessage& input) {
    Addressed to{access_merged_ticket(tx, context, id), id};
    auto& ticket = to.ticket;
    check_nothing_came_between(input, ticket);
    if (context.is_contact()) {
        auto words = input;
        words.kind = MessageKind::message;
        words.status_after.reset();
        words.next_report_at.reset();
        check_message(words, ticket, context.now());
        return hear(tx, context, to, words);
    }
    context.require(input.kind == MessageKind::note ? may_note : may_reply);
    if (input.status_after == Status::resolved || input.status_after == Status::closed) {
        context.require(may_resolve);
        check_required_fields(tx, context, ticket);
    }
    check_message(input, ticket, context.now());
    if (input.kind == MessageKind::note) return note(tx, context, to, input);
    if (input.send_at) return schedule(tx, context, to, input);
    return reply(tx, context, to, input);
}

}  // namespace goodhost::tickets
