#include "roster/roster.hpp"
#include "app/roster_house.hpp"
#include "platform/jobs/jobs.hpp"

namespace goodhost::app {
namespace {

using http::Method;
using namespace std::chrono_literals;
namespace json = boost::json;

using testing::week_of_2026;
class RosterTest : public testing::RosterHouseTest {};
INSTANTIATE_TEST_SUITE_P(databases, RosterTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(RosterTest, a_roster_says_who_is_on_duty_now_and_next) {
    auto roster = weekly("[3,4]");
    auto answer = ask(Method::get, roster + "/on_duty", {}, "agent");
    EXPECT_EQ(answer.at("now").as_array().at(0).at("agent_id").as_int64(), 3);
    EXPECT_EQ(answer.at("now").as_array().at(0).at("name").as_string(), "lead");
    EXPECT_EQ(answer.at("now").as_array().at(0).at("until").as_string(), "2026-11-24T00:00:00Z");
    EXPECT_EQ(answer.at("next_at").as_string(), "2026-11-24T00:00:00Z");
    EXPECT_EQ(answer.at("next").as_array().at(0).at("agent_id").as_int64(), 4);
    EXPECT_EQ(on_duty(roster, "2026-11-26T12:00:00Z"), "4");
    auto spans = ask(Method::get, roster + "/spans?from=2026-11-24T00:00:00Z&to=2026-11-26T00:00:00Z").at("items").as_array();
    EXPECT_EQ(spans.size(), 2u);
    EXPECT_EQ(ask(Method::get, "/on_duty").at("items").as_array().size(), 1u);
    EXPECT_EQ(refusal(Method::get, roster + "/spans?from=2026-11-24T00:00:00Z&to=2027-11-26T00:00:00Z", {}),
              "platform.invalid_input to:roster.too_long");
}

TEST_P(RosterTest, other_slices_read_who_is_on_duty) {
    auto team = json::serialize(ask(Method::post, "/teams", R"({"name":"First line","members":[3,4]})", "owner").at("id"));
    auto roster = weekly("[3,4]");
    auto id = roster::RosterId{std::stoll(roster.substr(roster.rfind('/') + 1))};
    ask(Method::patch, roster, R"({"team_id":)" + team + "}");
    auto now = house.clock().now();
    house.database().read([&](db::Reader& reader) {
        EXPECT_EQ(roster::on_duty(reader, id, now + 24h).at(0).agent_id.value, 4);
        EXPECT_EQ(roster::on_duty_of_team(reader, {std::stoll(team)}, now).size(), 1u);
        EXPECT_TRUE(roster::on_duty_of_team(reader, {999}, now).empty());
        EXPECT_EQ(roster::on_duty_anywhere(reader, now).size(), 1u);
        EXPECT_EQ(roster::next_hand_off(reader, id, now), now + 16h);
        EXPECT_TRUE(roster::is_rostered(reader, roster::TeamId{std::stoll(team)}));
        EXPECT_FALSE(roster::is_rostered(reader, roster::TeamId{999}));
        EXPECT_EQ(roster::list_roster_names(reader).at(0).name, "Nights");
    });
}

TEST_P(RosterTest, a_change_touches_only_what_is_to_come) {
    auto roster = weekly("[3,4]");
    house.clock().advance(26h);  // Tuesday 10:00: agent 4
    EXPECT_EQ(on_duty(roster), "4");
    ask(Method::patch, roster, R"({"layers":[{"name":"Pair","agents":[1,2]}],"from_at":"2026-11-20T00:00:00Z"})");
    EXPECT_EQ(on_duty(roster), "12");
    EXPECT_EQ(on_duty(roster, "2026-11-24T09:59:59Z"), "4");
    // What was planned for later is replaced.
    ask(Method::patch, roster, R"({"layers":[{"name":"Later","agents":[5]}],"from_at":"2026-11-25T00:00:00Z"})");
    ask(Method::patch, roster, R"({"layers":[{"name":"Now","agents":[2]}]})");
    EXPECT_EQ(on_duty(roster, "2026-11-26T00:00:00Z"), "2");
    ask(Method::delete_, roster);
    EXPECT_EQ(on_duty(roster), "");
    EXPECT_EQ(on_duty(roster, "2026-11-23T12:00:00Z"), "3");
    EXPECT_EQ(refusal(Method::get, roster, {}), "roster.roster_not_found");
    EXPECT_TRUE(ask(Method::get, "/rosters").at("items").as_array().empty());
}

TEST_P(RosterTest, overrides_are_made_moved_and_taken_back) {
    auto roster = weekly("[3,4]");
    auto made = ask(Method::post, roster + "/overrides",
                    R"({"agent_id":2,"instead_of":3,"from_at":"2026-11-23T00:00:00Z","to_at":"2026-11-23T12:00:00Z","note":"Dentist"})");
    EXPECT_EQ(made.at("from_at").as_string(), week_of_2026);  // what is over stays
    auto place = roster + "/overrides/" + json::serialize(made.at("id"));
    EXPECT_EQ(on_duty(roster), "2");
    EXPECT_EQ(refusal(Method::patch, place, R"({"agent_id":1})"), "roster.begun");
    ask(Method::patch, place, R"({"to_at":"2026-11-23T10:00:00Z"})");
    EXPECT_EQ(on_duty(roster, "2026-11-23T10:00:00Z"), "3");
    house.clock().advance(1h);
    ask(Method::delete_, place);
    EXPECT_EQ(on_duty(roster), "3");
    EXPECT_EQ(on_duty(roster, "2026-11-23T08:30:00Z"), "2");
    EXPECT_EQ(refusal(Method::delete_, place, {}), "roster.already_over");
    auto later =
        ask(Method::post, roster + "/overrides", R"({"agent_id":2,"from_at":"2026-11-24T00:00:00Z","to_at":"2026-11-24T02:00:00Z"})");
    EXPECT_EQ(on_duty(roster, "2026-11-24T01:00:00Z"), "42");
    ask(Method::delete_, roster + "/overrides/" + json::serialize(later.at("id")));
    EXPECT_EQ(on_duty(roster, "2026-11-24T01:00:00Z"), "4");
    EXPECT_EQ(refusal(Method::post, roster + "/overrides",
                      R"({"agent_id":77,"instead_of":77,"from_at":"2026-11-24T00:00:00Z","to_at":"2026-11-24T02:00:00Z"})"),
              "platform.invalid_input agent_id[0]:unknown_value instead_of[0]:unknown_value instead_of:roster.same_person");
    EXPECT_EQ(
        refusal(Method::post, roster + "/overrides", R"({"agent_id":1,"from_at":"2026-11-20T00:00:00Z","to_at":"2026-11-21T00:00:00Z"})"),
        "platform.invalid_input to_at:roster.over");
}

TEST_P(RosterTest, leave_takes_people_out_and_only_a_lead_enters_anothers) {
    auto roster = weekly("[4]");
    auto mine =
        ask(Method::post, "/leaves", R"({"kind":"vacation","from_at":"2026-11-24T00:00:00Z","to_at":"2026-11-25T00:00:00Z"})", "agent");
    EXPECT_EQ(mine.at("agent_id").as_int64(), 4);
    EXPECT_EQ(on_duty(roster, "2026-11-24T12:00:00Z"), "");
    EXPECT_EQ(refusal(Method::post, "/leaves",
                      R"({"agent_id":3,"kind":"sick","from_at":"2026-11-24T00:00:00Z","to_at":"2026-11-25T00:00:00Z"})", "agent"),
              "platform.forbidden");
    auto theirs =
        ask(Method::post, "/leaves", R"({"agent_id":4,"kind":"sick","from_at":"2026-11-20T00:00:00Z","to_at":"2026-11-23T12:00:00Z"})");
    EXPECT_EQ(on_duty(roster), "");
    EXPECT_EQ(ask(Method::get, "/leaves").at("items").as_array().size(), 2u);
    EXPECT_EQ(ask(Method::get, "/means", {}, "agent").at("items").as_array().at(3).at("on_leave").as_bool(), true);
    house.clock().advance(1h);
    ask(Method::delete_, "/leaves/" + json::serialize(theirs.at("id")));
    ask(Method::delete_, "/leaves/" + json::serialize(mine.at("id")), {}, "agent");
    EXPECT_EQ(on_duty(roster), "4");
    EXPECT_EQ(on_duty(roster, "2026-11-23T08:30:00Z"), "");
    EXPECT_TRUE(ask(Method::get, "/leaves").at("items").as_array().empty());
}

TEST_P(RosterTest, skills_languages_and_capacities_are_an_agents_means) {
    auto skill = json::serialize(ask(Method::post, "/skills", R"({"name":"DNS"})").at("id"));
    EXPECT_EQ(refusal(Method::post, "/skills", R"({"name":"DNS"})"), "roster.name_taken name:roster.name_taken");
    ask(Method::put, "/agents/4/skills", R"({"skills":[{"skill_id":)" + skill + R"(,"level":4}]})");
    ask(Method::put, "/agents/4/capacities", R"({"email":6,"portal":7,"chat":2,"phone":0})");
    EXPECT_EQ(refusal(Method::put, "/agents/4/skills", R"({"skills":[{"skill_id":999,"level":1}]})"),
              "platform.invalid_input skills[0].skill_id:unknown_value");
    EXPECT_EQ(refusal(Method::put, "/agents/99/skills", R"({"skills":[]})"), "roster.agent_not_found");
    auto means = house.database().read([&](db::Reader& reader) {
        return roster::means_of(reader, {roster::AgentId{4}, roster::AgentId{1}}, house.clock().now());
    });
    ASSERT_EQ(means.size(), 2u);
    EXPECT_EQ(means[0].capacities.email, 10);
    EXPECT_EQ(means[1].capacities.portal, 7);
    EXPECT_EQ(means[1].capacities.phone, 0);
    EXPECT_EQ(means[1].languages, std::vector<std::string>{"en"});
    ASSERT_EQ(means[1].skills.size(), 1u);
    EXPECT_EQ(means[1].skills[0].level, 4);
    ask(Method::delete_, "/skills/" + skill);
    EXPECT_TRUE(ask(Method::get, "/means").at("items").as_array().at(3).at("skills").as_array().empty());
}

TEST_P(RosterTest, presence_is_chosen_and_ends_with_silence) {
    jobs::Runner runner(house.database(), house.system(), house.registry().jobs(), "test", 1);
    auto presence = [&] { return std::string(ask(Method::get, "/me/presence", {}, "agent").at("presence").as_string()); };
    EXPECT_EQ(presence(), "offline");
    ask(Method::put, "/me/presence", "{}", "agent");
    EXPECT_EQ(presence(), "online");
    for (int sign = 0; sign < 3; ++sign) {
        house.clock().advance(9min);
        ask(Method::put, "/me/presence", "{}", "agent");
        runner.run_due();
    }
    EXPECT_EQ(presence(), "online");
    house.clock().advance(10min);
    runner.run_due();
    EXPECT_EQ(presence(), "away");
    house.clock().advance(50min);
    runner.run_due();
    EXPECT_EQ(presence(), "offline");
    // Whoever was only silent is there again with the next sign of life; whoever said `away` stays so.
    ask(Method::put, "/me/presence", "{}", "agent");
    EXPECT_EQ(presence(), "online");
    ask(Method::put, "/me/presence", R"({"presence":"away"})", "agent");
    ask(Method::put, "/me/presence", "{}", "agent");
    EXPECT_EQ(presence(), "away");
    auto entries = house.database().read([&](db::Reader& reader) { return trail::read_stream(reader, "roster/agent/4", 0, 100); });
    std::string story;
    for (auto& entry : entries) {
        auto told = trail::payload_of<roster::entries::PresenceChanged>(entry);
        story += std::string(told.presence == roster::Presence::online ? "online"
                             : told.presence == roster::Presence::away ? "away"
                                                                       : "offline") +
                 (told.by_silence ? "! " : " ");
    }
    EXPECT_EQ(story, "online away! offline! online away ");
}

TEST_P(RosterTest, who_may_see_rosters_is_told_of_every_change_as_it_happens) {
    auto& sources = house.registry().live();
    auto source = std::ranges::find(sources, "roster/", &live::Source::stream_prefix);
    ASSERT_NE(source, sources.end());
    trail::Entry entry;
    entry.type = "roster.changed";
    house.database().read([&](db::Reader& reader) {
        auto loaded = source->load(reader, entry);
        auto agent = accounts::acting_as_agent(reader, house.system(), {5});
        auto contact = accounts::acting_as_contact(house.system(), *accounts::find_contact(reader, {1}));
        ASSERT_EQ(source->view(agent, entry, loaded).size(), 1u);
        EXPECT_EQ(source->view(agent, entry, loaded).front().data, R"({"type":"roster.changed"})");
        EXPECT_TRUE(source->may_follow(reader, agent, "roster"));
        EXPECT_FALSE(source->may_follow(reader, agent, "rosters"));
        EXPECT_TRUE(source->view(contact, entry, loaded).empty());
        EXPECT_FALSE(source->may_follow(reader, contact, "roster"));
    });
}

TEST_P(RosterTest, whoever_is_deactivated_is_on_no_duty_any_more) {
    auto roster = weekly("[4]");
    std::vector<trail::Consumer> mine = house.registry().consumers();
    std::erase_if(mine, [](auto& consumer) { return consumer.name != "roster.agents"; });
    trail::Consumers consumers(house.database(), house.system(), mine, "test");
    consumers.start();
    house.clock().advance(1h);
    ask(Method::post, "/agents/4/deactivation", {}, "owner");
    ASSERT_TRUE(consumers.caught_up(60s));
    EXPECT_EQ(on_duty(roster), "");
    EXPECT_EQ(on_duty(roster, week_of_2026), "4");
    EXPECT_TRUE(ask(Method::get, "/leaves").at("items").as_array().empty());
    ask(Method::delete_, "/agents/4/deactivation", {}, "owner");
    ASSERT_TRUE(consumers.caught_up(60s));
    EXPECT_EQ(on_duty(roster), "4");
    consumers.stop();
}

}  // namespace
}  // namespace goodhost::app
