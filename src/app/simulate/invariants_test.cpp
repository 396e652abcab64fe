#include <fmt/core.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>

#include "app/simulate/queries.hpp"
#include "app/simulate/reference.hpp"
#include "app/simulate/result.hpp"
#include "platform/log/log.hpp"

/// What may never be, over random hosts: GOODHOST_SCENARIOS=200 runs as many as the release is judged by.
namespace goodhost::simulate {
namespace {

using namespace std::chrono_literals;
using testing::Arrangements, testing::Due, testing::Retold;
using tickets::PromiseKind;

constexpr int few = 12;

/// Days on which the clocks change, a leap day, or nothing.
constexpr std::pair<const char*, const char*> places[] = {
    {"2028-02-27", "Asia/Seoul"},       {"2026-03-07", "America/New_York"}, {"2026-10-31", "America/New_York"},
    {"2026-03-28", "Europe/Berlin"},    {"2026-10-24", "Europe/London"},    {"2026-04-03", "Australia/Lord_Howe"},
    {"2026-10-03", "Australia/Sydney"}, {"2027-12-30", "Pacific/Auckland"}, {"2028-02-28", "Europe/Berlin"},
    {"2026-09-05", "America/Santiago"}, {"2026-06-01", "Asia/Kathmandu"}};

class RandomHost {
  public:
    explicit RandomHost(std::uint64_t seed) : dice_(seed, Dice::For::faults, 77) {}

