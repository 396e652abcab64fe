#include "tickets/find.hpp"

#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {
namespace {

struct FindTest : TicketsFixture {
    /// The numbers of what is found, in order.
    std::string found(As as, const std::string& q) {
        auto answer = get(as, "/search?q=" + http::percent_encode(q));
        EXPECT_EQ(answer.status, 200) << answer.response.body;
        std::string ids;
        for (auto& item : answer["items"].as_array()) ids += std::to_string(item.at("ticket").at("id").as_int64()) + " ";
        return ids;
    }
    std::string listed(As as, const std::string& view, const std::string& more = {}) {
        auto answer = get(as, "/tickets?view=" + view + more);
        EXPECT_EQ(answer.status, 200) << answer.response.body;
        std::string ids;
        for (auto& item : answer["items"].as_array()) ids += std::to_string(item.at("id").as_int64()) + " ";
        return ids;
    }
};
INSTANTIATE_TEST_SUITE_P(databases, FindTest, testing::ValuesIn(db::testing::both_databases()), database_name);

TEST_P(FindTest, words_are_found_in_subjects_messages_and_notes) {
    auto first = open("Mail queue is stuck");
    auto second = open("서버에 접속이 안 됩니다", "baker@bakery.test");
    post(As::sara, path_of(first) + "/messages", "{'kind':'note','body_text':'The <b> disk of web-01 is full'}");
    say_as_contact(3, second, "আমার সার্ভার কাজ করছে না");
    run_consumers();
    auto one = std::to_string(first) + " ", two = std::to_string(second) + " ";
    EXPECT_EQ(found(As::sara, "queue"), one);
    EXPECT_EQ(found(As::sara, "disk full"), one);
    EXPECT_EQ(found(As::sara, "\"disk of\""), one);
    EXPECT_EQ(found(As::sara, "서버"), two);
    EXPECT_EQ(found(As::sara, "সার্ভার"), two);
    EXPECT_EQ(found(As::sara, "subject:mail"), one);
    EXPECT_EQ(found(As::sara, "disk -queue"), "");
    EXPECT_EQ(found(As::sara, "disk customer:bakery"), "");
    EXPECT_EQ(found(As::rhys_of_reef, "queue"), "");
    auto hit = get(As::sara, "/search?q=disk");
    EXPECT_EQ(hit["items"].at(0).at("snippet").as_string(), "The &lt;b&gt; <mark>disk</mark> of web-01 is full");
}

TEST_P(FindTest, a_new_subject_a_merge_and_an_undone_word_reach_the_index) {
    auto first = open("Alpha"), second = open("Beta");
    patch(As::sara, path_of(first), "{'subject':'Gamma'}");
    auto sent = call_at_desk(As::sara, http::Method::post, path_of(second) + "/messages", "{'kind':'reply','body_text':'zeppelin'}");
    run_consumers();
    EXPECT_EQ(found(As::sara, "alpha"), "");
    EXPECT_EQ(found(As::sara, "gamma"), std::to_string(first) + " ");
    EXPECT_EQ(found(As::sara, "zeppelin"), std::to_string(second) + " ");
    call_at_desk(As::sara, http::Method::delete_, path_of(second) + "/messages/" + std::to_string(sent.id()));
    post(As::sara, path_of(first) + "/merge", "{'into_ticket_id':" + std::to_string(second) + "}");
    run_consumers();
    EXPECT_EQ(found(As::sara, "zeppelin"), "");
    EXPECT_EQ(found(As::sara, "error"), std::to_string(second) + " ");
}

TEST_P(FindTest, every_field_of_the_language_narrows) {
    auto first = open("One"), second = open("Two", "baker@bakery.test");
    patch(As::sara, path_of(first), "{'severity':'critical','category':'downtime','service_id':1}");
    put(As::sara, path_of(first) + "/assignment", "{'assignee_id':2,'team_id':1}");
    put(As::sara, path_of(first) + "/tags", "{'tags':['vip']}");
    post(As::sara, path_of(first) + "/follow", "{}");
    reply(As::sara, second);
    auto one = std::to_string(first) + " ", two = std::to_string(second) + " ";
    for (auto q : {"severity:critical",
                   "severity:critical,high",
                   "category:downtime",
                   "service:acme",
                   "server:web-01",
                   "tier:shared",
                   "assignee:me",
                   "assignee:sara",
                   "team:mine",
                   "team:first",
                   "tag:vip",
                   "customer:acme",
                   "customer:C-1",
                   "contact:ann",
                   "contact:ann@acme.test",
                   "status:new",
                   "is:unanswered",
                   "is:assigned",
                   "follower:me",
                   "-status:waiting",
                   "-assignee:none",
                   "created:2026-11-20 tag:vip",
                   "updated:<7d tag:vip",
                   "queue:open"})
        EXPECT_EQ(found(As::sara, q), one) << q;
    for (auto q :
         {"severity:normal", "-category:downtime", "-service:acme", "-tier:shared", "assignee:none", "-assignee:me", "team:none",
          "-tag:vip", "-customer:acme", "status:waiting", "-is:unanswered", "queue:waiting", "assignee:none,minjun", "-follower:me"})
        EXPECT_EQ(found(As::sara, q), two) << q;
    for (auto q :
         {"created:>2026-11-20", "brand:reef", "channel:email", "has:attachment", "is:snoozed", "is:merged", "is:overdue", "tag:x%"})
        EXPECT_EQ(found(As::sara, q), "") << q;
    EXPECT_EQ(found(As::sara, "#" + std::to_string(second)), two);
    EXPECT_EQ(found(As::sara, "brand:nova channel:api is:open is:active").size(), one.size() + two.size());
}

TEST_P(FindTest, faults_come_with_their_place_beside_the_results) {
    open("One");
    auto answer = get(As::sara, "/search?q=" + http::percent_encode("colour:red severity:huge"));
    EXPECT_EQ(answer["items"].as_array().size(), 1u);
    EXPECT_EQ(answer["errors"].at(1).at("code").as_string(), "unknown_value");
    EXPECT_EQ(answer["errors"].at(1).at("at").as_int64(), 11);
}

TEST_P(FindTest, what_is_owed_soonest_stands_first_on_every_page) {
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 7; ++i) ids.push_back(open("Ticket " + std::to_string(i))), clock.advance(1min);
    patch(As::sara, path_of(ids[5]), "{'severity':'critical'}");
    reply(As::sara, ids[0], ",'status_after':'open'");
    std::string seen, next;
    do {
        auto page = get(As::sara, "/tickets?view=open&limit=3" + (next.empty() ? "" : "&cursor=" + next));
        for (auto& item : page["items"].as_array()) seen += std::to_string(item.at("id").as_int64()) + " ";
        next = page["next_cursor"].is_null() ? "" : page.text("next_cursor");
    } while (!next.empty());
    std::string wanted;
    for (auto i : {5, 1, 2, 3, 4, 6, 0}) wanted += std::to_string(ids[static_cast<std::size_t>(i)]) + " ";
    EXPECT_EQ(seen, wanted);
    for (auto sort : {"updated", "created"}) {
        std::string all;
        next.clear();
        do {
            auto page = get(As::sara, std::string("/tickets?view=all&limit=2&sort=") + sort + (next.empty() ? "" : "&cursor=" + next));
            for (auto& item : page["items"].as_array()) all += std::to_string(item.at("id").as_int64()) + " ";
            next = page["next_cursor"].is_null() ? "" : page.text("next_cursor");
        } while (!next.empty());
        EXPECT_EQ(std::ranges::count(all, ' '), 7) << sort;
    }
    EXPECT_EQ(get(As::sara, "/tickets?cursor=nonsense").status, 422);
}

