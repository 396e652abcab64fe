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

struct Said {
    tickets::MessageId message_id;
    bool with_subject = false;  ///< that is said once, when the ticket comes
};

void weigh_words(db::Tx& tx, const Context& context, Facts& facts, const Said& said, Fact fact) {
    auto text = tx.find<Text>(sql::find_text, said.message_id);
    if (!text) return;
    SaidWords found(said.with_subject ? text->subject + "\n" + text->body_text : text->body_text);
    fact.key = "message/" + std::to_string(said.message_id.value);
    fact.words = &found;
    weigh(tx, context, facts, std::move(fact));
}

void weigh_place(db::Tx& tx, const Context& context, Facts& facts, Instant at) {
    join_crowds(tx, context, facts, at);
    weigh_signals(tx, context, facts, at);
}

/// Each fact sees what the one before it came to.
void on_created(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto created = trail::payload_of<words::Created>(entry);
    auto facts = find_facts(tx, created.ticket_id);
    if (!facts) return;
    weigh_words(tx, context, *facts, {created.message_id, true}, {.basis = Basis::words, .at = entry.at, .automatic = created.automatic});
    weigh(tx, context, *facts, {.basis = Basis::ticket, .at = entry.at});
    bool of_its_own = !created.automatic && !created.split_from;
    if (of_its_own) weigh_place(tx, context, *facts, entry.at);
}

void on_replied(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto word = trail::payload_of<words::Word>(entry);
    if (word.by != ActorKind::contact || word.automatic) return;
    if (auto facts = find_facts(tx, word.ticket_id))
        weigh_words(tx, context, *facts, {word.message_id}, {.basis = Basis::words, .at = entry.at});
}

void on_edited(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto edited = trail::payload_of<words::Edited>(entry);
    bool category = edited.changes.contains("category"), place = edited.changes.contains("service_id");
    auto facts = category || place ? find_facts(tx, edited.ticket_id) : std::nullopt;
    if (!facts) return;
    if (category) weigh(tx, context, *facts, {.basis = Basis::ticket, .at = entry.at});
    if (place) weigh_place(tx, context, *facts, entry.at);
}

}  // namespace

void follow_entry(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    if (entry.type == words::created) return on_created(tx, context, entry);
    if (entry.type == words::replied) return on_replied(tx, context, entry);
    if (entry.type == words::edited) return on_edited(tx, context, entry);
    if (entry.type == entries::signal_down) spread_signal(tx, context, {trail::payload_of<entries::Told>(entry).signal_id, {}});
}

}  // namespace goodhost::severity
