#include "escalation/pushing.hpp"

#include <algorithm>

#include "escalation/acknowledge_link.hpp"
#include "escalation/queries.hpp"
#include "escalation/telling.hpp"
#include "platform/services.hpp"
#include "push/push.hpp"

namespace goodhost::escalation {

using namespace std::chrono_literals;

namespace {

/// A mail may wait; a person who sleeps is woken at once, and not ten times in a minute.
constexpr Duration gather = 2s, between_notes = 20s;

struct Pushed {
    std::int64_t tell_id = 0;
    TicketId ticket_id;
    BrandId brand_id;
    std::string subject;
    tickets::Severity severity = tickets::Severity::normal;
    bool fresh = false;
};
BOOST_DESCRIBE_STRUCT(Pushed, (), (tell_id, ticket_id, brand_id, subject, severity, fresh))

push::Note note_of(const Context& context, AgentId agent, const std::vector<Pushed>& pushed) {
    auto& newest = pushed.front();
    bool one = pushed.size() == 1;
    auto number = std::to_string(newest.ticket_id.value);
    push::Note note{.key = one ? "escalation.push.page" : "escalation.push.pages",
                    .arguments = {{"number", number}, {"count", std::to_string(pushed.size())}},
                    .severity = std::ranges::min(pushed, {}, &Pushed::severity).severity,
                    .subject = one ? newest.subject : "",
                    .path = one ? "/desk/inbox/" + number : "/desk/inbox",
                    .tag = "calls"};
    note.button = push::Button{.label = "escalation.link.acknowledge",
                               .done = "escalation.push.done",
                               .address = std::string(acknowledge_address),
                               .token = acknowledge_token(context, {agent, newest.tell_id})};
    return note;
}

}  // namespace

void order_push(db::Tx& tx, const Context& system, AgentId agent) {
    // The first that waits sets the time; later ones join it.
    if (tx.get<std::int64_t>(sql::count_push_waiting, agent) != 1) return;
    auto at = system.now() + gather;
    if (auto pushed = tx.find<Instant>(sql::find_pushed, agent)) at = std::max(at, *pushed + between_notes);
    jobs::enqueue(tx, system, push_job, OfAgent{agent}, {at, std::to_string(agent.value)});
}

void push_waiting(const Context& context, const jobs::Job& job) {
    auto agent = json::from_json<OfAgent>(job.payload).agent_id;
    context.services.database.write([&](db::Tx& tx) {
        tx.execute(sql::take_turn, agent);
        auto pushed = tx.list<Pushed>(sql::list_pushed, agent);
        tx.execute(sql::settle_push, agent);
        if (std::ranges::none_of(pushed, &Pushed::fresh)) return;
        tx.execute(sql::save_pushed, agent, context.now());
        push::queue(tx, context.as_system(pushed.front().brand_id), agent, note_of(context, agent, pushed));
    });
}

}  // namespace goodhost::escalation
