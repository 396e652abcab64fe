#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "app/simulate/cause.hpp"
#include "app/simulate/figures.hpp"
#include "app/simulate/queries.hpp"
#include "app/simulate/result.hpp"
#include "app/simulate/world.hpp"
#include "platform/trail/trail.hpp"
#include "promises/book.hpp"

namespace goodhost::simulate {

using namespace std::chrono_literals;
using promises::PromiseKind;

namespace {

constexpr Duration grace = 1s;
constexpr std::size_t hours_of_week = 168;

std::int64_t seconds_of(Duration time) { return std::chrono::duration_cast<std::chrono::seconds>(time).count(); }

struct Told {
    std::int64_t sequence = 0;
    std::string type;
    Instant at{};
    std::string payload;  ///< of what was told at the cap
};
BOOST_DESCRIBE_STRUCT(Told, (), (sequence, type, at, payload))

struct OfCase {
    std::int64_t kept = 0, broken = 0;
    std::optional<std::int64_t> first_answer;  ///< seconds
};

class Tally {
  public:
    explicit Tally(World& world) : world_(world), causes_(world) {}

    Result make() {
        begin();
        clocks();
        groups();
        read_trail();
        unattended();
        entries();
        people();
        result_.pages = count_pages(world_);
        result_.fairness = fairness_of(result_);
        happened();
        return std::move(result_);
    }

  private:
    template <class F>
    void read(F&& use) {
        world_.database().read([&](db::Reader& reader) { use(reader); });
    }
    void begin() {
        auto& scenario = world_.scenario();
        auto& cases = world_.cases();
        result_.scenario = scenario.name;
        result_.seed = static_cast<std::int64_t>(world_.seed());
        result_.from = world_.span().from;
        result_.to = world_.span().to;
        result_.tickets = std::ssize(cases);
        of_case_.resize(cases.size());
        number_of_.reserve(cases.size());
        for (std::size_t i = 0; i < cases.size(); ++i) number_of_[cases[i].id.value] = i;
        result_.by_hour_of_week.resize(hours_of_week);
        auto first = std::chrono::sys_days{*parse_day(scenario.start)};
        for (std::int64_t day = 0; day < scenario.days; ++day)
            result_.by_day.push_back({.date = to_rfc3339(first + std::chrono::days{day}).substr(0, 10)});
        zone_ = Zone::find(scenario.time_zone);
        first_day_ = first;
    }

    Day* day_of(Instant at) {
        auto day = (std::chrono::floor<std::chrono::days>(zone_->wall(at)).time_since_epoch() - first_day_.time_since_epoch()).count();
        bool within = day >= 0 && day < std::ssize(result_.by_day);
        return within ? &result_.by_day[static_cast<std::size_t>(day)] : nullptr;
    }
    HourOfWeek& hour_of(Instant at) {
        auto shown = zone_->wall(at);
        auto day = std::chrono::floor<std::chrono::days>(shown);
        auto hour = static_cast<std::size_t>(weekday_of(day)) * 24 + static_cast<std::size_t>((shown - day) / 1h);
        return result_.by_hour_of_week[hour];
    }

    Promise& promise_of(PromiseKind kind) {
        auto& all = result_.promises;
        switch (kind) {
            case PromiseKind::first_response: return all.first_response;
            case PromiseKind::next_response: return all.next_response;
            case PromiseKind::report: return all.report;
            default: return all.resolution;
        }
    }

    void clocks() {
        std::int64_t after = 0;
        for (bool more = true; more;) {
            std::vector<RanClock> page;
            read([&](db::Reader& reader) { page = reader.list<RanClock>(sql::list_clocks, after); });
            for (auto& clock : page) count(clock);
            more = !page.empty();
            if (more) after = page.back().id;
        }
        for (auto& [kind, seconds] : waits_) result_.waits[kind] = percentiles_of(seconds);
    }

