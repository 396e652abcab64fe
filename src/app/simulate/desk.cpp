#include <algorithm>

#include "app/simulate/queries.hpp"
#include "app/simulate/world.hpp"
#include "escalation/view.hpp"
#include "platform/json/json.hpp"
#include "platform/services.hpp"
#include "roster/people.hpp"
#include "routing/giving.hpp"
#include "tickets/assignment.hpp"
#include "tickets/entries.hpp"

namespace goodhost::simulate {

using namespace std::chrono_literals;

namespace {

constexpr Duration again_after = 10min;  ///< who found nothing looks again, as time relaxes what is asked of people
constexpr Duration sign_of_life = 9min;  ///< before silence makes somebody away
constexpr Spread standard_reply{4, 12};
constexpr double standard_misses = 0.05;

struct News {
    std::int64_t sequence = 0;
    std::string type, payload;
};
BOOST_DESCRIBE_STRUCT(News, (), (sequence, type, payload))

}  // namespace

/// What was written is followed by the program, and heard of by the people.
void World::follow() {
    if (server_) guarded([&] { server_->catch_up(); });
    hear();
}

void World::hear() {
    if (!server_ || machine_.database.crashed() || heard_words_ == machine_.words) return;
    heard_words_ = machine_.words;
    if (auto all = server_->quiet_until(heard_)) {
        heard_ = *all;
        return;
    }
    constexpr std::size_t at_once = 1000;
    for (bool more = true; more;) {
        auto news = machine_.database.read([&](db::Reader& reader) { return reader.list<News>(sql::list_news, heard_); });
        more = news.size() == at_once;
        if (!news.empty()) heard_ = news.back().sequence;
        for (auto& one : news) {
            if (one.type == promises::entries::started)
                hear_promised(json::from_json<promises::entries::Told>(one.payload));
            else if (one.type == tickets::entries::assigned)
                hear_assigned(json::from_json<tickets::entries::Assigned>(one.payload));
            else
                hear_paged(json::from_json<escalation::entries::Paged>(one.payload));
        }
    }
}

void World::hear_assigned(const tickets::entries::Assigned& assigned) {
    auto known = number_of_.find(assigned.ticket_id.value);
    if (known != number_of_.end()) move_to(known->second, worker_of(assigned.assignee_id));
}

/// The desk shows when a report is due that nobody has announced: a solution takes longer than was promised. Somebody takes it up in time.
void World::hear_promised(const promises::entries::Told& told) {
    auto known = number_of_.find(told.ticket_id.value);
    if (known == number_of_.end()) return;
    for (auto& clock : told.clocks) {
        bool owed = clock.kind == promises::PromiseKind::report && clock.due_at && !clock.policy.empty();
        if (!owed) continue;
        auto until = *clock.due_at - offset_ - now();
        plan(now() + std::max(until - before_report, until / 2), Act::report, known->second, cases_[known->second].turn);
    }
}

std::optional<std::size_t> World::worker_of(const std::optional<accounts::AgentId>& agent) const {
    if (!agent) return std::nullopt;
    auto found = std::ranges::find(workers_, *agent, [&](const Worker& worker) { return host_.people[worker.person].id; });
    return found == workers_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - workers_.begin()));
}

void World::move_to(std::size_t which, const std::optional<std::size_t>& owner) {
    auto& one = cases_[which];
    if (one.owner == owner) return;
    auto place_of = one.queued_as;
    unqueue(which);
    one.owner = owner;
    one.called.reset();
    if (place_of) {
        one.queued_as = place_of;
        inbox_of(one).emplace(*place_of, which);
        call_up(which);
    }
    // It was in the hands of somebody who is not there.
    bool left_behind = one.hand && workers_[*one.hand].at_work != which;
    if (left_behind) one.hand.reset();
    if (left_behind && !one.done) place(which);
}

