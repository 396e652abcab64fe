#include "tickets/scheduled.hpp"

#include "platform/jobs/jobs.hpp"
#include "tickets/access.hpp"
#include "tickets/jobs.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"
#include "tickets/words.hpp"

namespace goodhost::tickets {

namespace {

/// What only these use cases read of a message.
struct Pending {
    std::optional<std::string> plan;
    std::optional<std::string> before;
};
BOOST_DESCRIBE_STRUCT(Pending, (), (plan, before))

Body body_of(const Message& message) {
    Body body;
    body.html = message.body_html;
    body.text = message.body_text;
    return body;
}

void undo_sent(db::Tx& tx, const Context& context, TicketRecord read, const Message& message) {
    Change change(std::move(read));
    auto& [before, ticket] = change;
    auto pending = tx.get<Pending>(sql::find_pending, message.id);
    tx.execute(sql::set_message_state, message.id, MessageState::undone, message.created_at);
    recount(tx, ticket);
    // What somebody decided in these seconds stays.
    auto was = json::from_json<Before>(pending.before.value_or("{}"));
    if (before.updated_at == message.created_at) put_back(ticket, was, context.now());
    // The customer goes on waiting all the same, unless somebody else has answered.
    bool answered = tx.get<std::int64_t>(sql::count_later_words, ticket.id, message.id) > 0;
    if (!ticket.unanswered_since && !answered) ticket.unanswered_since = was.unanswered_since;
    ticket.updated_at = context.now();
    save_flow(tx, context, change);
    jobs::cancel(tx, timers::release, std::to_string(message.id.value));
    record(tx, context, ticket, Fact{entries::reply_undone, word_of(message, body_of(message), change)});
}

void cancel_scheduled(db::Tx& tx, const Context& context, const TicketRecord& ticket, const Message& message) {
    tx.execute(sql::set_message_state, message.id, MessageState::undone, message.created_at);
    jobs::cancel(tx, timers::send, std::to_string(message.id.value));
    record(tx, context, ticket, Fact{entries::schedule_cancelled, word_of(message, body_of(message), Change(ticket))});
}

}  // namespace

Message undo_message(db::Tx& tx, const Context& context, const MessageKey& input) {
    auto ticket = access_merged_ticket(tx, context, input.ticket_id);
    auto message = find_message(tx, input.message_id);
    if (!message || message->ticket_id != ticket.id || message->kind == MessageKind::note)
        throw Problem(ProblemKind::not_found, "tickets.message_not_found");
    bool own = message->by.kind == context.actor.kind && message->by.id == context.actor.id;
    if (!own) throw Problem(ProblemKind::forbidden, "tickets.not_your_message");
    if (message->state == MessageState::scheduled) {
        cancel_scheduled(tx, context, ticket, *message);
    } else if (message->state == MessageState::sent) {
        if (!message->undo_until || *message->undo_until <= context.now()) throw Problem(ProblemKind::conflict, "tickets.too_late_to_undo");
        undo_sent(tx, context, std::move(ticket), *message);
    }
    // Who takes a word back goes on writing it: the answer still has it.
    message->state = MessageState::undone;
    message->undo_until.reset();
    return *message;
}

void release_message(db::Tx& tx, const Context& system, MessageId id) {
    auto message = find_message(tx, id);
    if (!message || message->state != MessageState::sent || !message->undo_until) return;
    auto ticket = access_ticket(tx, system, message->ticket_id);
    tx.execute(sql::release_message, id);
    message->undo_until.reset();
    auto word = word_of(*message, body_of(*message), Change(ticket));
    record(tx, system, ticket, Fact{entries::released, word});
}

void send_scheduled(db::Tx& tx, const Context& system, MessageId id) {
    auto message = find_message(tx, id);
    if (!message || message->state != MessageState::scheduled || !message->send_at || *message->send_at > system.now()) return;
    auto pending = tx.get<Pending>(sql::find_pending, id);
    Change change(access_merged_ticket(tx, system, message->ticket_id));
    auto agent = accounts::acting_as_agent(tx, system, {message->by.id});
    message->state = MessageState::sent;
    message->created_at = system.now();
    tx.execute(sql::set_message_state, id, MessageState::sent, message->created_at);
    auto plan = json::from_json<Plan>(pending.plan.value_or("{}"));
    // What was planned may not fit any more (a report's time has passed): the words still go out.
    FieldProblems problems;
    Decision decision{plan.status_after, plan.reason, plan.next_report_at};
    check_decision(decision, change.ticket, system.now(), problems);
    if (!problems.empty()) decision = {};
    say(tx, agent, change, {*message, body_of(*message), decision});
}

}  // namespace goodhost::tickets