    void count(const RanClock& clock) {
        auto& promise = promise_of(clock.kind);
        auto number = number_of_.at(clock.ticket_id.value);
        auto& one = of_case_[number];
        bool given = clock.ended_at && clock.ending != "dropped";
        if (clock.broken_at)
            count_broken(clock, promise, number);
        else if (given)
            ++promise.kept, ++one.kept;
        else
            ++(clock.ended_at ? promise.dropped : promise.running);
        if (given && !clock.broken_at)
            if (auto* day = day_of(*clock.ended_at)) ++day->kept;
        if (!given || (clock.kind != PromiseKind::first_response && clock.kind != PromiseKind::next_response)) return;
        auto waited = seconds_of(*clock.ended_at - clock.started_at);
        waits_[std::string(enum_name(clock.kind))].push_back(waited);
        if (clock.kind == PromiseKind::first_response) one.first_answer = waited;
    }

    void count_broken(const RanClock& clock, Promise& promise, std::size_t number) {
        ++promise.broken;
        ++of_case_[number].broken;
        auto until = clock.ended_at.value_or(world_.span().to);
        promise.late_seconds_max = std::max(promise.late_seconds_max, seconds_of(until - *clock.broken_at));
        ++promise.reasons[std::string(causes_.of(clock, number))];
        ++hour_of(*clock.broken_at).broken;
        if (auto* day = day_of(*clock.broken_at)) ++day->broken;
    }

    void groups() {
        std::map<std::string, std::vector<std::int64_t>> by_tier, by_severity;
        for (std::size_t i = 0; i < of_case_.size(); ++i) {
            auto& one = world_.cases()[i];
            auto tier = world_.host().tiers.name(world_.host().customers[one.customer].tier);
            std::string severity(enum_name(one.severity));
            for (auto* group : {&result_.by_tier[tier], &result_.by_severity[severity]}) {
                ++group->tickets;
                group->kept += of_case_[i].kept;
                group->broken += of_case_[i].broken;
            }
            ++hour_of(one.opened).tickets;
            if (auto* day = day_of(one.opened)) ++day->tickets;
            auto answered = of_case_[i].first_answer;
            if (!answered) continue;
            by_tier[tier].push_back(*answered);
            by_severity[severity].push_back(*answered);
        }
        for (auto& [name, seconds] : by_tier) result_.by_tier[name].first_answer = percentiles_of(seconds);
        for (auto& [name, seconds] : by_severity) result_.by_severity[name].first_answer = percentiles_of(seconds);
    }

    void read_trail() {
        std::int64_t after = 0;
        for (bool more = true; more;) {
            std::vector<Told> page;
            read([&](db::Reader& reader) { page = reader.list<Told>(sql::list_entries, after); });
            for (auto& entry : page) {
                ++entries_[entry.type];
                if (!entry.payload.empty()) note_cap(entry);
            }
            more = !page.empty();
            if (more) after = page.back().sequence;
        }
    }

    void note_cap(const Told& entry) {
        auto over = json::from_json<promises::entries::OverCap>(entry.payload);
        bool owner = std::ranges::find(over.told, owner_address) != over.told.end();
        if (owner) told_at_cap_.emplace(std::pair(over.ticket_id.value, over.owed_since), entry.at);
    }

    /// When the program could first see that it is `at`.
    Instant seen_from(Instant at) const {
        for (auto& span : world_.happenings().unseen)
            if (at >= span.from && at < span.to) at = span.to;
        return at;
    }

