#pragma once
#include "escalation/ladder.hpp"
#include "platform/core/context.hpp"
#include "platform/db/db.hpp"

/// A page from its cause to its end.
namespace goodhost::escalation {

/// With its ladder as it was when it began. `round` and `step` are the rung that comes at `next_at`.
struct Page {
    PageId id;
    TicketId ticket_id;
    BrandId brand_id;
    std::int64_t cause_sequence = 0;
    Trigger trigger_kind = Trigger::critical_opened;
    std::vector<std::string> promises;
    std::string ladder;
    std::vector<Step> steps;
    std::int64_t repeats = 0, repeat_minutes = 0;
    std::int64_t round = 0, step = 0;
    std::optional<Instant> next_at;
    Instant started_at{};
    std::optional<Instant> ended_at;
    std::optional<Ending> ending;
    std::string ended_by;
};
BOOST_DESCRIBE_STRUCT(Page, (),
                      (id, ticket_id, brand_id, cause_sequence, trigger_kind, promises, ladder, steps, repeats, repeat_minutes, round, step,
                       next_at, started_at, ended_at, ending, ended_by))

/// Consumer: begins and ends pages. A ticket has one at a time: while it is climbed, nothing new makes another.
void follow_entry(db::Tx& tx, const Context& context, const trail::Entry& entry);
/// Most of what happens to tickets: it calls nobody, and nobody is called for the ticket.
bool changes_nothing(db::Reader& reader, const trail::Entry& entry);

/// Timer: the next rung, unless the ticket's stream says meanwhile that somebody has it in hand.
void go_on(db::Tx& tx, const Context& context, PageId id);

/// Ends it in the name of the context's actor and takes it off everybody's screen.
void end_page(db::Tx& tx, const Context& context, Page& page, Ending ending);

inline constexpr std::string_view timer = "escalation.timer";  ///< OfPage: the next rung
struct OfPage {
    PageId page_id;
};
BOOST_DESCRIBE_STRUCT(OfPage, (), (page_id))

}  // namespace goodhost::escalation