TEST_P(FindTest, views_are_searches_and_count) {
    auto first = open("One"), second = open("Two");
    put(As::sara, path_of(first) + "/assignment", "{'assignee_id':2}");
    EXPECT_EQ(listed(As::sara, "mine"), std::to_string(first) + " ");
    EXPECT_EQ(listed(As::sara, "unassigned"), std::to_string(second) + " ");
    EXPECT_EQ(listed(As::minjun, "mine"), "");
    auto made = post(As::sara, "/views", "{'name':'Mine','query':'assignee:me','sort':'created'}");
    ASSERT_EQ(made.status, 201) << made.response.body;
    EXPECT_EQ(post(As::sara, "/views", "{'name':'Mine','query':''}").status, 409);
    EXPECT_EQ(post(As::sara, "/views", "{'name':'Bad','query':'severity:huge'}").status, 422);
    EXPECT_EQ(post(As::sara, "/views", "{'name':'All','query':'','shared':true}").status, 403);
    EXPECT_EQ(listed(As::sara, made.text("key")), std::to_string(first) + " ");
    EXPECT_EQ(get(As::minjun, "/tickets?view=" + made.text("key")).status, 404);
    EXPECT_EQ(patch(As::sara, "/views/" + made.text("key"), "{'query':'assignee:none'}").status, 200);
    EXPECT_EQ(listed(As::sara, made.text("key")), std::to_string(second) + " ");
    auto views = get(As::sara, "/views");
    for (auto& view : views["items"].as_array()) {
        if (view.at("key").as_string() == "open") { EXPECT_EQ(view.at("count").as_int64(), 2); }
    }
    EXPECT_EQ(remove(As::sara, "/views/" + made.text("key")).status, 204);
    EXPECT_EQ(get(As::sara, "/tickets?view=" + made.text("key")).status, 404);
}

TEST(snippet, shows_the_place_of_the_word_escaped) {
    EXPECT_EQ(marked_snippet("a <i> Disk & disks", "disk"), "a &lt;i&gt; <mark>Disk</mark> &amp; <mark>disk</mark>s");
    EXPECT_EQ(marked_snippet("redisk disk", "disk"), "redisk <mark>disk</mark>");
    EXPECT_EQ(marked_snippet("서버에 접속", "서버"), "<mark>서버</mark>에 접속");
    std::string longer(300, 'x');
    EXPECT_TRUE(marked_snippet(longer + " needle " + longer, "needle").contains("<mark>needle</mark>"));
}

}  // namespace
}  // namespace goodhost::tickets