    void unattended() {
        auto& ledger = world_.ledger();
        auto& found = result_.unattended;
        auto& told = told_at_cap_;
        found.max_seconds = seconds_of(ledger.longest().wait);
        if (found.max_seconds > 0) {
            found.longest_ticket = world_.cases()[ledger.longest().ticket].id.value;
            found.longest_since = ledger.longest().since;
        }
        for (auto& over : ledger.over()) {
            // A wait that ended before anybody could see that it had passed the cap.
            auto by = seen_from(over.at) + grace;
            if (over.until <= by) continue;
            ++found.over_cap;
            auto id = world_.cases()[over.ticket].id.value;
            auto at = told.find({id, over.since});
            if (at != told.end() && at->second <= by)
                ++found.owner_told_at_cap;
            else
                violate(
                    fmt::format("ticket {} waited since {} and the owner was not told by {}", id, to_rfc3339(over.since), to_rfc3339(by)));
        }
        auto longest = ledger.by_day(result_.from, result_.by_day.size());
        for (std::size_t i = 0; i < longest.size(); ++i) result_.by_day[i].longest_wait_seconds = longest[i];
    }

    void violate(std::string text) {
        constexpr std::size_t most = 100;
        if (result_.violations.size() < most) result_.violations.push_back(std::move(text));
    }

    void entries() {
        static const std::set<std::string, std::less<>> pages{"promises.cap_paged", "promises.cap_reached", "escalation.paged",
                                                              "escalation.went_on"};
        for (auto& [type, count] : entries_) {
            result_.entries += count;
            if (!pages.contains(type)) continue;
            result_.escalations += count;
            result_.escalations_by_kind[type] = count;
        }
        read([&](db::Reader& reader) {
            result_.course.open_at_end = reader.get<std::int64_t>(sql::count_open);
            if (auto dead = reader.get<std::int64_t>(sql::count_dead_jobs)) violate(fmt::format("{} jobs were given up", dead));
        });
        auto verified = trail::verify(world_.database());
        result_.chain_intact = verified.faults.empty() && verified.erased == 0;
        if (!result_.chain_intact) violate("the trail is damaged");
    }

    void people() {
        Duration at_work{}, on_duty{};
        for (auto& worker : world_.workers()) {
            auto hours = [](Duration time) { return rounded(std::chrono::duration<double, std::ratio<3600>>(time).count()); };
            // Who stays longer to finish has been on duty for as long.
            auto present = std::max(worker.on_duty, worker.worked);
            auto part = present > Duration{} ? static_cast<double>(worker.worked.count()) / static_cast<double>(present.count()) : 0;
            result_.by_agent.push_back(
                {world_.host().people[worker.person].name, rounded(part), hours(present), hours(worker.worked), worker.touches});
            at_work += worker.worked;
            on_duty += present;
        }
        if (on_duty > Duration{}) result_.occupancy = rounded(static_cast<double>(at_work.count()) / static_cast<double>(on_duty.count()));
    }

    void happened() {
        auto& h = world_.happenings();
        result_.faults = {h.crashes, h.lost_calls, h.clock_jumps, h.vanished, h.delayed_mails};
        auto open = result_.course.open_at_end;
        result_.course = {h.answers, h.reopenings, h.merges, h.follow_ups, h.edits, open};
    }

    static constexpr std::string_view owner_address = "person0@simulated.test";

    World& world_;
    Causes causes_;
    Result result_;
    std::unordered_map<std::int64_t, std::size_t> number_of_;  ///< of a case, by its ticket
    std::vector<OfCase> of_case_;
    std::map<std::string, std::vector<std::int64_t>> waits_;
    std::unordered_map<std::string, std::int64_t> entries_;  ///< how many of each type
    /// Ticket and since when it waited, and when the owner was told.
    std::map<std::pair<std::int64_t, Instant>, Instant> told_at_cap_;
    std::optional<Zone> zone_;
    std::chrono::sys_days first_day_{};
};

}  // namespace

Result tally(World& world) { return Tally(world).make(); }

/// A write is hardly ever undone, so the first try does without what that takes.
Result simulated(const Scenario& scenario, std::uint64_t seed) {
    auto with = [&](db::Undo undo) {
        World world(scenario, seed, undo);
        world.run();
        return tally(world);
    };
    try {
        return with(db::Undo::none);
    } catch (const db::Crash&) { return with(db::Undo::kept); }
}

}  // namespace goodhost::simulate
