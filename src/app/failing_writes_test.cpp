#include <gtest/gtest.h>

#include "app/house.hpp"

namespace goodhost::app {
namespace {

using http::Method;

struct Write {
    Method method;
    std::string target;
    std::string body;
};

/// One valid request for each write, in an order in which each finds what it needs. `{teams}` is the id of the team made
/// last, `{servers.first}` of the first server: a rolled back id is not given out again by PostgreSQL.
const std::vector<Write> writes = {
    {Method::post, "/api/v1/brands", R"({"key":"two","name":"Two","domain":"two.test"})"},
    {Method::patch, "/api/v1/brands/1", R"({"name":"Main renamed"})"},
    {Method::patch, "/api/v1/me", R"({"signature":"Yours"})"},
    {Method::post, "/api/v1/agents", R"({"name":"New","email":"new@main.test","role_id":4})"},
    {Method::patch, "/api/v1/agents/4", R"({"name":"Renamed","languages":["en","ko"]})"},
    {Method::post, "/api/v1/agents/4/invitation", ""},
    {Method::post, "/api/v1/agents/4/deactivation", ""},
    {Method::delete_, "/api/v1/agents/4/deactivation", ""},
    {Method::post, "/api/v1/teams", R"({"name":"First line","members":[1,2]})"},
    {Method::patch, "/api/v1/teams/{teams}", R"({"name":"Front","members":[2,3]})"},
    {Method::post, "/api/v1/roles", R"({"name":"Billing","permissions":["accounts.view_customers"]})"},
    {Method::patch, "/api/v1/roles/{roles}", R"({"name":"Money","permissions":[]})"},
    {Method::delete_, "/api/v1/roles/{roles}", ""},
    {Method::post, "/api/v1/sign_in_links", R"({"email":"agent@main.test"})"},
    {Method::delete_, "/api/v1/agents/5/tokens/5", ""},
    {Method::post, "/api/v1/customers", R"({"name":"Beta","external_id":"b1"})"},
    {Method::patch, "/api/v1/customers/{customers}", R"({"notes":"Pays late"})"},
    {Method::post, "/api/v1/contacts",
     R"({"name":"Bob","customer_id":{customers},"addresses":[{"email":"bob@beta.test"},{"email":"b@beta.test"}],"phones":[{"number":"+4912345","label":"office"}]})"},
    {Method::patch, "/api/v1/contacts/{contacts}",
     R"({"role":"owner","sees_company_tickets":true,"addresses":[{"email":"bob@beta.test"}]})"},
    {Method::post, "/api/v1/contacts/{contacts}/merge", R"({"into_contact_id":1})"},
    {Method::post, "/api/v1/products", R"({"name":"VPS M","tier":"vps","price_minor":1900})"},
    {Method::patch, "/api/v1/products/{products}", R"({"price_minor":2100})"},
    {Method::post, "/api/v1/servers", R"({"name":"rack-1","kind":"rack"})"},
    {Method::post, "/api/v1/servers", R"({"name":"fra-12","depends_on":[{servers.first}]})"},
    {Method::patch, "/api/v1/servers/{servers}", R"({"status":"down","depends_on":[{servers.first}]})"},
    {Method::post, "/api/v1/services", R"({"customer_id":1,"product_id":{products},"server_id":{servers},"primary_domain":"acme.test"})"},
    {Method::patch, "/api/v1/services/{services}", R"({"status":"suspended"})"},
    {Method::post, "/api/v1/sites", R"({"service_id":{services},"url":"https://acme.test"})"},
    {Method::patch, "/api/v1/sites/{sites}", R"({"status":"down"})"},
    {Method::post, "/api/v1/webhooks", R"({"url":"https://acme.test/hook","events":["tickets."]})"},
    {Method::patch, "/api/v1/webhooks/{webhooks}", R"({"events":["tickets.created"]})"},
    {Method::post, "/api/v1/webhooks/{webhooks}/test", ""},
    {Method::post, "/api/v1/webhooks/{webhooks}/deliveries/{test}/resend", ""},
    {Method::delete_, "/api/v1/webhooks/{webhooks}", ""},
    {Method::patch, "/api/v1/brands/1", R"({"sender_address":"support@main.test"})"},
    {Method::patch, "/api/v1/senders/1", R"({"host":"mail.main.test","username":"main","password":"a secret"})"},
    {Method::post, "/api/v1/senders/1/dkim_keys", R"({"algorithm":"ed25519_sha256","selector":"s1"})"},
    {Method::patch, "/api/v1/senders/1/dkim_keys/{dkim_keys}", R"({"active":true})"},
    {Method::delete_, "/api/v1/senders/1/dkim_keys/{dkim_keys}", ""},
    {Method::put, "/api/v1/mail_texts/acknowledgement", R"({"brand_id":1,"locale":"en","body":"Ticket {{number}}"})"},
    {Method::post, "/api/v1/mail_texts/acknowledgement/samples", R"({"brand_id":1,"locale":"en","body":"Ticket {{number}}"})"},
    {Method::delete_, "/api/v1/mail_texts/acknowledgement", R"({"brand_id":1,"locale":"en"})"},
    {Method::put, "/api/v1/me/notification_settings", R"({"ways":{"assigned":"mail"},"digest_minutes":15})"},
    {Method::put, "/api/v1/push_key", ""},
    {Method::post, "/api/v1/me/push_devices",
     R"({"name":"Phone","endpoint":"https://push.test/1","auth":"BTBZMqHH6r4Tts7J_aSIgg",)"
     R"("p256dh":"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"})"},
    {Method::post, "/api/v1/me/push_devices/{push_devices}/tests", ""},
    {Method::delete_, "/api/v1/me/push_devices/{push_devices}", ""},
    {Method::delete_, "/api/v1/sites/{sites}", ""},
    {Method::delete_, "/api/v1/services/{services}", ""},
    {Method::delete_, "/api/v1/servers/{servers}", ""},
    {Method::delete_, "/api/v1/products/{products}", ""},
    {Method::delete_, "/api/v1/teams/{teams}", ""},
    {Method::post, "/api/v1/mailboxes", R"({"name":"help","address":"help@main.test"})"},
    {Method::patch, "/api/v1/mailboxes/{mailboxes}", R"({"category":"billing"})"},
    {Method::put, "/api/v1/mailboxes/{mailboxes}/source",
     R"({"host":"imap.test","port":993,"security":"tls","login":"help","secret":"s"})"},
    {Method::delete_, "/api/v1/mailboxes/{mailboxes}/source", ""},
    {Method::post, "/api/v1/tickets",
     R"({"subject":"Down","body_text":"It is","contact":{"email":"new@acme.test"},"tags":["a"],"assignee_id":1})"},
    {Method::post, "/api/v1/tickets/{tickets}/messages", R"({"kind":"reply","body_text":"On it","cc":[{"email":"c@acme.test"}]})"},
    {Method::post, "/api/v1/tickets/{tickets}/messages", R"({"kind":"note","body_text":"Odd","mentions":[2]})"},
    {Method::post, "/api/v1/tickets/{tickets}/split", R"({"message_ids":[{messages}],"subject":"Apart"})"},
    {Method::post, "/api/v1/tickets/{tickets}/messages", R"({"kind":"reply","body_text":"Later","send_at":"2099-01-01T00:00:00Z"})"},
    {Method::delete_, "/api/v1/tickets/{tickets}/messages/{messages}", ""},
    {Method::put, "/api/v1/tickets/{tickets}/status", R"({"status":"on_hold","reason":"Disk","next_report_at":"2099-01-01T00:00:00Z"})"},
    {Method::post, "/api/v1/tickets/{tickets}/resolution", ""},
    {Method::delete_, "/api/v1/tickets/{tickets}/resolution", ""},
    {Method::post, "/api/v1/tickets/{tickets}/closure", ""},
    {Method::delete_, "/api/v1/tickets/{tickets}/closure", ""},
    {Method::put, "/api/v1/tickets/{tickets}/assignment", R"({"assignee_id":2})"},
    {Method::put, "/api/v1/tickets/{tickets}/tags", R"({"tags":["b","c"]})"},
    {Method::put, "/api/v1/tickets/{tickets}/followers", R"({"agent_ids":[1,2]})"},
    {Method::delete_, "/api/v1/tickets/{tickets}/follow", ""},
    {Method::put, "/api/v1/tickets/{tickets}/cc", R"({"addresses":[{"email":"d@acme.test"}]})"},
    {Method::put, "/api/v1/tickets/{tickets}/snooze", R"({"until":"2099-01-01T00:00:00Z"})"},
    {Method::delete_, "/api/v1/tickets/{tickets}/snooze", ""},
    {Method::delete_, "/api/v1/tickets/{tickets}/read", ""},
    {Method::put, "/api/v1/tickets/{tickets}/read", "{}"},
    {Method::put, "/api/v1/tickets/{tickets}/draft", R"({"kind":"message","body_html":"<p>Dear</p>","base_message_count":1})"},
    {Method::delete_, "/api/v1/tickets/{tickets}/draft", ""},
    {Method::patch, "/api/v1/tickets/{tickets}", R"({"subject":"Still down","severity":"high"})"},
    {Method::post, "/api/v1/tickets", R"({"subject":"Again","body_text":"Down","contact":{"email":"new@acme.test"}})"},
    {Method::post, "/api/v1/tickets/{tickets}/links", R"({"ticket_id":{tickets.first},"kind":"duplicate"})"},
    {Method::delete_, "/api/v1/tickets/{tickets}/links/{tickets.first}", ""},
    {Method::post, "/api/v1/tickets/{tickets}/merge", R"({"into_ticket_id":{tickets.first}})"},
    {Method::delete_, "/api/v1/tickets/{tickets}/merge", ""},
    {Method::post, "/api/v1/views", R"({"name":"Mine","query":"assignee:me","shared":true})"},
    {Method::post, "/api/v1/macros", R"({"name":"Done","shared":true,"actions":[{"action":"status","value":"resolved"}]})"},
    {Method::patch, "/api/v1/macros/{macros}", R"({"name":"Finished"})"},
    {Method::delete_, "/api/v1/macros/{macros}", ""},
    {Method::post, "/api/v1/answers", R"({"title":"Hello","shortcut":"hi","texts":{"en":"<p>Hello</p>"}})"},
    {Method::patch, "/api/v1/answers/{answers}", R"({"title":"Greeting"})"},
    {Method::delete_, "/api/v1/answers/{answers}", ""},
    {Method::post, "/api/v1/custom_fields", R"({"key":"cause","label":{"en":"Cause"},"kind":"text"})"},
    {Method::patch, "/api/v1/custom_fields/{custom_fields}", R"({"label":{"en":"Reason"}})"},
    {Method::delete_, "/api/v1/custom_fields/{custom_fields}", ""},
    {Method::post, "/api/v1/categories", R"({"key":"moving","name":{"en":"Moving"}})"},
    {Method::patch, "/api/v1/categories/moving", R"({"name":{"en":"Moving in"}})"},
    {Method::delete_, "/api/v1/categories/moving", ""},
    {Method::post, "/api/v1/blocked_senders", R"({"sender":"spam.test","reason":"Spam"})"},
    {Method::delete_, "/api/v1/blocked_senders/{blocked_senders}", ""},
    {Method::post, "/api/v1/promise_calendars",
     R"({"name":"Office","time_zone":"Asia/Seoul","spans":[{"weekday":"monday","from":"09:00","to":"18:00"}]})"},
    {Method::patch, "/api/v1/promise_calendars/{promise_calendars}", R"({"name":"Seoul","holidays":[{"date":"2026-12-25"}]})"},
    {Method::post, "/api/v1/promise_calendars/{promise_calendars}/holidays",
     R"({"ical":"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261224\nEND:VEVENT\nEND:VCALENDAR"})"},
    {Method::post, "/api/v1/promise_policies",
     R"({"name":"Ours","position":1,"targets":{"report":{"minutes":30,"measure":"calendar"}},"calendar_id":{promise_calendars}})"},
    {Method::patch, "/api/v1/promise_policies/{promise_policies}", R"({"position":2,"conditions":{"tiers":["vps"]}})"},
    {Method::delete_, "/api/v1/promise_policies/{promise_policies}", ""},
    {Method::delete_, "/api/v1/promise_calendars/{promise_calendars}", ""},
    {Method::put, "/api/v1/promise_cap", R"({"minutes":720})"},
    {Method::post, "/api/v1/skills", R"({"name":"DNS"})"},
    {Method::patch, "/api/v1/skills/{skills}", R"({"name":"Names and DNS"})"},
    {Method::put, "/api/v1/agents/4/skills", R"({"skills":[{"skill_id":{skills},"level":3}]})"},
    {Method::put, "/api/v1/agents/4/capacities", R"({"email":5,"portal":5,"chat":2,"phone":0})"},
    {Method::put, "/api/v1/me/presence", R"({"presence":"online"})"},
    {Method::post, "/api/v1/rosters",
     R"({"name":"Nights","time_zone":"Asia/Seoul","layers":[{"name":"Turns","agents":[3,4],"rotation":{"every":1,"unit":"weeks","starts_at":"2026-01-05T09:00"}}]})"},
    {Method::patch, "/api/v1/rosters/{rosters}", R"({"time_zone":"Asia/Tashkent","rest_hours":12})"},
    {Method::post, "/api/v1/rosters/{rosters}/overrides",
     R"({"agent_id":2,"instead_of":3,"from_at":"2099-01-01T00:00:00Z","to_at":"2099-01-02T00:00:00Z"})"},
    {Method::patch, "/api/v1/rosters/{rosters}/overrides/{overrides}", R"({"to_at":"2099-01-03T00:00:00Z"})"},
    {Method::delete_, "/api/v1/rosters/{rosters}/overrides/{overrides}", ""},
    {Method::post, "/api/v1/leaves", R"({"agent_id":4,"kind":"sick","from_at":"2099-01-01T00:00:00Z","to_at":"2099-01-02T00:00:00Z"})"},
    {Method::delete_, "/api/v1/leaves/{leaves}", ""},
    {Method::patch, "/api/v1/rosters/{rosters}", R"({"layers":[{"name":"All","agents":[1,4]}]})"},
    {Method::post, "/api/v1/rosters/{rosters}/swaps", R"({"to_agent":4,"from_at":"2098-01-01T00:00:00Z","to_at":"2098-01-02T00:00:00Z"})"},
    {Method::delete_, "/api/v1/swaps/{swaps}", ""},
    {Method::post, "/api/v1/rosters/{rosters}/hand_overs", R"({"note":"All quiet"})"},
    {Method::post, "/api/v1/me/duty_feed", ""},
    {Method::delete_, "/api/v1/me/duty_feed", ""},
    {Method::delete_, "/api/v1/rosters/{rosters}", ""},
    {Method::delete_, "/api/v1/skills/{skills}", ""},
    {Method::post, "/api/v1/escalation_ladders",
     R"({"name":"Ours","position":1,"triggers":["promise_broken"],"steps":[{"after_minutes":0,"targets":[{"kind":"role","role":"lead"}],"means":["desk"]}]})"},
    {Method::patch, "/api/v1/escalation_ladders/{escalation_ladders}", R"({"position":2,"repeats":1,"repeat_minutes":5})"},
    {Method::delete_, "/api/v1/escalation_ladders/{escalation_ladders}", ""},
    {Method::post, "/api/v1/severity_rules", R"({"name":"Ours","position":1,"basis":"words","phrases":["mail lost"],"severity":"high"})"},
    {Method::patch, "/api/v1/severity_rules/{severity_rules}", R"({"position":2,"phrases":["mail* lost"]})"},
    {Method::delete_, "/api/v1/severity_rules/{severity_rules}", ""},
    {Method::put, "/api/v1/signals/ping-fra-1", R"({"kind":"monitor","state":"down","server_id":{servers.first},"summary":"No answer"})"},
    {Method::put, "/api/v1/signals/ping-fra-1", R"({"kind":"monitor","state":"up","server_id":{servers.first}})"},
    {Method::delete_, "/api/v1/signals/ping-fra-1", ""},
    {Method::post, "/api/v1/routing_rules", R"({"rule":"longest_idle"})"},
    {Method::patch, "/api/v1/routing_rules/{routing_rules}", R"({"rule":"score"})"},
    {Method::delete_, "/api/v1/routing_rules/{routing_rules}", ""},
    {Method::post, "/api/v1/skills", R"({"name":"Mail"})"},
    {Method::put, "/api/v1/routing_needs", R"({"items":[{"category":"billing","skill_id":{skills},"level":2}]})"},
    {Method::post, "/api/v1/tickets", R"({"subject":"Again","body_text":"Down","contact":{"email":"third@acme.test"}})"},
    {Method::post, "/api/v1/me/next_ticket", ""},
    {Method::put, "/api/v1/brands/1/ticket_settings", R"({"reopen_days":3,"undo_seconds":5})"},
};

/// The time of a token's last use is written beside the request.
const std::set<std::string> beside = {"tokens"};
constexpr int most_statements = 60;

/// Ids of what was made, by the last part of the path that made it.
class Made {
  public:
    void keep(const Write& write, const std::string& answer) {
        auto at = answer.find("\"id\":");
        if (write.method != Method::post || at == std::string::npos) return;
        auto id = answer.substr(at + 5, answer.find_first_of(",}", at) - at - 5);
        auto name = write.target.substr(write.target.rfind('/') + 1);
        ids_.try_emplace("{" + name + ".first}", id);
        ids_["{" + name + "}"] = id;
    }
    std::string filled(std::string text) const {
        for (auto& [mark, id] : ids_)
            for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.replace(at, mark.size(), id);
        return text;
    }

  private:
    std::map<std::string, std::string> ids_;
};

class FailingWritesTest : public ::testing::TestWithParam<db::Dialect> {};
INSTANTIATE_TEST_SUITE_P(databases, FailingWritesTest, ::testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST_P(FailingWritesTest, a_write_whose_nth_statement_fails_changes_nothing_and_leaves_no_entry) {
    testing::House house(GetParam());
    int failures = 0;
    Made made;
    for (auto& write : writes) {
        auto target = made.filled(write.target), body = made.filled(write.body);
        bool succeeded = false;
        for (int n = 1; n <= most_statements && !succeeded; ++n) {
            auto before = house.dump(beside);
            db::fail_nth_change(house.database(), n);
            auto answer = house.call(write.method, target, "owner", body);
            db::fail_nth_change(house.database(), 0);
            succeeded = answer.status < 300;
            if (succeeded) {
                made.keep(write, answer.body);
                EXPECT_NE(house.dump(beside), before) << write.target << " changed nothing";
                break;
            }
            ++failures;
            ASSERT_GE(answer.status, 500) << write.target << " refused at statement " << n << ": " << answer.body;
            ASSERT_EQ(house.dump(beside), before) << http::to_string(write.method) << " " << write.target << " statement " << n;
        }
        ASSERT_TRUE(succeeded) << http::to_string(write.method) << " " << write.target;
    }
    std::printf("%zu writes, %d failed statements\n", writes.size(), failures);
}

}  // namespace
}  // namespace goodhost::app
