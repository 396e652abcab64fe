#include "app/simulate/world.hpp"

#include <algorithm>

#include "platform/services.hpp"

namespace goodhost::simulate {

using namespace std::chrono_literals;

namespace {

/// A crash comes in the middle of something: so many steps of the database at most from when it was decided.
constexpr std::uint64_t most_steps = 120;
constexpr Duration soon = 2min;  ///< within it those come back who found the server down
constexpr std::chrono::minutes standard_cap = 24h;

Instant end_of(const Scenario& scenario) {
    auto day = std::chrono::sys_days{*parse_day(scenario.start)} + std::chrono::days{scenario.days};
    return *local_time(to_rfc3339(day).substr(0, 10), scenario.time_zone);
}

}  // namespace

World::World(const Scenario& scenario, std::uint64_t seed, db::Undo undo)
    : scenario_(scenario),
      seed_(seed),
      start_(*local_time(scenario.start, scenario.time_zone)),
      end_(end_of(scenario)),
      now_(start_),
      machine_(undo),
      server_(nullptr),
      host_(scenario),
      ledger_(std::chrono::minutes{scenario.host.cap_minutes.value_or(standard_cap.count())}),
      arrival_dice_(seed, Dice::For::arrivals),
      fault_dice_(seed, Dice::For::faults) {
    machine_.clock.set(start_);
    machine_.routes = routes();
    server_ = std::make_unique<Server>(machine_);
    machine_.migrate();
    host_.make(*server_, scenario_);
    auto duty = machine_.database.read([&](db::Reader& reader) { return read_duty(reader, host_, start_, end_); });
    for (std::size_t i = 0; i < host_.people.size(); ++i) {
        if (!host_.people[i].plan) continue;
        auto& of = duty[host_.people[i].id];
        workers_.push_back({.person = i, .duty = std::move(of.at_work), .on_call = std::move(of.on_call)});
    }
    inbox_.resize(host_.categories.size() * host_.languages.size());
}

void World::plan(Instant at, Act act, std::size_t who, std::uint32_t turn) {
    if (at < end_) events_.push({at, ++order_, act, who, turn});
}

void World::plan_all() {
    for (std::size_t i = 0; i < workers_.size(); ++i) come(i);
    plan(start_, Act::hour);
    auto& bursts = scenario_.arrivals.bursts;
    for (std::size_t i = 0; i < bursts.size(); ++i)
        for (std::int64_t n = 0; n < bursts[i].tickets; ++n) {
            auto at = *local_time(bursts[i].at, scenario_.time_zone) + arrival_dice_.up_to(Dice::minutes(bursts[i].minutes));
            plan(at, Act::arrive, ++arrivals_, static_cast<std::uint32_t>(i + 1));
        }
    plan_faults();
}

void World::run() {
    guarded([&] { server_->start(); });
    plan_all();
    while (true) {
        auto job = next_job();
        auto next = events_.empty() ? end_ : events_.top().at;
        if (std::min(next, job.value_or(next)) >= end_) break;
        if (job && *job <= next) {
            step_to(*job);
            guarded([&] { server_->run_due(); });
            hear();
            continue;
        }
        step_to(next);
        auto event = events_.top();
        events_.pop();
        handle(event);
        follow();
    }
    step_to(end_);
    // Whoever counts finds a program that runs, also where the last thing that happened was a crash.
    for (bool ended = false; !ended;) {
        if (!server_) back_at_ = now_, restart();
        if (server_) guarded([&] { server_->run_due(), ended = true; });
    }
    ledger_.finish(shown());
    for (auto& worker : workers_)
        if (worker.on) worker.on_duty += end_ - worker.on_since;
}

void World::step_to(Instant at) {
    now_ = std::max(now_, at);
    machine_.clock.set(shown());
}

/// In true time, not before now.
std::optional<Instant> World::next_job() {
    if (!server_) return std::nullopt;
    auto due = server_->next_job();
    return due ? std::optional(std::max(*due - offset_, now_)) : std::nullopt;
}

/// What breaks off with the program breaks off with nothing else.
void World::guarded(const std::function<void()>& use) {
    try {
        use();
    } catch (const db::Crash&) {
        if (machine_.database.spoiled()) throw;
        auto longest = scenario_.faults.random_crashes ? scenario_.faults.random_crashes->longest_seconds : 0;
        crash(fault_dice_.up_to(Duration(static_cast<std::int64_t>(longest * 1000))));
    }
}

/// Whether it was written; what could not be is planned again for when the server is back.
bool World::write(const Event& event, const Who& who, const std::function<void(db::Tx&, const Context&)>& use) {
    auto before = machine_.database.statistics().commits;
    if (server_) {
        auto context = who.person ? as(*who.person) : who.customer ? as_customer(*who.customer) : as_host();
        guarded([&] { machine_.database.write([&](db::Tx& tx) { use(tx, context); }); });
    }
    if (machine_.database.statistics().commits > before) return true;
    ++happenings_.lost_calls;
    auto again = back_at_ + 1s + fault_dice_.up_to(soon);
    if (again < end_) events_.push({again, ++order_, event.act, event.who, event.turn});
    return false;
}

Context World::as(std::size_t person) {
    people_.resize(host_.people.size());
    auto& context = people_[person];
    if (!context) {
        auto host = as_host();
        machine_.database.read(
            [&](db::Reader& reader) { context.emplace(accounts::acting_as_agent(reader, host, host_.people[person].id)); });
    }
    return *context;
}

Context World::as_customer(std::size_t customer) { return accounts::acting_as_contact(as_host(), host_.customers[customer].contact); }

Context World::as_host() {
    auto context = server_->system();
    context.brand = BrandId{1};
    return context;
}

void World::handle(const Event& event) {
    switch (event.act) {
        case Act::hour: return plan_hour(event.at);
        case Act::arrive:
        case Act::arrived: return arrive(event);
        case Act::again: return write_again(event);
        case Act::say:
        case Act::said: return say(event);
        case Act::nudge: return nudge(event);
        case Act::call_solved: return call_solved(event);
        case Act::on_duty: return come(event.who);
        case Act::off_duty: return go(event.who);
        case Act::first_word: return first_word(event);
        case Act::finish: return finish(event);
        case Act::report:
        case Act::chase: return remember(event);
        case Act::found: return find(event.who);
        case Act::look: return look(event);
        case Act::let_go: return let_go(event);
        case Act::appear: return appear(event);
        case Act::answer_page: return answer_page(event);
        case Act::see_to: return see_to(event);
        case Act::crash: return crash(Duration(static_cast<std::int64_t>(scenario_.faults.crashes[event.who].seconds * 1000)));
        case Act::random_crash:
            machine_.database.crash_in(1 + static_cast<std::int64_t>(fault_dice_.below(most_steps)));
            return plan_random_crash();
        case Act::restart: return restart();
        case Act::jump: return jump(event.who);
        case Act::vanish: return vanish(event.who);
        case Act::edit: return edit(event);
    }
}

}  // namespace goodhost::simulate
