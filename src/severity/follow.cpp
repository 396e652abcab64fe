#include <algorithm>

#include "severity/crowds.hpp"
#include "severity/queries.hpp"
#include "severity/signals.hpp"
#include "severity/weigh.hpp"

namespace goodhost::severity {

namespace {

namespace words = tickets::entries;

struct Text {
    std::string subject, body_text;
};
BOOST_DESCRIBE_STRUCT(Text, (), (subject, body_text))

/// The subject is said once, when the ticket comes.
void weigh_words(db::Tx& tx, const Context& context, TicketId id, const std::pair<tickets::MessageId, Fact>& said, bool with_subject) {
    auto facts = find_facts(tx, id);
    auto text = tx.find<Text>(sql::find_text, said.first);
    if (!facts || !text) return;
    SaidWords found(with_subject ? text->subject + "\n" + text->body_text : text->body_text);
    auto fact = said.second;
    fact.key = "message/" + std::to_string(said.first.value);
    fact.words = &found;
    weigh(tx, context, *facts, fact);
}

/// Each fact sees what the one before it came to.
void weigh_ticket(db::Tx& tx, const Context& context, TicketId id, Instant at) {
    if (auto facts = find_facts(tx, id)) weigh(tx, context, *facts, {.basis = Basis::ticket, .at = at});
}

void weigh_place(db::Tx& tx, const Context& context, TicketId id, Instant at) {
    if (auto facts = find_facts(tx, id)) join_crowds(tx, context, *facts, at);
    if (auto facts = find_facts(tx, id)) weigh_signals(tx, context, *facts, at);
}

void on_created(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto created = trail::payload_of<words::Created>(entry);
    weigh_words(tx, context, created.ticket_id,
                {created.message_id, {.basis = Basis::words, .at = entry.at, .automatic = created.automatic}}, true);
    weigh_ticket(tx, context, created.ticket_id, entry.at);
    bool of_its_own = !created.automatic && !created.split_from;
    if (of_its_own) weigh_place(tx, context, created.ticket_id, entry.at);
}

void on_replied(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto word = trail::payload_of<words::Word>(entry);
    if (word.by != ActorKind::contact || word.automatic) return;
    weigh_words(tx, context, word.ticket_id, {word.message_id, {.basis = Basis::words, .at = entry.at}}, false);
}

void on_edited(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto edited = trail::payload_of<words::Edited>(entry);
    if (edited.changes.contains("category")) weigh_ticket(tx, context, edited.ticket_id, entry.at);
    if (edited.changes.contains("service_id")) weigh_place(tx, context, edited.ticket_id, entry.at);
}

}  // namespace

void follow_entry(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    if (entry.type == words::created) return on_created(tx, context, entry);
    if (entry.type == words::replied) return on_replied(tx, context, entry);
    if (entry.type == words::edited) return on_edited(tx, context, entry);
    if (entry.type == entries::signal_down) spread_signal(tx, context, {trail::payload_of<entries::Told>(entry).signal_id, {}});
}

}  // namespace goodhost::severity
