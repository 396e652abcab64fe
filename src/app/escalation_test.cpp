#include "app/promises_house.hpp"
#include "escalation/pages.hpp"
#include "escalation/watch.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using testing::PromisesHouse;
using tickets::Severity;
using tickets::TicketId;
using namespace std::chrono_literals;
namespace entries = escalation::entries;

std::string text_of(const boost::json::value& value) { return std::string(value.as_string()); }

class EscalationTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    PromisesHouse house{GetParam(), {"promises.clocks", "escalation.pages"}};
    const Instant night = [&] {
        house.clock().set(*parse_rfc3339("2026-09-25T02:00:00Z"));
        return house.clock().now();
    }();

    std::vector<trail::Entry> entries_of(TicketId id) {
        auto all = house.database().read(
            [&](db::Reader& reader) { return trail::read_stream(reader, "ticket/" + std::to_string(id.value), 0, 10'000); });
        std::erase_if(all, [](auto& entry) { return !entry.type.starts_with("escalation."); });
        return all;
    }
    /// `+0 paged:lead +10 went_on:owner`, minutes from the beginning of the night.
    std::string story(TicketId id) {
        std::string story;
        for (auto& entry : entries_of(id)) {
            if (entry.type == entries::called) continue;
            auto minutes = std::chrono::duration_cast<std::chrono::minutes>(entry.at - night).count();
            story += (story.empty() ? "+" : " +") + std::to_string(minutes) + " " + entry.type.substr(entry.type.find('.') + 1);
            if (entry.type == entries::ended || entry.type == entries::acknowledged)
                story += ":" + std::string(enum_name(trail::payload_of<entries::Ended>(entry).ending));
            for (auto& told : trail::payload_of<entries::Paged>(entry).told) story += ":" + told.name;
        }
        return story;
    }
    boost::json::array pages_of(const std::string& role) {
        auto answer = house.call(Method::get, "/api/v1/me/pages", role);
        return boost::json::parse(answer.body).at("items").as_array();
    }
    /// Subjects of the mails about pages to one address, the oldest first.
    std::vector<std::string> mails_to(const std::string& address) {
        std::vector<std::string> subjects;
        auto outbox = house.ask(Method::get, "/outbox?limit=500");
        for (auto& mail : outbox.at("items").as_array())
            if (text_of(mail.at("to_address")) == address && text_of(mail.at("kind")).starts_with("escalation."))
                subjects.insert(subjects.begin(), text_of(mail.at("subject")));
        return subjects;
    }
    std::string link_to(const std::string& address) {
        auto outbox = house.ask(Method::get, "/outbox?limit=500");
        for (auto& mail : outbox.at("items").as_array()) {
            if (text_of(mail.at("to_address")) != address || !text_of(mail.at("kind")).starts_with("escalation.")) continue;
            auto text = text_of(house.ask(Method::get, "/outbox/" + std::to_string(mail.at("id").as_int64())).at("text"));
            auto from = text.find("/pages/");
            return text.substr(from, text.find('\n', from) - from);
        }
        return {};
    }
    void follow_everything(TicketId id) {
        house.database().write([&](db::Tx& tx) {
            for (auto& entry : trail::read_stream(tx, "ticket/" + std::to_string(id.value), 0, 10'000))
                escalation::follow_entry(tx, house.system(), entry);
        });
    }
    void acknowledge(TicketId id, const std::string& role) {
        auto list = house.ask(Method::get, house.place(id) + "/pages");
        auto page = std::to_string(list.at("items").as_array().at(0).at("id").as_int64());
        EXPECT_EQ(house.call(Method::post, "/api/v1/escalation_pages/" + page + "/acknowledgement", role).status, 200);
        house.catch_up();
    }
};
INSTANTIATE_TEST_SUITE_P(databases, EscalationTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(EscalationTest, a_critical_ticket_at_night_calls_the_leads_at_once_and_the_owner_when_nobody_answers) {
    auto id = house.open(Severity::critical);
    EXPECT_EQ(story(id), "+0 paged:lead");
    EXPECT_EQ(pages_of("lead").size(), 1u);
    EXPECT_EQ(pages_of("owner").size(), 0u);
    house.pass(9min + 59s);
    EXPECT_EQ(story(id), "+0 paged:lead");
    house.pass(1s);
    EXPECT_EQ(story(id), "+0 paged:lead +10 went_on:owner");
    acknowledge(id, "owner");
    house.pass(4min);
    EXPECT_EQ(story(id), "+0 paged:lead +10 went_on:owner +10 acknowledged:acknowledged");
    EXPECT_EQ(pages_of("lead").size(), 0u);
    EXPECT_EQ(pages_of("owner").size(), 0u);
}

TEST_P(EscalationTest, all_steps_come_again_and_then_only_something_new_calls_anybody) {
    house.ask(Method::patch, "/escalation_ladders/1", R"({"triggers":["critical_opened","cap_paged"]})");
    house.ask(Method::patch, "/escalation_ladders/2", R"({"active":false})");
    auto id = house.open(Severity::critical);
    house.pass(17h);
    auto climbed = "+0 paged:lead +10 went_on:owner +25 went_on:lead +35 went_on:owner +50 went_on:lead +60 went_on:owner";
    EXPECT_EQ(story(id), climbed);
    EXPECT_EQ(pages_of("lead").size(), 1u);
    house.pass(1h);
    EXPECT_EQ(story(id), climbed + std::string(" +1080 ended:renewed +1080 paged:lead"));
    EXPECT_EQ(pages_of("lead").size(), 1u);
}

TEST_P(EscalationTest, who_takes_the_ticket_or_answers_ends_it_and_who_gives_it_away_does_not) {
    auto taken = house.open(Severity::critical), given = house.open(Severity::critical), answered = house.open(Severity::critical);
    house.pass(1min);
    auto assign = [&](TicketId id, const std::string& role, const std::string& to) {
        house.call(Method::put, "/api/v1" + house.place(id) + "/assignment", role, R"({"assignee_id":)" + to + "}");
        house.catch_up();
    };
    assign(taken, "agent", "4");
    assign(given, "lead", "4");
    house.say(house.agent(), answered);
    EXPECT_EQ(story(taken), "+0 paged:lead +1 ended:taken");
    EXPECT_EQ(story(answered), "+0 paged:lead +1 ended:answered");
    EXPECT_EQ(story(given), "+0 paged:lead");
    house.pass(9min);
    EXPECT_EQ(story(given), "+0 paged:lead +10 went_on:owner");
    EXPECT_EQ(house.ask(Method::get, house.place(taken) + "/pages").at("items").as_array().at(0).at("ended_by").as_string(), "agent");
}

TEST_P(EscalationTest, what_is_solved_or_no_longer_critical_calls_nobody) {
    auto solved = house.open(Severity::critical), calmed = house.open(Severity::critical);
    house.ask(Method::post, house.place(solved) + "/resolution");
    house.ask(Method::patch, house.place(calmed), R"({"severity":"low","severity_reason":"A test"})");
    EXPECT_EQ(story(solved), "+0 paged:lead +0 ended:resolved");
    EXPECT_EQ(story(calmed), "+0 paged:lead +0 ended:calmed");
    house.ask(Method::patch, house.place(calmed), R"({"severity":"critical","severity_reason":"A shop after all"})");
    EXPECT_EQ(story(calmed), "+0 paged:lead +0 ended:calmed +0 paged:lead");
}

TEST_P(EscalationTest, whoever_works_on_it_is_called_first_when_a_promise_breaks) {
    auto id = house.open();
    house.ask(Method::put, house.place(id) + "/assignment", R"({"assignee_id":4})");
    house.pass(4h);
    EXPECT_EQ(story(id), "+240 paged:agent");
    auto page = pages_of("agent").at(0);
    EXPECT_EQ(text_of(page.at("trigger")), "promise_broken");
    EXPECT_EQ(text_of(page.at("promises").at(0)), "first_response");
    EXPECT_EQ(text_of(page.at("next_told").at(0)), "lead");
    house.pass(30min);
    EXPECT_EQ(story(id), "+240 paged:agent +270 went_on:lead");
}

TEST_P(EscalationTest, many_tickets_at_once_are_one_mail) {
    constexpr int many = 40;
    for (int i = 0; i < many; ++i) house.open(Severity::critical);
    house.pass(10s);
    EXPECT_EQ(mails_to("lead@main.test"), std::vector<std::string>{"You are called to 40 tickets"});
    EXPECT_EQ(boost::json::parse(house.call(Method::get, "/api/v1/me/pages", "lead").body).at("count").as_int64(), many);
    house.open(Severity::critical);
    house.pass(1min);
    EXPECT_EQ(mails_to("lead@main.test").size(), 1u);
    house.pass(4min);
    EXPECT_EQ(mails_to("lead@main.test").size(), 2u);
}

TEST_P(EscalationTest, a_link_in_a_mail_acknowledges_by_its_button_and_not_by_being_fetched) {
    auto id = house.open(Severity::critical);
    house.pass(10s);
    ASSERT_EQ(mails_to("lead@main.test"), std::vector<std::string>{"You are called to #" + std::to_string(id.value) + ": Site is down"});
    auto link = link_to("lead@main.test");
    auto page = house.call_as_browser(link);
    EXPECT_EQ(page.status, 200) << link;
    EXPECT_NE(page.body.find("Site is down"), std::string::npos);
    EXPECT_EQ(story(id), "+0 paged:lead");
    EXPECT_EQ(house.call(Method::post, link, "").status, 200);
    EXPECT_EQ(story(id), "+0 paged:lead +0 acknowledged:acknowledged");
    EXPECT_EQ(entries_of(id).back().actor_name, "lead");
    EXPECT_EQ(house.call(Method::get, link + "x", "").status, 404);
}

TEST_P(EscalationTest, nobody_is_called_twice_by_a_replay_nor_by_a_consumer_that_comes_late) {
    auto id = house.open(Severity::critical);
    house.pass(12min);
    auto before = story(id);
    follow_everything(id);
    EXPECT_EQ(story(id), before);
    house.say(house.agent(), id);
    before = story(id);
    follow_everything(id);
    EXPECT_EQ(story(id), before);
}

TEST_P(EscalationTest, a_standstill_calls_for_what_is_still_open_and_for_nothing_else) {
    PromisesHouse stood(GetParam());
    auto open = stood.open(Severity::critical), answered = stood.open(Severity::critical);
    stood.say(stood.agent(), answered);
    stood.pass(9h);
    auto pages = [&](TicketId id) {
        stood.database().write([&](db::Tx& tx) {
            for (auto& entry : trail::read_stream(tx, "ticket/" + std::to_string(id.value), 0, 10'000))
                escalation::follow_entry(tx, stood.system(), entry);
        });
        return stood.ask(Method::get, stood.place(id) + "/pages").at("items").as_array();
    };
    auto late = pages(open);
    ASSERT_EQ(late.size(), 1u);
    EXPECT_EQ(text_of(late.at(0).at("started_at")), to_rfc3339(stood.clock().now()));
    EXPECT_EQ(late.at(0).at("told").as_array().size(), 1u);
    EXPECT_EQ(pages(answered).size(), 0u);
}

TEST_P(EscalationTest, a_step_whose_timer_is_lost_is_found_by_the_watch) {
    auto id = house.open(Severity::critical);
    house.database().write([&](db::Tx& tx) {
        auto page = std::to_string(trail::payload_of<entries::Paged>(entries_of(id).front()).page_id.value);
        EXPECT_EQ(jobs::cancel(tx, escalation::timer, page), 1);
        jobs::enqueue_text(tx, house.system(), escalation::watch, "{}", {std::nullopt, "watch"});
    });
    house.pass(16min);
    EXPECT_EQ(story(id), "+0 paged:lead +15 went_on:owner");
    auto fault = [&] { return house.database().read([&](db::Reader& reader) { return escalation::watch_fault(reader, house.system()); }); };
    EXPECT_EQ(fault(), std::nullopt);
    house.clock().advance(16min);
    EXPECT_NE(fault(), std::nullopt);
}

TEST_P(EscalationTest, a_ladder_of_ones_own_comes_first_and_is_rehearsed_before_it_is_needed) {
    auto made = house.ask(Method::post, "/escalation_ladders",
                          R"({"name":"Shop","position":1,"conditions":{"categories":["question"]},"triggers":["critical_opened"],
          "steps":[{"after_minutes":0,"targets":[{"kind":"agent","id":2}],"means":["desk"]},
                   {"after_minutes":3,"targets":[{"kind":"team"}],"means":["desk"]},
                   {"after_minutes":7,"targets":[{"kind":"role","role":"owner"},{"kind":"agent","id":2}],"means":["desk","webhook"]}]})");
    auto place = "/escalation_ladders/" + std::to_string(made.at("id").as_int64());
    auto rehearsal = house.ask(Method::get, place + "/rehearsal").at("steps").as_array();
    ASSERT_EQ(rehearsal.size(), 3u);
    EXPECT_EQ(text_of(rehearsal.at(1).at("at")), to_rfc3339(night + 3min));
    EXPECT_EQ(rehearsal.at(1).at("told").as_array().size(), 0u);
    EXPECT_EQ(text_of(rehearsal.at(2).at("at")), to_rfc3339(night + 3min));
    auto id = house.open(Severity::critical);
    house.pass(3min);
    EXPECT_EQ(story(id), "+0 paged:admin +3 went_on:owner:admin");
    auto all = entries_of(id);
    EXPECT_EQ(all.back().type, entries::called);
    EXPECT_EQ(trail::payload_of<entries::Called>(all.back()).people.at(0).email, "owner@main.test");
    house.ask(Method::delete_, place);
    EXPECT_EQ(story(house.open(Severity::critical)), "+3 paged:lead");
}

TEST_P(EscalationTest, who_is_on_duty_by_the_roster_is_called_first) {
    house.ask(Method::post, "/rosters",
              R"({"name":"Nights","time_zone":"Asia/Seoul",
          "layers":[{"name":"Turns","agents":[4],"rotation":{"every":1,"unit":"weeks","starts_at":"2026-01-05T09:00"}}]})");
    house.pass(1min);
    auto id = house.open(Severity::critical);
    house.pass(5min);
    EXPECT_EQ(story(id), "+1 paged:agent +6 went_on:lead");
}

TEST_P(EscalationTest, a_ladder_that_leads_nowhere_is_refused_by_field) {
    auto answer = house.call(Method::post, "/api/v1/escalation_ladders", "lead",
                             R"({"name":"X","triggers":["report_due"],"repeats":2,
          "steps":[{"after_minutes":0,"targets":[{"kind":"role","role":"nobody"}],"means":[]},
                   {"after_minutes":0,"targets":[],"means":["desk"]}]})");
    EXPECT_EQ(answer.status, 422);
    for (auto* field : {"steps[0].means", "steps[0].targets[0]", "steps[1].targets", "repeat_minutes"})
        EXPECT_NE(answer.body.find(field), std::string::npos) << field << " in " << answer.body;
    EXPECT_EQ(house.call(Method::post, "/api/v1/escalation_ladders", "agent", "{}").status, 403);
}

}  // namespace
}  // namespace goodhost::app
