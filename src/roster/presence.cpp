#include "platform/jobs/jobs.hpp"
#include "roster/people.hpp"
#include "roster/queries.hpp"

namespace goodhost::roster {

namespace {

using namespace std::chrono_literals;

constexpr Duration until_away = 10min, until_offline = 60min;

struct PresenceRow {
    AgentId agent_id;
    Presence chosen = Presence::online;
    Presence presence = Presence::offline;
    Instant seen_at{}, changed_at{};
};
BOOST_DESCRIBE_STRUCT(PresenceRow, (), (agent_id, chosen, presence, seen_at, changed_at))

void save(db::Tx& tx, const Context& context, PresenceRow row, Presence presence, bool by_silence) {
    bool changed = presence != row.presence;
    auto was = row.presence;
    row.presence = presence;
    if (changed) row.changed_at = context.now();
    tx.execute(sql::save_presence, row.agent_id, row.chosen, row.presence, row.seen_at, row.changed_at);
    if (!changed) return;
    entries::PresenceChanged told{row.agent_id, presence, was, by_silence};
    record_person(tx, context, row.agent_id, entries::presence_changed, {json::to_json(told)});
}

void listen_on(db::Tx& tx, const Context& context, AgentId agent, Instant at) {
    jobs::enqueue(tx, context, silence, OfAgent{agent}, {at, "agent/" + std::to_string(agent.value)});
}

}  // namespace

MyPresence get_my_presence(db::Reader& reader, const Context& context, const http::Empty&) {
    auto row = reader.find<PresenceRow>(sql::find_presence, AgentId{context.actor.id});
    return row ? MyPresence{row->presence, row->chosen, row->seen_at} : MyPresence{};
}

MyPresence set_my_presence(db::Tx& tx, const Context& context, const PresenceInput& input) {
    AgentId me{context.actor.id};
    auto row = tx.find<PresenceRow>(sql::find_presence, me).value_or(PresenceRow{.agent_id = me});
    row.chosen = input.presence.value_or(row.chosen);
    row.seen_at = context.now();
    bool wakes = row.presence != Presence::online && row.chosen == Presence::online;
    save(tx, context, row, row.chosen, false);
    // While somebody is there, the timer moves on by itself.
    if (wakes) listen_on(tx, context, me, row.seen_at + until_away);
    return {row.chosen, row.chosen, row.seen_at};
}

void note_silence(db::Tx& tx, const Context& system, AgentId agent) {
    auto row = tx.find<PresenceRow>(sql::find_presence, agent);
    if (!row || row->chosen == Presence::offline || row->presence == Presence::offline) return;
    auto silent = system.now() - row->seen_at;
    if (silent >= until_offline)
        save(tx, system, *row, Presence::offline, true);
    else if (silent >= until_away) {
        save(tx, system, *row, Presence::away, true);
        listen_on(tx, system, agent, row->seen_at + until_offline);
    } else {
        listen_on(tx, system, agent, row->seen_at + until_away);
    }
}

}  // namespace goodhost::roster