void World::hear_paged(const escalation::entries::Paged& paged) {
    auto known = number_of_.find(paged.ticket_id.value);
    if (known == number_of_.end()) return;
    bool by_desk_alone = paged.means == std::vector{escalation::Means::desk};
    for (auto& told : paged.told) {
        auto which = worker_of(told.agent_id);
        if (!which) continue;
        auto& worker = workers_[*which];
        auto& agent = scenario_.agents[*host_.people[worker.person].plan];
        bool reached = worker.on || (is_on_call(worker) && !by_desk_alone);
        auto answers = reached ? std::optional(agent.answers_pages.value_or(standard_reply)) : agent.answers_pages_off_duty;
        Dice dice(seed_, Dice::For::pages, calls_.size());
        bool missed = dice.happens(agent.misses_pages.value_or(standard_misses));
        if (!answers || missed || (by_desk_alone && !worker.on)) continue;
        plan(now() + dice.time(*answers), Act::answer_page, calls_.size());
        calls_.push_back({paged.page_id, *which, known->second});
    }
}

/// Says `I see to it`, unless somebody did before; who has vanished says nothing.
void World::answer_page(const Event& event) {
    auto call = calls_[event.who];
    auto& worker = workers_[call.worker];
    if (worker.gone_until > now()) return;
    bool runs = server_ && machine_.database.read(
                               [&](db::Reader& reader) { return reader.get<std::int64_t>(sql::count_running_page, call.page); }) > 0;
    if (server_ && !runs) return;
    auto acknowledge = [&](db::Tx& tx, const Context& by) { escalation::acknowledge_page(tx, by, {call.page}); };
    if (!write(event, {worker.person, {}}, acknowledge)) return;
    plan(now(), Act::see_to, call.ticket, static_cast<std::uint32_t>(call.worker));
}

/// `turn` is the worker. What is urgent goes before what is not.
void World::see_to(const Event& event) {
    auto& one = cases_[event.who];
    auto& worker = workers_[event.turn];
    if (one.done || one.hand || !one.queued_as) return;
    if (one.owner != event.turn) {
        auto take = [&](db::Tx& tx, const Context& by) { tickets::set_assignee(tx, by, one.id, host_.people[worker.person].id); };
        if (!write(event, {worker.person, {}}, take)) return;
        hear();
    }
    one.called = event.turn;
    bool waits = worker.at_work && (!is_urgent(one.severity) || is_urgent(cases_[*worker.at_work].severity));
    if (waits) return;
    if (worker.at_work) put_aside(event.turn);
    begin_work(event.turn, event.who);
}

/// It waits for somebody.
void World::offer(std::size_t which) {
    auto& one = cases_[which];
    if (one.hand || one.queued_as) return;
    follow();
    if (!one.hand && !one.queued_as) place(which);
}

void World::place(std::size_t which) {
    queue(which);
    auto& one = cases_[which];
    bool left = one.owner && !workers_[*one.owner].on && one.called != one.owner;
    if (left && !routes())
        plan(now(), Act::let_go, which);
    else
        call_up(which);
}

void World::queue(std::size_t which) {
    auto& one = cases_[which];
    auto owed = shown();
    bool asks = server_ && !machine_.database.crashed();
    if (asks) owed = machine_.database.read([&](db::Reader& reader) { return reader.get<Instant>(sql::find_owed_at, one.id); });
    one.queued_as = owed;
    inbox_of(one).emplace(owed, which);
}

void World::unqueue(std::size_t which) {
    auto& one = cases_[which];
    if (!one.queued_as) return;
    inbox_of(one).erase({*one.queued_as, which});
    one.queued_as.reset();
}

Inbox& World::inbox_of(const Case& one) {
    if (one.owner) return workers_[*one.owner].mine;
    return inbox_[one.category * host_.languages.size() + host_.customers[one.customer].language];
}

/// After policies have changed, what is owed first is another.
void World::sort_inbox() {
    for (std::size_t i = 0; i < cases_.size(); ++i)
        if (cases_[i].queued_as) unqueue(i), queue(i);
}

/// Who has it looks at it; what nobody has, whoever has been free for longest and can do it.
void World::call_up(std::size_t which) {
    auto& one = cases_[which];
    if (one.owner) return summon(*one.owner);
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < workers_.size(); ++i) {
        auto& worker = workers_[i];
        if (!worker.on || worker.at_work || worker.looking || !able(worker, one)) continue;
        if (!best || worker.free_since < workers_[*best].free_since) best = i;
    }
    if (best) summon(*best);
}

