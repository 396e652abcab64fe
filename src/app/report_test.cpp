#include "app/promises_house.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using testing::PromisesHouse;
using tickets::Severity;
using tickets::Status;
using tickets::TicketId;
using namespace std::chrono_literals;

std::string text_of(const boost::json::value& value) { return std::string(value.as_string()); }

class ReportTest : public ::testing::TestWithParam<db::Dialect> {
  protected:
    PromisesHouse house{GetParam()};
    const Instant noon = [&] {
        house.clock().set(*parse_rfc3339("2026-09-25T12:00:00Z"));
        return house.clock().now();
    }();
    boost::json::value draft(TicketId id) { return house.ask(Method::get, house.place(id) + "/report_draft"); }
    std::string status(TicketId id) { return text_of(house.ask(Method::get, house.place(id)).at("status")); }
    std::string last_words(TicketId id) {
        return text_of(house.ask(Method::get, house.place(id)).at("messages").as_array().back().at("body_text"));
    }
};
INSTANTIATE_TEST_SUITE_P(databases, ReportTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(ReportTest, a_draft_says_what_was_done_and_when_the_next_word_comes_in_the_customers_language_and_time) {
    house.ask(Method::patch, "/contacts/1", R"({"locale":"ko","time_zone":"Asia/Seoul"})");
    auto id = house.open(Severity::critical);
    house.ask(Method::put, house.place(id) + "/assignment", R"({"assignee_id":4})");
    tickets::NewMessage note;
    note.kind = tickets::MessageKind::note;
    house.pass(10min);
    house.say(house.agent(), id, note);
    auto made = draft(id);
    EXPECT_EQ(text_of(made.at("locale")), "ko");
    EXPECT_EQ(text_of(made.at("next_report_at")), "2026-09-25T12:40:00Z");
    auto words = text_of(made.at("body_text"));
    for (auto* part : {"Ann 님", "agent 담당자가 작업하고 있습니다.", "더 자세히 살펴보았으며", "오후 9:40"})
        EXPECT_NE(words.find(part), std::string::npos) << part << " in " << words;
}

TEST_P(ReportTest, a_draft_tells_only_what_happened_since_the_last_word) {
    auto id = house.open(Severity::critical);
    EXPECT_NE(text_of(draft(id).at("body_text")).find("We are still looking for the cause."), std::string::npos);
    house.ask(Method::patch, house.place(id), R"({"severity":"high","severity_reason":"x"})");
    EXPECT_NE(text_of(draft(id).at("body_text")).find("We treat it as urgent."), std::string::npos);
    house.pass(1min);
    tickets::NewMessage report;
    report.kind = tickets::MessageKind::report;
    report.next_report_at = noon + 30min;
    house.say(house.agent(), id, report);
    house.pass(1min);
    auto words = text_of(draft(id).at("body_text"));
    EXPECT_EQ(words.find("We treat it as urgent."), std::string::npos) << words;
    EXPECT_NE(words.find("Since our last word"), std::string::npos) << words;
}

TEST_P(ReportTest, a_report_leaves_the_ticket_where_it_is_and_the_solution_owed) {
    auto id = house.open(Severity::critical);
    tickets::NewMessage report;
    report.kind = tickets::MessageKind::report;
    report.next_report_at = noon + 30min;
    house.say(house.agent(), id, report);
    EXPECT_EQ(status(id), "open");
    EXPECT_EQ(house.due(id, "resolution"), "2026-09-25T13:00:00Z");
    EXPECT_EQ(house.due(id, "report"), "2026-09-25T12:30:00Z");
    EXPECT_EQ(house.due(id, "first_response"), "");
}

TEST_P(ReportTest, one_report_goes_to_many_tickets_each_in_its_customers_language_and_time) {
    auto other = house.ask(
        Method::post, "/tickets",
        R"({"subject":"Auch bei mir","body_text":"Down","contact":{"email":"kim@acme.test","name":"Kim"},"severity":"critical"})");
    TicketId korean{other.at("id").as_int64()};
    auto contact = std::to_string(other.at("contact").at("id").as_int64());
    house.ask(Method::patch, "/contacts/" + contact, R"({"locale":"ko","time_zone":"Asia/Seoul"})");
    auto english = house.open(Severity::critical);
    auto answer = house.ask(Method::post, "/tickets/bulk",
                            R"({"ticket_ids":[)" + std::to_string(english.value) + "," + std::to_string(korean.value) +
                                R"(,4711],"action":"report","next_report_at":"2026-09-25T12:30:00Z","value":[
            {"language":"en","text":"Hello {{contact.name}}, {{ticket.number}} is worked on. Next: {{next_report}}"},
            {"language":"ko","text":"{{contact.name}} 님, {{next_report}}"}]})");
    auto& outcomes = answer.at("outcomes").as_array();
    ASSERT_EQ(outcomes.size(), 3u);
    EXPECT_TRUE(outcomes[0].at("ok").as_bool());
    EXPECT_TRUE(outcomes[1].at("ok").as_bool());
    EXPECT_EQ(text_of(outcomes[2].at("code")), "tickets.not_found");
    EXPECT_EQ(last_words(english).substr(0, 25 + std::to_string(english.value).size()),
              "Hello Ann, #" + std::to_string(english.value) + " is worked on");
    EXPECT_TRUE(last_words(korean).starts_with("Kim 님, 2026년 9월 25일")) << last_words(korean);
    EXPECT_NE(last_words(korean).find("9:30"), std::string::npos) << last_words(korean);
    EXPECT_EQ(house.due(korean, "report"), "2026-09-25T12:30:00Z");
    EXPECT_EQ(status(english), "open");
}

TEST_P(ReportTest, words_that_nobody_could_be_sent_are_refused) {
    auto id = std::to_string(house.open().value);
    auto answer = house.call(Method::post, "/api/v1/tickets/bulk", "owner",
                             R"({"ticket_ids":[)" + id + R"(],"action":"report","value":[{"language":"xx","text":"{{who.knows}}"}]})");
    EXPECT_EQ(answer.status, 422);
    for (auto* field : {"next_report_at", "value[0].language", "value[0].text"})
        EXPECT_NE(answer.body.find(field), std::string::npos) << field << " in " << answer.body;
}

}  // namespace
}  // namespace goodhost::app
