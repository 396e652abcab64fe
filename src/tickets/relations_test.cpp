#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {
namespace {

struct RelationsTest : TicketsFixture {
    Answered merge(std::int64_t id, std::int64_t into) {
        return post(As::sara, path_of(id) + "/merge", "{'into_ticket_id':" + std::to_string(into) + "}");
    }
    std::string texts(std::int64_t id) {
        std::string all;
        auto answer = ticket(id);
        for (auto& message : answer["messages"].as_array()) all += std::string(message.at("body_text").as_string()) + "|";
        return all;
    }
};
INSTANTIATE_TEST_SUITE_P(databases, RelationsTest, testing::ValuesIn(db::testing::both_databases()), database_name);

TEST_P(RelationsTest, a_merge_shows_both_on_one_and_is_undone_whole) {
    auto one = open("One"), two = open("Two");
    clock.advance(1min);
    say_as_contact(1, one, "more on one");
    auto before = ticket(one), before_two = ticket(two);
    auto merged = merge(one, two);
    ASSERT_EQ(merged.status, 201) << merged.response.body;
    EXPECT_EQ(merged.id(), two);
    EXPECT_EQ(merged["merged"].at(0).at("id").as_int64(), one);
    EXPECT_EQ(texts(two), "It shows an error.|It shows an error.|more on one|");
    EXPECT_EQ(texts(one), "");
    EXPECT_EQ(ticket(one)["merged_into"].as_int64(), two);
    EXPECT_EQ(get(As::sara, "/tickets?view=open")["items"].as_array().size(), 1u);
    clock.advance(1min);
    EXPECT_EQ(say_as_contact(1, one, "to the old number").ticket_id.value, two);
    EXPECT_EQ(remove(As::sara, path_of(one) + "/merge").status, 200);
    EXPECT_EQ(texts(one), "It shows an error.|more on one|to the old number|");
    EXPECT_EQ(texts(two), "It shows an error.|");
    EXPECT_TRUE(ticket(one)["merged_into"].is_null());
    EXPECT_EQ(ticket(one)["message_count"].as_int64(), 3);
    EXPECT_EQ(ticket(two)["message_count"].as_int64(), 1);
    EXPECT_EQ(types_of(one), "created replied merged unmerged");
    EXPECT_EQ(types_of(two), "created merged replied unmerged");
    EXPECT_TRUE(chain_is_intact());
}

TEST_P(RelationsTest, merges_of_merges_come_apart_one_by_one) {
    auto one = open("One"), two = open("Two"), three = open("Three");
    merge(one, two);
    merge(two, three);
    EXPECT_EQ(ticket(three)["messages"].as_array().size(), 3u);
    EXPECT_EQ(say_as_contact(1, one, "late").ticket_id.value, three);
    EXPECT_EQ(merge(three, one).code(), "tickets.merge_into_itself");
    EXPECT_EQ(merge(one, three).code(), "tickets.is_merged");
    remove(As::sara, path_of(two) + "/merge");
    EXPECT_EQ(ticket(two)["messages"].as_array().size(), 3u);
    EXPECT_EQ(ticket(three)["messages"].as_array().size(), 1u);
    remove(As::sara, path_of(one) + "/merge");
    EXPECT_EQ(ticket(one)["messages"].as_array().size(), 2u);
    EXPECT_EQ(remove(As::sara, path_of(one) + "/merge").code(), "tickets.not_merged");
}

TEST_P(RelationsTest, regression_a_ticket_in_the_middle_hears_that_a_merge_was_undone) {
    auto one = open("One"), two = open("Two"), three = open("Three");
    merge(one, two);
    merge(two, three);
    EXPECT_EQ(remove(As::sara, path_of(one) + "/merge").status, 200);
    EXPECT_TRUE(ticket(two)["merged"].as_array().empty());
    EXPECT_EQ(types_of(two), "created merged merged unmerged");
}

TEST_P(RelationsTest, the_longer_wait_survives_a_merge) {
    auto old = open("Old");
    clock.advance(2h);
    auto fresh = open("Fresh");
    merge(old, fresh);
    EXPECT_EQ(ticket(fresh).text("unanswered_since"), "2026-11-20T12:00:00Z");
}

TEST_P(RelationsTest, regression_an_undone_merge_owes_no_word_that_was_given_meanwhile) {
    auto old = open("Old");
    clock.advance(2h);
    auto fresh = open("Fresh");
    clock.advance(1min);
    merge(old, fresh);
    clock.advance(1min);
    reply(As::sara, fresh);
    clock.advance(1h);
    EXPECT_EQ(remove(As::sara, path_of(old) + "/merge").status, 200);
    EXPECT_TRUE(ticket(old)["unanswered_since"].is_null());
    EXPECT_TRUE(ticket(fresh)["unanswered_since"].is_null());
}

TEST_P(RelationsTest, an_undone_merge_gives_each_its_own_wait_back) {
    auto old = open("Old");
    clock.advance(2h);
    auto fresh = open("Fresh");
    auto others = open("Another", "baker@bakery.test");
    clock.advance(1min);
    merge(old, fresh);
    merge(others, fresh);
    EXPECT_EQ(remove(As::sara, path_of(old) + "/merge").status, 200);
    EXPECT_EQ(ticket(old).text("unanswered_since"), "2026-11-20T12:00:00Z");
    EXPECT_EQ(ticket(fresh).text("unanswered_since"), "2026-11-20T14:00:00Z");
    clock.advance(1min);
    // The baker did not hear this.
    reply(As::sara, fresh);
    clock.advance(1h);
    EXPECT_EQ(remove(As::sara, path_of(others) + "/merge").status, 200);
    EXPECT_EQ(ticket(others).text("unanswered_since"), "2026-11-20T14:00:00Z");
}

TEST_P(RelationsTest, brands_are_not_mixed) {
    auto one = open("One");
    auto other =
        post(As::owner, "/tickets", "{'subject':'Waves','body_text':'y','contact':{'email':'surfer@surf.test'},'brand_id':2}").id();
    EXPECT_EQ(merge(one, other).code(), "tickets.merge_across_brands");
}

TEST_P(RelationsTest, splitting_moves_messages_to_a_ticket_of_their_own) {
    auto id = open("Two problems");
    clock.advance(1min);
    auto second = say_as_contact(1, id, "Also, the invoice is wrong").id.value;
    auto nothing_left = post(As::sara, path_of(id) + "/split", "{'message_ids':[],'subject':'x'}");
    EXPECT_EQ(nothing_left.status, 422);
    auto part = post(As::sara, path_of(id) + "/split", "{'message_ids':[" + std::to_string(second) + "],'subject':'Invoice'}");
    ASSERT_EQ(part.status, 201) << part.response.body;
    EXPECT_EQ(part.text("subject"), "Invoice");
    EXPECT_EQ(part.text("unanswered_since"), "2026-11-20T12:01:00Z");
    EXPECT_EQ(texts(part.id()), "Also, the invoice is wrong|");
    EXPECT_EQ(texts(id), "It shows an error.|");
    EXPECT_EQ(ticket(id)["message_count"].as_int64(), 1);
    EXPECT_EQ(part["links"].as_array().size(), 1u);
    EXPECT_EQ(types_of(part.id()), "created split");
    EXPECT_EQ(types_of(id), "created replied split");
    EXPECT_EQ(post(As::sara, path_of(part.id()) + "/split", "{'message_ids':[" + std::to_string(second) + "],'subject':'x'}").status, 422);
}

TEST_P(RelationsTest, links_have_two_ends) {
    auto one = open("One"), two = open("Two");
    auto linked = post(As::sara, path_of(one) + "/links", "{'ticket_id':" + std::to_string(two) + ",'kind':'caused_by'}");
    ASSERT_EQ(linked.status, 201) << linked.response.body;
    EXPECT_EQ(linked["links"].at(0).at("direction").as_string(), "to");
    EXPECT_EQ(ticket(two)["links"].at(0).at("direction").as_string(), "from");
    post(As::sara, path_of(two) + "/links", "{'ticket_id':" + std::to_string(one) + ",'kind':'related'}");
    EXPECT_EQ(ticket(one)["links"].as_array().size(), 1u);
    EXPECT_EQ(post(As::sara, path_of(one) + "/links", "{'ticket_id':" + std::to_string(one) + ",'kind':'related'}").code(),
              "tickets.link_to_itself");
    EXPECT_EQ(remove(As::sara, path_of(one) + "/links/" + std::to_string(two))["links"].as_array().size(), 0u);
}

TEST_P(RelationsTest, tickets_follow_a_contact_that_is_merged) {
    auto id = open("Mine", "baker@bakery.test");
    EXPECT_EQ(post(As::owner, "/contacts/3/merge", "{'into_contact_id':1}").status, 201);
    run_consumers();
    EXPECT_EQ(ticket(id)["contact"].at("id").as_int64(), 1);
    EXPECT_EQ(ticket(id)["customer"].at("name").as_string(), "Acme Ltd");
}

}  // namespace
}  // namespace goodhost::tickets
