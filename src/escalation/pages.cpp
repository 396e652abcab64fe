#include "escalation/pages.hpp"

#include <algorithm>

#include "escalation/people.hpp"
#include "escalation/queries.hpp"
#include "escalation/telling.hpp"
#include "platform/jobs/jobs.hpp"

namespace goodhost::escalation {

namespace {

constexpr int entries_at_once = 500;

using std::chrono::duration_cast;
using std::chrono::seconds;

struct FoundEnding {
    Ending ending = Ending::resolved;
    Actor by;
};

/// What stands on the stream after an entry and ends a page of that trigger.
std::optional<FoundEnding> find_ending(db::Reader& reader, TicketId id, std::int64_t after, Trigger trigger) {
    while (true) {
        auto entries = trail::read_stream(reader, stream_of(id), after, entries_at_once);
        for (auto& entry : entries)
            if (auto ending = ending_of(entry, trigger)) return FoundEnding{*ending, {entry.actor_kind, entry.actor_id, entry.actor_name}};
        if (std::ssize(entries) < entries_at_once) return std::nullopt;
        after = entries.back().stream_sequence;
    }
}

bool is_over(const Facts& facts) {
    return facts.status == tickets::Status::resolved || facts.status == tickets::Status::closed || facts.merged_into;
}

/// One rung, or the first above it that leads to anybody.
struct Reached {
    Rung rung;
    std::vector<Person> people;
    std::vector<std::int64_t> nobody;
    std::optional<Onward> next;
};

Reached reach(db::Reader& reader, const Page& page, const Facts& facts, Instant now) {
    Climb climb{page.steps, page.repeats, page.repeat_minutes};
    Reached reached{{page.round, page.step}, {}, {}, {}};
    while (true) {
        auto& step = page.steps.at(static_cast<std::size_t>(reached.rung.step));
        reached.people = people_of(reader, facts, step.targets, now);
        reached.next = after(climb, reached.rung);
        // Whoever could answer is not waited for where there is nobody.
        bool further = reached.people.empty() && reached.next && reached.next->rung.round == reached.rung.round;
        if (!further) break;
        reached.nobody.push_back(reached.rung.step + 1);
        reached.rung = reached.next->rung;
    }
    if (reached.people.empty()) reached.people = owners_of(reader, facts);
    return reached;
}

void call_out(db::Tx& tx, const Context& system, const Page& page, const std::pair<const Facts&, const Reached&>& now) {
    auto& [facts, reached] = now;
    entries::Called called{page.id, page.ticket_id, facts.subject, facts.severity, page.trigger_kind, {}};
    for (auto& person : reached.people) called.people.push_back({person.id, person.name, person.email});
    trail::append(tx, system, stream_of(page.ticket_id), entries::called, called);
}

void set_timer(db::Tx& tx, const Context& system, const Page& page) {
    auto key = std::to_string(page.id.value);
    if (page.next_at)
        jobs::enqueue(tx, system, timer, OfPage{page.id}, {page.next_at, key});
    else
        jobs::cancel(tx, timer, key);
}

void climb(db::Tx& tx, const Context& system, Page& page, const Facts& facts) {
    auto reached = reach(tx, page, facts, system.now());
    page.round = reached.rung.round;
    page.step = reached.rung.step;
    auto& step = page.steps.at(static_cast<std::size_t>(page.step));
    entries::Paged entry{page.id,
                         page.ticket_id,
                         page.trigger_kind,
                         page.promises,
                         page.ladder,
                         page.round + 1,
                         page.step + 1,
                         reached.nobody,
                         {},
                         step.means,
                         {}};
    for (auto& person : reached.people) entry.told.push_back({person.id, person.name});
    tell(tx, system, page, reached.people);
    bool first = page.round == 0 && page.step == std::ssize(reached.nobody);
    page.next_at = reached.next ? std::optional{system.now() + reached.next->after} : std::nullopt;
    entry.next_at = page.next_at;
    trail::append(tx, system, stream_of(page.ticket_id), first ? entries::paged : entries::went_on, entry);
    bool calls = std::ranges::find(step.means, Means::webhook) != step.means.end();
    if (calls) call_out(tx, system, page, {facts, reached});
    if (reached.next) page.round = reached.next->rung.round, page.step = reached.next->rung.step;
    tx.execute(sql::move_page, page.id, page.round, page.step, page.next_at);
    set_timer(tx, system, page);
}

/// The page that an entry makes, if anybody is to be called for it.
std::optional<Page> page_for(db::Reader& reader, const trail::Entry& entry, const Cause& cause, Instant now) {
    auto id = *ticket_of(entry.stream);
    auto facts = find_facts(reader, id);
    if (!facts || is_over(*facts)) return std::nullopt;
    auto ladders = reader.list<Ladder>(sql::list_ladders);
    auto* ladder = choose(ladders, *facts, cause.trigger);
    if (!ladder || ladder->steps.empty()) return std::nullopt;
    // What is told late, after a standstill, may have been dealt with long ago.
    if (find_ending(reader, id, entry.stream_sequence, cause.trigger)) return std::nullopt;
    Page page{.ticket_id = id, .brand_id = facts->brand_id, .cause_sequence = entry.stream_sequence, .trigger_kind = cause.trigger};
    page.promises = cause.promises;
    page.ladder = ladder->name;
    page.steps = ladder->steps;
    page.repeats = ladder->repeats;
    page.repeat_minutes = ladder->repeat_minutes;
    page.started_at = now;
    page.next_at = now + std::chrono::minutes{page.steps.front().after_minutes};
    return page;
}

void begin(db::Tx& tx, const Context& system, Page& page) {
    page.id = tx.get<PageId>(sql::insert_page, page.ticket_id, page.cause_sequence, page.trigger_kind, page.promises, page.ladder,
                             page.steps, page.repeats, page.repeat_minutes, page.next_at, page.started_at);
    if (page.next_at > system.now()) return set_timer(tx, system, page);
    climb(tx, system, page, *find_facts(tx, page.ticket_id));
}

Context acting(const Context& context, const Page& page, const Actor& actor) {
    auto acting = context.as_system(page.brand_id);
    acting.actor = actor;
    return acting;
}

}  // namespace

bool changes_nothing(db::Reader& reader, const trail::Entry& entry) {
    auto id = ticket_of(entry.stream);
    return !id || (!cause_of(entry) && reader.get<std::int64_t>(sql::count_running, *id) == 0);
}

void follow_entry(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto id = ticket_of(entry.stream);
    if (!id) return;
    auto cause = cause_of(entry);
    auto page = tx.find<Page>(sql::find_running, *id);
    if (page && entry.stream_sequence > page->cause_sequence)
        if (auto ending = ending_of(entry, page->trigger_kind)) {
            end_page(tx, acting(context, *page, {entry.actor_kind, entry.actor_id, entry.actor_name}), *page, *ending);
            page.reset();
        }
    if (!cause || entry.stream_sequence <= tx.get<std::int64_t>(sql::find_last_cause, *id)) return;
    if (page && page->next_at) return;
    auto system = context.as_system(entry.brand_id);
    auto another = page_for(tx, entry, *cause, system.now());
    if (!another) return;
    // All steps are gone and nobody came: what is new is worth another climb.
    if (page) end_page(tx, system, *page, Ending::renewed);
    begin(tx, system, *another);
}

void go_on(db::Tx& tx, const Context& context, PageId id) {
    auto page = tx.find<Page>(sql::find_page, id);
    if (!page || page->ended_at || !page->next_at || *page->next_at > context.now()) return;
    auto facts = find_facts(tx, page->ticket_id);
    if (!facts) return;
    auto system = context.as_system(page->brand_id);
    if (auto found = find_ending(tx, page->ticket_id, page->cause_sequence, page->trigger_kind))
        return end_page(tx, acting(context, *page, found->by), *page, found->ending);
    if (is_over(*facts)) return end_page(tx, system, *page, facts->merged_into ? Ending::merged : Ending::resolved);
    climb(tx, system, *page, *facts);
}

void end_page(db::Tx& tx, const Context& context, Page& page, Ending ending) {
    page.ended_at = context.now();
    page.ending = ending;
    page.next_at.reset();
    page.ended_by = context.is_system() ? std::string() : context.actor.name;
    tx.execute(sql::end_page, page.id, page.ended_at, page.ending, page.ended_by);
    tx.execute(sql::clear_screens, page.id);
    set_timer(tx, context, page);
    entries::Ended entry{page.id, page.ticket_id, ending, page.ended_by, duration_cast<seconds>(*page.ended_at - page.started_at).count()};
    bool acknowledged = ending == Ending::acknowledged;
    // The end is a fact of this slice; whoever it was has an entry of its own that made it so.
    auto writer = acknowledged ? context : context.as_system(page.brand_id);
    trail::append(tx, writer, stream_of(page.ticket_id), acknowledged ? entries::acknowledged : entries::ended, entry);
    refresh(tx, context, tx.list<AgentId>(sql::list_told_agents, page.id));
}

}  // namespace goodhost::escalation
