#pragma once
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "app/house.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/trail/trail.hpp"
#include "promises/promises.hpp"
#include "tickets/tickets.hpp"

/// For tests: a house whose consumers follow at once and whose timers ring when the time is moved past them.
namespace goodhost::app::testing {

using namespace std::chrono_literals;

class PromisesHouse : public House {
  public:
    explicit PromisesHouse(db::Dialect dialect, const std::set<std::string_view>& consumers = {"promises.clocks"})
        : House(dialect),
          consumers_(database(), system(), only(registry(), consumers), "test"),
          runner_(database(), system(), registry().jobs(), "test", 1) {
        log::set_level(log::Level::error);
        consumers_.start();
        watch();
    }
    ~PromisesHouse() { consumers_.stop(); }
    PromisesHouse(const PromisesHouse&) = delete;
    PromisesHouse& operator=(const PromisesHouse&) = delete;

    /// Nothing is waited for when nothing was written.
    void catch_up() {
        auto newest = [&] { return database().read([](db::Reader& reader) { return trail::newest_of(reader); }); };
        // What one consumer writes is another's to follow.
        for (auto seen = newest(); seen != followed_; seen = newest()) {
            EXPECT_TRUE(consumers_.caught_up(60s));
            followed_ = seen;
        }
    }
    /// The time goes on, and everything happens at its moment.
    void pass(Duration time) {
        auto end = clock().now() + time;
        catch_up();
        while (true) {
            auto next = next_job();
            if (!next || *next > end) break;
            clock().set(std::max(*next, clock().now()));
            // One that waits for what is not here would be waited for until the end of time.
            if (runner_.run_due() == 0) break;
            catch_up();
        }
        clock().set(end);
    }
    void watch();

    Context agent() {
        return database().read([&](db::Reader& reader) { return accounts::acting_as_agent(reader, system(), {4}); });
    }
    Context contact() {
        return database().read(
            [&](db::Reader& reader) { return accounts::acting_as_contact(system(), *accounts::find_contact(reader, {1})); });
    }
    tickets::TicketId open(tickets::Severity severity = tickets::Severity::normal) {
        tickets::NewTicket input;
        input.brand = BrandId{1};
        input.contact = {1};
        input.subject = "Site is down";
        input.body = tickets::make_body({}, "It shows an error.");
        input.severity = severity;
        auto id = database().write([&](db::Tx& tx) { return tickets::open_ticket(tx, contact(), input).id; });
        catch_up();
        return id;
    }
    tickets::Message say(const Context& who, tickets::TicketId id, const tickets::NewMessage& more = {}) {
        auto message = more;
        message.body = tickets::make_body({}, "Words.");
        auto said = database().write([&](db::Tx& tx) { return tickets::add_message(tx, who, id, message); });
        catch_up();
        return said;
    }
    /// As the owner; the answer's JSON.
    boost::json::value ask(http::Method method, const std::string& target, const std::string& body = {}) {
        auto answer = call(method, "/api/v1" + target, "owner", body);
        EXPECT_LT(answer.status, 300) << target << ": " << answer.body;
        catch_up();
        return answer.body.empty() ? boost::json::value{} : boost::json::parse(answer.body);
    }
    static std::string place(tickets::TicketId id) { return "/tickets/" + std::to_string(id.value); }

    std::vector<trail::Entry> told(tickets::TicketId id) {
        auto entries = database().read([&](db::Reader& reader) { return trail::read_stream(reader, tickets::stream_of(id), 0, 10'000); });
        std::erase_if(entries, [](auto& entry) { return !entry.type.starts_with("promises."); });
        return entries;
    }
    /// `started:first_response+resolution kept:first_response`
    std::string story(tickets::TicketId id) {
        std::string story;
        for (auto& entry : told(id)) {
            story += (story.empty() ? "" : " ") + entry.type.substr(entry.type.find('.') + 1);
            auto payload = trail::payload_of<promises::entries::Told>(entry);
            for (std::size_t i = 0; i < payload.clocks.size(); ++i)
                story += (i == 0 ? ":" : "+") + std::string(enum_name(payload.clocks[i].kind));
        }
        return story;
    }
    /// When the open promise of a kind is due, as RFC 3339; `-` when it stands still, empty when there is none.
    std::string due(tickets::TicketId id, const std::string& kind) {
        auto list = ask(http::Method::get, place(id) + "/promises");
        for (auto& item : list.at("items").as_array()) {
            if (item.at("kind").as_string() != std::string_view(kind) || !item.at("ended_at").is_null()) continue;
            return item.at("due_at").is_null() ? "-" : std::string(item.at("due_at").as_string());
        }
        return {};
    }

  private:
    static std::vector<trail::Consumer> only(const Registry& registry, const std::set<std::string_view>& names) {
        auto consumers = registry.consumers();
        std::erase_if(consumers, [&](auto& consumer) { return !names.contains(consumer.name); });
        return consumers;
    }
    std::optional<Instant> next_job();

    trail::Position followed_;

    trail::Consumers consumers_;
    jobs::Runner runner_;
};

}  // namespace goodhost::app::testing