    Scenario make() {
        Scenario scenario;
        scenario.name = "random";
        std::tie(scenario.start, scenario.time_zone) = std::pair<std::string, std::string>(places[dice_.below(std::size(places))]);
        scenario.days = 3 + static_cast<std::int64_t>(dice_.below(3));
        scenario.arrivals.per_day = 6 + static_cast<double>(dice_.below(30));
        scenario.customers = {.of_each_kind = 3, .answers = 0.7, .solves = 0.15, .reopens = 0.3, .duplicates = 0.15};
        scenario.customers.answers_after = {60, 600};
        scenario.customers.reopens_after = {300, 2000};
        scenario.faults.random_crashes = {static_cast<double>(dice_.below(12)), static_cast<double>(dice_.below(900))};
        if (dice_.happens(0.6)) scenario.host.cap_minutes = 60 + static_cast<std::int64_t>(dice_.below(1380));
        scenario.host.calendars.push_back({"Office", {}, {shift(), shift()}, {{"2028-02-29", "Leap day", false, {{"10:00", "12:30"}}}}});
        arrange(scenario);
        for (auto i = 1 + dice_.below(3); i > 0; --i) scenario.agents.push_back(agent(fmt::format("Agent {}", i)));
        for (auto i = dice_.below(5); i > 0; --i) scenario.edits.push_back(edit(scenario));
        let_people_be_called(scenario);
        for (auto i = dice_.below(3); i > 0; --i)
            scenario.faults.clock_jumps.push_back(
                {time_in(scenario), (dice_.happens(0.5) ? -1 : 1) * (1 + static_cast<double>(dice_.below(5'000)))});
        if (dice_.happens(0.4)) scenario.faults.vanishing.push_back({"Agent 1", time_in(scenario), 20, 60});
        return scenario;
    }

  private:
    Shift shift() {
        static constexpr const char* froms[] = {"00:00", "06:30", "09:00", "17:00", "22:00"};
        static constexpr const char* tos[] = {"02:30", "12:00", "17:30", "24:00"};
        return {{}, froms[dice_.below(std::size(froms))], tos[dice_.below(std::size(tos))]};
    }
    Agent agent(const std::string& name) {
        Agent agent{.name = name};
        agent.shifts = {shift()};
        agent.first_word = {3, 9};
        agent.patience_minutes = 45;
        return agent;
    }
    Aim target() {
        auto measure = dice_.happens(0.6) ? promises::Measure::calendar : promises::Measure::wall_clock;
        return {10 + static_cast<std::int64_t>(dice_.below(2000)), measure};
    }
    PolicyPlan policy(const std::string& name) {
        PolicyPlan plan{.name = name};
        plan.targets = {target(), target(), target(), target()};
        plan.calendar = "Office";
        plan.pause_while_waiting = dice_.happens(0.8);
        return plan;
    }
    void arrange(Scenario& scenario) {
        auto billing = policy("Billing");
        billing.position = 1 + static_cast<std::int64_t>(dice_.below(4));
        billing.conditions.categories = {"billing", "slow"};
        scenario.host.policies.push_back(billing);
    }
    std::string time_in(const Scenario& scenario) {
        auto start = *local_time(scenario.start, scenario.time_zone);
        return to_rfc3339(start + dice_.up_to(scenario.days * 24h)).substr(0, 16);
    }
    /// Routing by a rule or by people, skills that count, and somebody on call by turns.
    void let_people_be_called(Scenario& scenario) {
        static constexpr routing::Rule rules[] = {routing::Rule::score, routing::Rule::round_robin, routing::Rule::longest_idle};
        if (dice_.happens(0.6)) scenario.host.routing = RoutingPlan{rules[dice_.below(std::size(rules))], dice_.below(2) * 10};
        if (dice_.happens(0.5)) scenario.agents[0].skills = {"billing", "question"};
        if (dice_.happens(0.5)) scenario.host.needs = {{"slow", 2}};
        RosterPlan nights{.name = "Nights", .time_zone = {}, .layers = {}, .on_call = true};
        roster::Rotation turns{1, roster::Unit::days, scenario.start + "T08:00"};
        nights.layers.push_back({"Turns", {}, turns, {shift()}, {}});
        for (auto& agent : scenario.agents) nights.layers[0].agents.push_back(agent.name);
        scenario.host.rosters.push_back(nights);
    }
    Edit edit(const Scenario& scenario) {
        auto at = time_in(scenario);
        if (dice_.happens(0.3)) return {at, 30 + static_cast<std::int64_t>(dice_.below(1400)), {}};
        static constexpr const char* names[] = {"Normal", "Billing", "High", "New one"};
        auto plan = policy(names[dice_.below(std::size(names))]);
        if (plan.name == "New one") plan.position = 2, plan.conditions.tiers = {hosting::Tier::vps};
        return {at, {}, plan};
    }

    Dice dice_;
};

/// A run and all that the trail tells of it.
class Trial {
  public:
    explicit Trial(std::uint64_t seed) : scenario_(RandomHost(seed).make()), world_(scenario_, seed) {
        world_.run();
        result_ = tally(world_);
        world_.database().read([&](db::Reader& reader) {
            trail::Position at;
            for (auto page = trail::read_after(reader, at, 2000); !page.empty(); page = trail::read_after(reader, at, 2000)) {
                at = page.back().position();
                for (auto& entry : page) entries_.push_back(std::move(entry));
            }
            for (std::int64_t after = 0;;) {
                auto page = reader.list<RanClock>(sql::list_clocks, after);
                if (page.empty()) break;
                after = page.back().id;
                clocks_.insert(clocks_.end(), page.begin(), page.end());
            }
        });
        for (auto& entry : entries_) {
            streams_[entry.stream].push_back(&entry);
            if (entry.type.starts_with("promises.") && entry.stream.starts_with("ticket/")) read_told(entry);
        }
    }

    void check() {
        EXPECT_TRUE(result_.violations.empty()) << result_.violations.front();
        EXPECT_TRUE(result_.chain_intact);
        EXPECT_EQ(result_.unattended.over_cap, result_.unattended.owner_told_at_cap);
        Arrangements arranged(entries_);
        check_clocks(arranged);
        for (auto& clock : clocks_) check_told(arranged, clock);
    }
    std::int64_t clocks = 0, breaches = 0, merges = 0;
    const Result& result() const { return result_; }

  private:
    const std::vector<const trail::Entry*>& stream_of(tickets::TicketId id) { return streams_["ticket/" + std::to_string(id.value)]; }

    /// Every ticket is told anew from the trail, merges included, and held against the clocks.
    void check_clocks(const Arrangements& arranged) {
        std::map<std::string, std::size_t> cases;
        std::deque<Retold> retold;
        for (std::size_t i = 0; i < world_.cases().size(); ++i) {
            cases[tickets::stream_of(world_.cases()[i].id)] = i;
            retold.emplace_back(world_, arranged, i);
        }
        for (auto& entry : entries_) {
            auto of = cases.find(entry.stream);
            if (of == cases.end()) continue;
            retold[of->second].hear(entry);
            if (entry.type != tickets::entries::merged) continue;
            auto merged = trail::payload_of<tickets::entries::Merged>(entry);
            if (entry.stream != tickets::stream_of(merged.ticket_id)) continue;
            retold[cases.at(tickets::stream_of(merged.into_ticket_id))].absorb(retold[of->second], entry.at);
            ++merges;
        }
        for (std::size_t i = 0; i < retold.size(); ++i) check_clocks_of(world_.cases()[i].id, retold[i]);
    }

    void check_clocks_of(tickets::TicketId id, const Retold& retold) {
        std::vector<RanClock> actual;
        for (auto& clock : clocks_)
            if (clock.ticket_id == id && clock.kind != PromiseKind::report) actual.push_back(clock);
        std::ranges::stable_sort(actual, {}, [](auto& clock) { return std::pair(clock.started_at, clock.kind); });
        auto expected = retold.dues(end());
        ASSERT_EQ(actual.size(), expected.size()) << "ticket " << id.value;
        for (std::size_t i = 0; i < actual.size(); ++i) compare(actual[i], expected[i]);
    }

    /// As the machine showed it.
    Instant end() const {
        auto at = world_.span().to;
        for (auto& jump : scenario_.faults.clock_jumps) {
            bool happened = *local_time(jump.at, scenario_.time_zone) < world_.span().to;
            if (happened) at += Duration(static_cast<std::int64_t>(jump.seconds * 1000));
        }
        return at;
    }
    static bool close(const std::optional<Instant>& a, const std::optional<Instant>& b) {
        if (!a || !b) return !a && !b;
        return std::max(*a, *b) - std::min(*a, *b) <= 1s;
    }
    static std::string shown(const std::optional<Instant>& at) { return at ? to_rfc3339(*at) : "-"; }

    /// What happened to a ticket, for who has to find out.
    std::string story_of(tickets::TicketId id) {
        std::string story;
        for (auto* e : stream_of(id)) story += "\n  " + to_rfc3339(e->at) + " " + e->type + " " + e->payload.substr(0, 300);
        return story;
    }

    void compare(const RanClock& actual, const Due& expected) {
        ++clocks;
        auto place = fmt::format("ticket {}, {} from {}: due {}, by the reference {}; ended {}, by the reference {}",
                                 actual.ticket_id.value, enum_name(actual.kind), to_rfc3339(actual.started_at), shown(actual.due_at),
                                 shown(expected.due_at), shown(actual.ended_at), shown(expected.ended_at));
        bool right = actual.kind == expected.kind && (expected.dropped || close(actual.due_at, expected.due_at));
        if (!right) place += story_of(actual.ticket_id);
        EXPECT_EQ(actual.kind, expected.kind) << place;
        EXPECT_TRUE(close(actual.started_at, expected.started_at)) << place << " started " << to_rfc3339(expected.started_at);
        // What a merge drops is dropped when the program sees it.
        bool later = expected.merged_away && actual.ended_at && *actual.ended_at <= seen_from(*expected.ended_at) + 1s;
        EXPECT_TRUE(later || close(actual.ended_at, expected.ended_at)) << place;
        EXPECT_TRUE(expected.dropped || close(actual.due_at, expected.due_at)) << place;
        bool late = expected.due_at && !expected.dropped && *expected.due_at + 1s < expected.ended_at.value_or(end());
        EXPECT_TRUE(!late || actual.broken_at) << place;
    }

    /// Each breach has its entry when it could first be seen, and nothing is told twice.
    void check_told(const Arrangements& arranged, const RanClock& clock) {
        auto& times = told_[clock.id];
        auto broken = broken_.find(clock.id);
        EXPECT_EQ(times["promises.started"], 1) << "clock " << clock.id;
        EXPECT_EQ(times["promises.kept"] + times["promises.given_late"] + times["promises.dropped"], clock.ended_at ? 1 : 0) << clock.id;
        EXPECT_EQ(times["promises.broken"], clock.broken_at ? 1 : 0) << "clock " << clock.id;
        if (!clock.broken_at || broken == broken_.end()) return;
        ++breaches;
        auto at = broken->second;
        auto by = seen_from(*clock.broken_at) + 1s;
        bool moved = arranged.changed_at(at, [&](Instant change) { return seen_from(change); }) || moved_at(clock.ticket_id, at);
        EXPECT_TRUE(at <= by || moved) << enum_name(clock.kind) << " clock " << clock.id << " of ticket " << clock.ticket_id.value
                                       << " broke at " << to_rfc3339(*clock.broken_at) << ", told at " << to_rfc3339(at);
    }
    void read_told(const trail::Entry& entry) {
        for (auto& told : trail::payload_of<promises::entries::Told>(entry).clocks) {
            ++told_[told.clock_id.value][entry.type];
            if (entry.type == promises::entries::broken) broken_[told.clock_id.value] = entry.at;
        }
    }

    /// Another severity or a merge made it late after the fact.
    bool moved_at(tickets::TicketId id, Instant at) {
        return std::ranges::any_of(stream_of(id), [&](auto* entry) {
            bool moves = entry->type == tickets::entries::severity_changed || entry->type == tickets::entries::merged;
            return moves && entry->at <= at && at <= seen_from(entry->at) + 1s;
        });
    }
    Instant seen_from(Instant at) const {
        for (auto& span : world_.happenings().unseen)
            if (at >= span.from && at < span.to) at = span.to;
        return at;
    }

    Scenario scenario_;
    World world_;
    Result result_;
    std::vector<trail::Entry> entries_;
    std::vector<RanClock> clocks_;
    std::map<std::string, std::vector<const trail::Entry*>> streams_;
    std::map<std::int64_t, std::map<std::string, int>> told_;
    std::map<std::int64_t, Instant> broken_;
};

TEST(InvariantsTest, nobody_is_forgotten_and_no_clock_is_wrong_whatever_happens) {
    log::set_level(log::Level::error);
    const char* asked = std::getenv("GOODHOST_SCENARIOS");
    const char* first = std::getenv("GOODHOST_FIRST_SCENARIO");
    const int count = asked ? std::atoi(asked) : few;
    const int from = first ? std::atoi(first) : 1;
    std::int64_t tickets = 0, clocks = 0, breaches = 0, over = 0, crashes = 0, merges = 0;
    for (int seed = from; seed < from + count && !HasFatalFailure(); ++seed) {
        SCOPED_TRACE(fmt::format("scenario {}", seed));
        Trial run(static_cast<std::uint64_t>(seed));
        run.check();
        tickets += run.result().tickets;
        over += run.result().unattended.over_cap;
        crashes += run.result().faults.crashes;
        clocks += run.clocks;
        breaches += run.breaches;
        merges += run.merges;
    }
    std::printf("%d scenarios: %lld tickets, %lld clocks compared, %lld breaches, %lld waits over the cap, %lld crashes, %lld merges\n",
                count, static_cast<long long>(tickets), static_cast<long long>(clocks), static_cast<long long>(breaches),
                static_cast<long long>(over), static_cast<long long>(crashes), static_cast<long long>(merges));
    EXPECT_GT(clocks, 0);
    EXPECT_GT(breaches, 0);
}

/// A pause over an hour that was shown twice, solutions that are due together at a merge, a policy changed later at an earlier hour.
TEST(InvariantsTest, regression_hosts_whose_clock_was_set_back) {
    for (std::uint64_t seed : {44U, 142U, 199U}) Trial(seed).check();
}

}  // namespace
}  // namespace goodhost::simulate
