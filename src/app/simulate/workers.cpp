#include <algorithm>
#include <cmath>
#include <utility>

#include "app/simulate/world.hpp"
#include "platform/services.hpp"
#include "tickets/edit.hpp"
#include "tickets/relations.hpp"

namespace goodhost::simulate {

using namespace std::chrono_literals;
using tickets::Severity;
using tickets::Status;

namespace {

constexpr Duration overtime = 30min;        ///< so long somebody stays to finish what is in hand
constexpr Duration silence = 72h;           ///< so long an answer is waited for before the ticket is closed with a word
constexpr Duration short_work = 2min;       ///< a word to who never answered
constexpr Duration reminded_after = 14min;  ///< once more, while the report is still to come
constexpr Duration soon_done = 5min;        ///< such work ends with a word before the report is late
constexpr Duration standard_interval = 4h;  ///< between reports that are announced while the work goes on
constexpr Spread standard_handling{20, 60};
constexpr Spread standard_report{240, 600};
constexpr double standard_solves = 0.55, standard_holds = 0.08, standard_reassesses = 0.03, standard_unable = 2;

const Spread& handling_of(const Agent& plan, const std::string& category) {
    for (auto& key : {category, std::string("*")})
        if (auto found = plan.handling.find(key); found != plan.handling.end()) return found->second;
    return standard_handling;
}

}  // namespace

bool World::able(const Worker& worker, const Case& one) const {
    auto& plan = scenario_.agents[*host_.people[worker.person].plan];
    auto& category = host_.categories.name(one.category);
    auto& language = host_.languages.name(host_.customers[one.customer].language);
    auto need = scenario_.host.needs.find(category);
    bool skilled = has_skill(plan, category) && (need == scenario_.host.needs.end() || level_of(plan, category) >= need->second);
    return skilled && (plan.languages.empty() || std::ranges::find(plan.languages, language) != plan.languages.end());
}

bool World::is_on_call(const Worker& worker) const {
    auto span = std::ranges::upper_bound(worker.on_call, now(), {}, [](auto& one) { return one.second; });
    return span != worker.on_call.end() && span->first <= now();
}

/// Begins the duty of now, or looks again when the next one begins.
void World::come(std::size_t which) {
    auto& worker = workers_[which];
    if (worker.on) return;
    while (worker.next_duty < worker.duty.size() && worker.duty[worker.next_duty].second <= now()) ++worker.next_duty;
    if (worker.next_duty == worker.duty.size()) return;
    auto [from, to] = worker.duty[worker.next_duty];
    auto begins = std::max(from, worker.gone_until);
    if (begins > now()) return plan(begins, Act::on_duty, which);
    worker.on = true;
    worker.off_at = to;
    worker.on_since = worker.free_since = now();
    plan(to, Act::off_duty, which);
    plan(now(), Act::appear, which, ++worker.shift);
    summon(which);
}

void World::go(std::size_t which) {
    auto& worker = workers_[which];
    if (!worker.on || now() < worker.off_at) return;
    worker.on = false;
    worker.on_duty += now() - worker.on_since;
    if (worker.at_work && worker.work_ends > now() + overtime) give_back(which);
    plan(now(), Act::appear, which, worker.shift);
    if (!routes())
        for (auto& [owed, number] : worker.mine) plan(now(), Act::let_go, number);
    come(which);
}

/// A report is nearly due, or nobody has answered for long.
void World::remember(const Event& event) {
    auto& one = cases_[event.who];
    if (one.turn != event.turn || one.done) return;
    bool report = event.act == Act::report;
    if (report) plan(now() + reminded_after, Act::report, event.who, event.turn);
    if (one.hand) return report ? report_meanwhile(event) : void();
    one.silent = event.act == Act::chase;
    one.errand = true;
    offer(event.who);
}

/// Who works on it says how far it is, and goes on.
void World::report_meanwhile(const Event& event) {
    auto& one = cases_[event.who];
    auto& worker = workers_[*one.hand];
    bool there = worker.at_work == event.who && worker.gone_until <= now();
    bool nearly_done = worker.work_ends <= now() + soon_done;
    if (!there || nearly_done) return;
    tickets::NewMessage word;
    word.body = host_.progress;
    word.status_after = Status::open;
    if (auto announced = ledger_.report_of(event.who)) word.next_report_at = std::max(*announced, shown()) + standard_interval;
    if (!write(event, {worker.person, {}}, [&](db::Tx& tx, const Context& by) { tickets::add_message(tx, by, one.id, word); })) return;
    one.answered = true;
    ledger_.speak(event.who, shown(), {word.next_report_at, false});
    ++one.turn;
    ++happenings_.answers;
    if (word.next_report_at) plan(*word.next_report_at - offset_ - before_report, Act::report, event.who, one.turn);
}

/// What somebody left behind is found.
void World::find(std::size_t which) {
    cases_[which].hand.reset();
    if (!cases_[which].done) offer(which);
}

Duration World::time_for(const Worker& worker, Case& one, std::size_t which) {
    if (one.left > Duration{}) return std::exchange(one.left, {});
    if (one.silent) return short_work;
    auto& agent = scenario_.agents[*host_.people[worker.person].plan];
    auto& category = host_.categories.name(one.category);
    auto& work = scenario_.work;
    auto time = one.dice.time(handling_of(agent, category));
    auto part = std::pow(1 - work.level_saves.value_or(0), static_cast<double>(level_of(agent, category) - 1));
    if (!able(worker, one)) part *= work.unable_takes.value_or(standard_unable);
    time = Duration(std::llround(static_cast<double>(time.count()) * part));
    bool reads = one.worked_by && one.worked_by != which;
    return reads ? time + Dice::minutes(work.reading_in_minutes.value_or(0)) : time;
}

void World::begin_work(std::size_t which, std::size_t number) {
    unqueue(number);
    auto& worker = workers_[which];
    auto& one = cases_[number];
    auto& agent = scenario_.agents[*host_.people[worker.person].plan];
    worker.at_work = number;
    worker.work_began = now();
    ++worker.turn;
    ++worker.touches;
    one.hand = which;
    one.called.reset();
    worker.touch = touches_.size();
    touches_.push_back({number, which, now(), Instant::max()});
    worker.takes = time_for(worker, one, which);
    one.worked_by = which;
    auto patience = agent.patience_minutes ? Dice::minutes(*agent.patience_minutes) : Duration::max();
    worker.gives_up = worker.takes > patience;
    auto begins = now();
    if (agent.first_word && !one.answered && is_urgent(one.severity)) {
        begins += one.dice.time(*agent.first_word);
        plan(begins, Act::first_word, which, worker.turn);
    }
    worker.work_ends = begins + std::min(worker.takes, patience);
    plan(worker.work_ends, Act::finish, which, worker.turn);
}

void World::leave_work(std::size_t which) {
    auto& worker = workers_[which];
    worker.worked += now() - worker.work_began;
    cases_[*worker.at_work].hand.reset();
    worker.at_work.reset();
    ++worker.turn;
    worker.free_since = now();
    touches_[worker.touch].to = now();
}

void World::end_work(std::size_t which) {
    leave_work(which);
    summon(which);
}

/// For something that may not wait; what was done of it is done.
void World::put_aside(std::size_t which) {
    auto& worker = workers_[which];
    auto number = *worker.at_work;
    auto left = worker.takes - (now() - worker.work_began);
    leave_work(which);
    cases_[number].left = std::max(left, short_work);
    if (!cases_[number].done) offer(number);
}

void World::give_back(std::size_t which) {
    auto number = *workers_[which].at_work;
    end_work(which);
    if (!cases_[number].done) offer(number);
}

void World::first_word(const Event& event) {
    auto& worker = workers_[event.who];
    if (!worker.at_work || worker.turn != event.turn) return;
    auto number = *worker.at_work;
    auto& one = cases_[number];
    tickets::NewMessage word;
    word.body = host_.we_are_on_it;
    word.status_after = Status::open;
    if (!write(event, {worker.person, {}}, [&](db::Tx& tx, const Context& by) { tickets::add_message(tx, by, one.id, word); })) return;
    one.answered = true;
    ledger_.speak(number, shown(), {});
    ++one.turn;
    ++happenings_.answers;
}

void World::finish(const Event& event) {
    auto& worker = workers_[event.who];
    if (!worker.at_work || worker.turn != event.turn) return;
    auto number = *worker.at_work;
    auto& one = cases_[number];
    // The customer has called it solved meanwhile.
    if (one.done) return end_work(event.who);
    if (one.duplicate) {
        if (!merge_duplicate(event, number)) return;
    } else if (!conclude(event, number)) {
        return;
    }
    end_work(event.who);
}

/// Says that it is the same as the other one, or goes on as with any ticket where the other is over.
bool World::merge_duplicate(const Event& event, std::size_t number) {
    auto& one = cases_[number];
    auto into = ledger_.root(*one.duplicate);
    one.duplicate.reset();
    if (into == number || cases_[into].done) return conclude(event, number);
    auto merge = [&](db::Tx& tx, const Context& by) { tickets::merge_ticket(tx, by, {one.id, cases_[into].id}); };
    if (!write(event, {workers_[event.who].person, {}}, merge)) {
        one.duplicate = into;
        return false;
    }
    ++happenings_.merges;
    ledger_.merge(number, into, shown());
    one.done = true;
    ++one.turn;
    if (ledger_.is_owed(into, shown())) asked(into);
    return true;
}

void World::reassess(const Event& event, std::size_t number) {
    auto& one = cases_[number];
    constexpr std::size_t severities = 4;
    auto other = static_cast<Severity>(one.dice.below(severities));
    if (other == one.severity) return;
    tickets::EditInput edit{.ticket_id = one.id};
    edit.severity = {true, other};
    edit.severity_reason = {true, "Seen more closely"};
    auto apply = [&](db::Tx& tx, const Context& by) { tickets::edit_ticket(tx, by, edit); };
    if (write(event, {workers_[event.who].person, {}}, apply)) one.severity = other;
}

/// The word at the end of a piece of work: solved, on hold with a report to come, or a question to the customer.
bool World::conclude(const Event& event, std::size_t number) {
    auto& one = cases_[number];
    auto& worker = workers_[event.who];
    auto dice = one.dice;
    auto chance = dice.part();
    auto solves = scenario_.work.solves.value_or(standard_solves), holds = scenario_.work.holds.value_or(standard_holds);
    bool solved = one.silent || (!worker.gives_up && chance < solves);
    bool held = !solved && (worker.gives_up || chance < solves + holds);
    tickets::NewMessage word;
    word.body = solved ? host_.solution : held ? host_.progress : host_.answer;
    word.status_after = solved ? Status::resolved : held ? Status::on_hold : Status::waiting;
    auto report = dice.time(scenario_.work.report_after.value_or(standard_report)) + before_report;
    if (held) word.reason = "It takes longer";
    // A report that is still to come stays promised unless another time is named.
    bool reports = held || (!solved && ledger_.report_of(number));
    if (reports) word.next_report_at = shown() + report;
    if (!write(event, {worker.person, {}}, [&](db::Tx& tx, const Context& by) { tickets::add_message(tx, by, one.id, word); }))
        return false;
    one.dice = dice;
    one.answered = true;
    one.silent = false;
    one.done = solved;
    ++one.turn;
    ++happenings_.answers;
    ledger_.speak(number, shown(), {word.next_report_at, solved});
    if (reports) plan(now() + report - before_report, Act::report, number, one.turn);
    if (!held) plan_reaction(number, solved);
    if (!solved && !held) plan(now() + silence, Act::chase, number, one.turn);
    if (!solved && one.dice.happens(scenario_.work.reassesses.value_or(standard_reassesses))) reassess(event, number);
    return true;
}

}  // namespace goodhost::simulate
