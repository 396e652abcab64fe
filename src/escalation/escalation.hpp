#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "accounts/ids.hpp"
#include "tickets/tickets.hpp"

namespace goodhost {
class Registry;
}

/// Who is told when something must not wait, and who next when nobody answers to it.
namespace goodhost::escalation {

using accounts::AgentId;
using tickets::stream_of;
using tickets::ticket_of;
using tickets::TicketId;

struct LadderTag {};
struct PageTag {};
using LadderId = Id<LadderTag>;
using PageId = Id<PageTag>;

inline constexpr Permission may_configure{"escalation.configure"};

/// What makes a page. critical_opened: a critical ticket that nobody has taken. promise_*: any promise of the ticket but the cap.
enum class Trigger { critical_opened, promise_warned, promise_broken, cap_paged, report_due };
BOOST_DESCRIBE_ENUM(Trigger, critical_opened, promise_warned, promise_broken, cap_paged, report_due)

/// desk: a notice that stays until somebody acknowledges. push: a note to the person's devices. webhook: an entry `escalation.called`,
/// which webhooks can listen to.
enum class Means { desk, mail, push, webhook };
BOOST_DESCRIBE_ENUM(Means, desk, mail, push, webhook)

/// Why a page ended. taken: an agent gave the ticket to itself. calmed: it is not critical any more. renewed: all steps of its ladder
/// were gone, and something new made another page.
enum class Ending { acknowledged, taken, answered, resolved, merged, calmed, renewed };
BOOST_DESCRIBE_ENUM(Ending, acknowledged, taken, answered, resolved, merged, calmed, renewed)

/// What the slice writes on the stream of a ticket.
namespace entries {

inline constexpr std::string_view paged = "escalation.paged";                ///< Paged: the first step
inline constexpr std::string_view went_on = "escalation.went_on";            ///< Paged: nobody answered, a further step
inline constexpr std::string_view called = "escalation.called";              ///< Called: for webhooks, of steps that want them
inline constexpr std::string_view acknowledged = "escalation.acknowledged";  ///< Ended
inline constexpr std::string_view ended = "escalation.ended";                ///< Ended

struct Told {
    AgentId agent_id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Told, (), (agent_id, name))

struct Paged {
    PageId page_id;
    TicketId ticket_id;
    Trigger trigger = Trigger::critical_opened;
    std::vector<std::string> promises;  ///< the kinds of promises that it is about
    std::string ladder;
    std::int64_t round = 1, step = 1;
    std::vector<std::int64_t> nobody;  ///< steps that were passed over, because there was nobody to tell
    std::vector<Told> told;
    std::vector<Means> means;
    std::optional<Instant> next_at;  ///< none: it was the last step
};
BOOST_DESCRIBE_STRUCT(Paged, (), (page_id, ticket_id, trigger, promises, ladder, round, step, nobody, told, means, next_at))

struct Callee {
    AgentId agent_id;
    std::string name, email;
};
BOOST_DESCRIBE_STRUCT(Callee, (), (agent_id, name, email))

struct Called {
    PageId page_id;
    TicketId ticket_id;
    std::string subject;
    tickets::Severity severity = tickets::Severity::normal;
    Trigger trigger = Trigger::critical_opened;
    std::vector<Callee> people;
};
BOOST_DESCRIBE_STRUCT(Called, (), (page_id, ticket_id, subject, severity, trigger, people))

struct Ended {
    PageId page_id;
    TicketId ticket_id;
    Ending ending = Ending::acknowledged;
    std::string by_name;            ///< empty: nobody in particular
    std::int64_t open_seconds = 0;  ///< from the first step on
};
BOOST_DESCRIBE_STRUCT(Ended, (), (page_id, ticket_id, ending, by_name, open_seconds))

}  // namespace entries

void register_escalation(Registry& registry);

}  // namespace goodhost::escalation