void World::summon(std::size_t which) {
    auto& worker = workers_[which];
    if (worker.at_work || worker.looking) return;
    bool called = !worker.on && first_of_own(worker);
    if (!worker.on && !called) return;
    worker.looking = true;
    plan(now(), Act::look, which);
}

/// What one has promised to see to goes first; who is off duty does nothing else.
std::optional<std::size_t> World::first_of_own(const Worker& worker) const {
    auto which = static_cast<std::size_t>(&worker - workers_.data());
    auto called = std::ranges::find_if(worker.mine, [&](auto& waiting) { return cases_[waiting.second].called == which; });
    if (called != worker.mine.end()) return called->second;
    return worker.on && !worker.mine.empty() ? std::optional(worker.mine.begin()->second) : std::nullopt;
}

/// What is owed first of all that nobody has and that this one can do.
std::optional<std::size_t> World::first_of_all(const Worker& worker) const {
    std::optional<std::pair<Instant, std::size_t>> first;
    for (auto& waiting : inbox_) {
        if (waiting.empty() || (first && *first <= *waiting.begin())) continue;
        if (able(worker, cases_[waiting.begin()->second])) first = *waiting.begin();
    }
    return first ? std::optional(first->second) : std::nullopt;
}

/// The own work and what nobody has, in the order of what is owed.
void World::look(const Event& event) {
    auto& worker = workers_[event.who];
    worker.looking = false;
    if (worker.at_work || worker.gone_until > now()) return;
    auto own = first_of_own(worker);
    if (own && (!worker.on || cases_[*own].called == event.who)) return begin_work(event.who, *own);
    if (!worker.on) return;
    auto others = first_of_all(worker);
    if (own && (!others || cases_[*own].queued_as <= cases_[*others].queued_as)) return begin_work(event.who, *own);
    bool anything = others || std::ranges::any_of(inbox_, [](auto& waiting) { return !waiting.empty(); });
    if (anything) take_from_all(event, others.value_or(cases_.size()));
}

/// Asks the program for the next ticket, or takes what it does not give: a report that is owed, a customer's silence.
void World::take_from_all(const Event& event, std::size_t which) {
    auto& worker = workers_[event.who];
    routing::NextTicket next;
    bool errand = which < cases_.size() && cases_[which].errand;
    auto take = [&](db::Tx& tx, const Context& by) {
        next = {};
        if (!errand) next = routing::take_next(tx, by, {});
        if (errand) tickets::set_assignee(tx, by, cases_[which].id, host_.people[worker.person].id);
    };
    worker.looking = true;
    if (!write(event, {worker.person, {}}, take)) return;
    worker.looking = false;
    hear();
    if (next.ticket_id) which = number_of_.at(next.ticket_id->value);
    bool free = which < cases_.size() && !cases_[which].hand && !cases_[which].done;
    if (free && (errand || next.ticket_id)) return begin_work(event.who, which);
    if (worker.looks_again > now()) return;
    worker.looks_again = now() + again_after;
    plan(worker.looks_again, Act::look, event.who);
}

/// Who is not there leaves it to the others.
void World::let_go(const Event& event) {
    auto& one = cases_[event.who];
    if (!one.owner || one.hand || !one.queued_as || workers_[*one.owner].on) return;
    auto leave = [&](db::Tx& tx, const Context& by) { tickets::set_assignee(tx, by, one.id, std::nullopt); };
    if (write(event, {workers_[*one.owner].person, {}}, leave)) hear();
}

/// Presence, which the program asks for where it gives tickets to people.
void World::appear(const Event& event) {
    auto& worker = workers_[event.who];
    if (!routes() || worker.gone_until > now() || event.turn != worker.shift) return;
    if (!worker.on && worker.at_work) return plan(std::max(worker.work_ends, now()) + 1min, Act::appear, event.who, event.turn);
    roster::PresenceInput presence{worker.on ? roster::Presence::online : roster::Presence::offline};
    auto tell = [&](db::Tx& tx, const Context& by) { roster::set_my_presence(tx, by, presence); };
    if (write(event, {worker.person, {}}, tell) && worker.on) plan(now() + sign_of_life, Act::appear, event.who, event.turn);
}

}  // namespace goodhost::simulate
