#include <random>

#include "app/promises_house.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using promises::entries::OverCap;
using testing::PromisesHouse;
using tickets::Severity;
using tickets::Status;
using tickets::TicketId;
using namespace std::chrono_literals;

/// What is owed, kept by hand beside the program: a customer's word is owed an answer until a person says something.
struct Known {
    TicketId id;
    std::optional<Instant> asked, report;
    std::optional<std::size_t> merged_into;
    Instant changed{};  ///< when this wait became what it is
    std::optional<Instant> owed() const {
        if (merged_into) return std::nullopt;
        if (!asked || !report) return asked ? asked : report;
        return std::min(*asked, *report);
    }
};

class CapTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    PromisesHouse house{GetParam()};
    std::mt19937_64 random;
    std::vector<Known> known;
    Duration cap = 24h;
    std::string history;
    std::set<std::string> seen;  ///< which waits were told of at which stage

    std::size_t below(std::size_t bound) { return random() % bound; }
    Instant now() { return house.clock().now(); }
    std::size_t root(std::size_t at) {
        while (known[at].merged_into) at = *known[at].merged_into;
        return at;
    }
    void note(const std::string& what) { history += to_rfc3339(now()) + " " + what + "\n"; }

    void open() {
        auto id = house.open(static_cast<Severity>(below(4)));
        known.push_back({id, now(), {}, {}, now()});
        note("open " + std::to_string(id.value));
    }
    void ask() {
        auto at = below(known.size());
        auto said = house.say(house.contact(), known[at].id);
        note("ask on " + std::to_string(known[at].id.value) + " goes to " + std::to_string(said.ticket_id.value));
        auto& one = known[root(at)];
        // Too late to reopen: it began a new ticket.
        if (said.ticket_id != one.id) return known.push_back({said.ticket_id, now(), {}, {}, now()});
        if (!one.asked) one.asked = now(), one.changed = now();
    }
    void answer() {
        auto at = root(below(known.size()));
        auto& one = known[at];
        tickets::NewMessage message;
        constexpr Status after[] = {Status::open, Status::waiting, Status::resolved, Status::on_hold};
        message.status_after = after[below(4)];
        message.kind = below(5) == 0 ? tickets::MessageKind::note : tickets::MessageKind::message;
        message.automatic = message.kind == tickets::MessageKind::message && below(5) == 0;
        if (message.status_after == Status::on_hold) message.reason = "Disk", message.next_report_at = now() + 1h * (1 + below(40));
        bool notes = message.kind == tickets::MessageKind::note, person = !notes && !message.automatic;
        note((person  ? "answer "
              : notes ? "note "
                      : "automatic ") +
             std::to_string(one.id.value) + " " + std::string(enum_name(*message.status_after)));
        house.say(house.agent(), one.id, message);
        if (notes) return;
        if (person) {
            one.asked.reset();
            if (one.report && *one.report <= now()) one.report.reset();
        }
        if (message.next_report_at) one.report = message.next_report_at;
        if (message.status_after == Status::resolved) one.report.reset();
        one.changed = now();
    }
    void move() {
        auto& one = known[root(below(known.size()))];
        constexpr const char* to[] = {"open", "waiting", "resolved", "closed"};
        std::string status = to[below(4)];
        note(status + " " + std::to_string(one.id.value));
        house.ask(Method::put, house.place(one.id) + "/status", R"({"status":")" + status + R"("})");
        if (status != "resolved" && status != "closed") return;
        one.report.reset();
        one.changed = now();
    }
    void merge() {
        auto from = root(below(known.size())), into = root(below(known.size()));
        if (from == into) return;
        note("merge " + std::to_string(known[from].id.value) + " into " + std::to_string(known[into].id.value));
        house.ask(Method::post, house.place(known[from].id) + "/merge",
                  R"({"into_ticket_id":)" + std::to_string(known[into].id.value) + "}");
        auto& one = known[into];
        auto& other = known[from];
        if (other.asked && (!one.asked || *other.asked < *one.asked)) one.asked = other.asked;
        other.merged_into = into;
        one.changed = now();
    }
    void disturb() {
        auto& one = known[root(below(known.size()))];
        auto place = house.place(one.id);
        switch (below(6)) {
            case 0: house.ask(Method::patch, place, R"({"severity":"low","severity_reason":"x"})"); break;
            case 1: house.ask(Method::patch, place, R"({"category":"billing"})"); break;
            case 2: house.ask(Method::put, place + "/tags", R"({"tags":["later"]})"); break;
            case 3: house.ask(Method::put, place + "/assignment", R"({"assignee_id":4})"); break;
            case 4:
                house.call(Method::put, "/api/v1" + place + "/snooze", "owner", R"({"until":")" + to_rfc3339(now() + 30h) + R"("})");
                break;
            default:
                house.ask(Method::post, "/promise_policies",
                          R"({"name":"p)" + std::to_string(random()) +
                              R"(","targets":{"first_response":{"minutes":525600,"measure":"wall_clock"}}})");
        }
        note("disturb " + std::to_string(one.id.value));
    }
    void lower() {
        cap = std::min<Duration>(cap, 1h * (6 + below(18)));
        auto hours = std::chrono::duration_cast<std::chrono::minutes>(cap).count();
        note("cap " + std::to_string(hours));
        house.ask(Method::put, "/promise_cap", R"({"minutes":)" + std::to_string(hours) + "}");
        for (auto& one : known) one.changed = now();
    }
    void do_something() {
        auto chance = below(100);
        if (chance < 12 || known.empty()) return open();
        if (chance < 35) return ask();
        if (chance < 60) return answer();
        if (chance < 72) return move();
        if (chance < 82) return merge();
        if (chance < 98) return disturb();
        lower();
    }
    /// Each wait that has come to a stage was told of at that stage, at its second.
    void check() {
        for (auto& one : known) {
            // A report that is due is owed like an answer.
            if (!one.merged_into && one.report && *one.report <= now() && !one.asked) one.asked = one.report;
            auto since = one.owed();
            if (!since) continue;
            expect_told(one, "promises.cap_warned", *since + cap / 2);
            expect_told(one, "promises.cap_paged", *since + cap * 3 / 4);
            expect_told(one, "promises.cap_reached", *since + cap);
        }
    }
    void live(unsigned seed) {
        SCOPED_TRACE("GOODHOST_TEST_SEED=" + std::to_string(seed));
        random.seed(seed);
        for (int step = 0; step < 80 && !HasFailure(); ++step) {
            do_something();
            house.pass(1min * below(step % 4 == 0 ? 600 : 90));
            check();
        }
        EXPECT_TRUE(trail::verify(house.database()).faults.empty());
    }
    void expect_told(const Known& one, const std::string& type, Instant stage) {
        auto at = std::max(stage, one.changed);
        if (at + 1s > now()) return;
        for (auto& entry : house.told(one.id))
            if (entry.type == type && entry.at <= at + 1s && trail::payload_of<OverCap>(entry).owed_since == *one.owed()) {
                seen.insert(std::to_string(one.id.value) + type + to_rfc3339(*one.owed()));
                return;
            }
        std::string told;
        for (auto& entry : house.told(one.id))
            if (entry.type == type) told += " " + to_rfc3339(entry.at) + " of " + to_rfc3339(trail::payload_of<OverCap>(entry).owed_since);
        ADD_FAILURE() << "ticket " << one.id.value << " is owed since " << to_rfc3339(*one.owed()) << ", changed "
                      << to_rfc3339(one.changed) << ", and nobody was told by " << to_rfc3339(at) << ": " << type << ", but:" << told
                      << "\n"
                      << house.story(one.id) << "\n"
                      << history;
    }
};
INSTANTIATE_TEST_SUITE_P(databases, CapTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(CapTest, nobody_is_owed_a_word_for_long_without_the_warning_the_page_and_the_owner_told) {
    const char* given = std::getenv("GOODHOST_TEST_SEED");
    live(given != nullptr ? static_cast<unsigned>(std::stoul(given)) : std::random_device{}());
    // A run in which nobody waits for long shows nothing.
    EXPECT_GT(seen.size(), 5U);
    RecordProperty("stages", static_cast<int>(seen.size()));
    std::printf("%zu stages of waits were told of\n", seen.size());
}

/// A longer wait comes by a merge to a ticket that shows a promise which broke before.
TEST_P(CapTest, a_wait_that_comes_by_a_merge_is_told_of_at_once) { live(7); }

TEST_P(CapTest, the_owner_is_told_at_the_cap_by_mail_and_once) {
    auto id = house.open(Severity::low);
    house.ask(Method::put, house.place(id) + "/assignment", R"({"assignee_id":4})");
    auto opened = now();
    house.pass(30h);
    std::string told;
    for (auto& entry : house.told(id)) {
        if (!entry.type.starts_with("promises.cap")) continue;
        auto over = trail::payload_of<OverCap>(entry);
        EXPECT_EQ(over.owed_since, opened);
        EXPECT_EQ(entry.at, opened + std::chrono::seconds{over.owed_seconds});
        told += entry.type + " after " + std::to_string(over.owed_seconds / 3600) + " h:";
        for (auto& email : over.told) told += " " + email;
        told += "\n";
    }
    EXPECT_EQ(told,
              "promises.cap_warned after 12 h:\npromises.cap_paged after 18 h: lead@main.test agent@main.test\n"
              "promises.cap_reached after 24 h: owner@main.test agent@main.test\n");
}

TEST_P(CapTest, it_can_be_lowered_and_by_nothing_raised) {
    EXPECT_EQ(house.ask(Method::get, "/promise_cap").at("minutes").as_int64(), 1440);
    EXPECT_EQ(house.call(Method::put, "/api/v1/promise_cap", "owner", R"({"minutes":1441})").status, 422);
    EXPECT_EQ(house.call(Method::put, "/api/v1/promise_cap", "agent", R"({"minutes":60})").status, 403);
    auto id = house.open(Severity::low);
    house.pass(2h);
    house.ask(Method::put, "/promise_cap", R"({"minutes":120})");
    house.pass(1s);
    EXPECT_TRUE(house.story(id).find("cap_reached") != std::string::npos) << house.story(id);
}

TEST_P(CapTest, readiness_says_when_the_watch_does_not_run) {
    house.pass(1h);
    auto faults = [&] {
        return house.database().read([&](db::Reader& reader) {
            std::string all;
            for (auto& check : house.registry().health())
                if (check.name == "promises.watch") all += check.fault(reader, house.system()).value_or("");
            return all;
        });
    };
    EXPECT_EQ(faults(), "");
    house.clock().advance(16min);
    EXPECT_NE(faults().find("has not run since"), std::string::npos);
}

}  // namespace
}  // namespace goodhost::app
