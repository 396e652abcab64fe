#include <algorithm>

#include "app/simulate/world.hpp"
#include "platform/services.hpp"
#include "promises/settings.hpp"

namespace goodhost::simulate {

using namespace std::chrono_literals;

namespace {

constexpr Duration found_after = 1h;

Duration seconds_of(double seconds) { return Duration(std::llround(seconds * 1000)); }

}  // namespace

void World::plan_faults() {
    auto& faults = scenario_.faults;
    auto at = [&](const std::string& text) { return *local_time(text, scenario_.time_zone); };
    for (std::size_t i = 0; i < faults.crashes.size(); ++i) plan(at(faults.crashes[i].at), Act::crash, i);
    for (std::size_t i = 0; i < faults.clock_jumps.size(); ++i) plan(at(faults.clock_jumps[i].at), Act::jump, i);
    for (std::size_t i = 0; i < faults.vanishing.size(); ++i) plan(at(faults.vanishing[i].at), Act::vanish, i);
    for (std::size_t i = 0; i < scenario_.edits.size(); ++i) plan(at(scenario_.edits[i].at), Act::edit, i);
    plan_random_crash();
}

void World::plan_random_crash() {
    auto& random = scenario_.faults.random_crashes;
    if (!random || random->per_day <= 0) return;
    auto next =
        now() + Duration(std::llround(-std::log(1 - fault_dice_.part()) / random->per_day * static_cast<double>(Duration(24h).count())));
    if (next < end_) plan(next, Act::random_crash);
}

void World::crash(Duration down) {
    machine_.database.crash_now();
    server_.reset();
    ++happenings_.crashes;
    back_at_ = now() + down;
    happenings_.down.push_back({now(), back_at_});
    happenings_.unseen.push_back({shown(), shown() + down});
    plan(back_at_, Act::restart);
}

void World::restart() {
    if (server_ || now() < back_at_) return;
    machine_.database.recover();
    server_ = std::make_unique<Server>(machine_);
    people_.clear();
    guarded([&] { server_->start(); });
}

/// What the machine's clock leaves out, or shows twice, nobody can act upon in time.
void World::jump(std::size_t which) {
    auto before = shown();
    offset_ += seconds_of(scenario_.faults.clock_jumps[which].seconds);
    ++happenings_.clock_jumps;
    happenings_.unseen.push_back({std::min(before, shown()), std::max(before, shown())});
    // Who is down stays down for as long, by the clock as it is now.
    if (!server_ && now() < back_at_) happenings_.unseen.push_back({shown(), shown() + (back_at_ - now())});
    step_to(now());
}

void World::vanish(std::size_t which) {
    auto& gone = scenario_.faults.vanishing[which];
    auto is_it = [&](const Worker& worker) { return scenario_.agents[*host_.people[worker.person].plan].name == gone.agent; };
    auto number = static_cast<std::size_t>(std::ranges::find_if(workers_, is_it) - workers_.begin());
    auto& worker = workers_[number];
    ++happenings_.vanished;
    worker.gone_until = now() + Dice::minutes(gone.hours * 60);
    if (worker.on) worker.on_duty += now() - worker.on_since;
    worker.on = false;
    auto found = gone.found_after_minutes ? Dice::minutes(*gone.found_after_minutes) : found_after;
    if (worker.at_work) {
        auto ticket = *worker.at_work;
        auto until = now() + found;
        happenings_.vanished_with.push_back({ticket, number, now(), until});
        leave_work(number);
        cases_[ticket].hand = number;
        plan(until, Act::found, ticket);
    }
    if (!routes())
        for (auto& [owed, ticket] : worker.mine) plan(now() + found, Act::let_go, ticket);
    come(number);
}

void World::edit(const Event& event) {
    auto& edit = scenario_.edits[event.who];
    auto apply = [&](db::Tx& tx, const Context& system) {
        if (edit.policy) arrange(tx, system, *edit.policy);
        if (edit.cap_minutes) promises::lower_cap(tx, system, {*edit.cap_minutes});
    };
    if (!write(event, {}, apply)) return;
    ++happenings_.edits;
    if (edit.cap_minutes) ledger_.change_cap(shown(), std::chrono::minutes{*edit.cap_minutes});
    sort_inbox();
}

}  // namespace goodhost::simulate
