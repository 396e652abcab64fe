#pragma once
#include "platform/db/db.hpp"
#include "platform/http/route.hpp"
#include "promises/calendar.hpp"
#include "promises/ical.hpp"
#include "promises/policy.hpp"

/// What a host arranges: calendars, policies, the cap. Each change is on the stream `promises` and reckons what runs anew.
namespace goodhost::promises {

struct CalendarRow {
    CalendarId id;
    std::string name;
    std::string time_zone;
    std::vector<Span> spans;
    std::vector<Holiday> holidays;
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(CalendarRow, (), (id, name, time_zone, spans, holidays, created_at))
inline Hours hours_of(const CalendarRow& row) { return {row.time_zone, row.spans, row.holidays}; }

struct CalendarList {
    std::vector<CalendarRow> items;
};
BOOST_DESCRIBE_STRUCT(CalendarList, (), (items))
CalendarList list_calendars(db::Reader& reader, const Context& context, const http::Empty&);

struct CalendarKey {
    CalendarId calendar_id;
};
BOOST_DESCRIBE_STRUCT(CalendarKey, (), (calendar_id))
CalendarRow get_calendar(db::Reader& reader, const Context& context, const CalendarKey& input);

struct CalendarInput {
    std::string name;
    std::string time_zone;
    std::vector<Span> spans;
    std::vector<Holiday> holidays;
    static constexpr Rule rules[] = {{"name", 100}, {"time_zone", 60}, {"spans", 100}, {"holidays", 1000}};
};
BOOST_DESCRIBE_STRUCT(CalendarInput, (), (name, time_zone, spans, holidays))
CalendarRow create_calendar(db::Tx& tx, const Context& context, const CalendarInput& input);

struct CalendarChange {
    CalendarId calendar_id;
    Patch<std::string> name;
    Patch<std::string> time_zone;
    Patch<std::vector<Span>> spans;
    Patch<std::vector<Holiday>> holidays;
    static constexpr Rule rules[] = {{"name", 100}, {"time_zone", 60}, {"spans", 100}, {"holidays", 1000}};
};
BOOST_DESCRIBE_STRUCT(CalendarChange, (), (calendar_id, name, time_zone, spans, holidays))
CalendarRow change_calendar(db::Tx& tx, const Context& context, const CalendarChange& input);
void delete_calendar(db::Tx& tx, const Context& context, const CalendarKey& input);

/// Whole days of an iCalendar file become holidays. A day that the calendar has already stays as it is.
struct HolidayImport {
    CalendarId calendar_id;
    std::string ical;
    static constexpr Rule rules[] = {{"ical", 1 << 20}};
};
BOOST_DESCRIBE_STRUCT(HolidayImport, (), (calendar_id, ical))
struct HolidaysFound {
    CalendarId calendar_id;
    HolidaysRead read;
};
/// Reads the file before the transaction.
HolidaysFound read_import(const Context& context, const HolidayImport& input);
struct HolidaysImported {
    CalendarRow calendar;
    std::int64_t added = 0;
    std::int64_t known = 0;
    std::int64_t skipped = 0;  ///< events that are no whole days, are cancelled, or repeat otherwise than every year on their day
};
BOOST_DESCRIBE_STRUCT(HolidaysImported, (), (calendar, added, known, skipped))
HolidaysImported import_holidays(db::Tx& tx, const Context& context, const HolidaysFound& input);

struct PolicyList {
    std::vector<Policy> items;  ///< in order, the floor last
};
BOOST_DESCRIBE_STRUCT(PolicyList, (), (items))
PolicyList list_policies(db::Reader& reader, const Context& context, const http::Empty&);

struct PolicyKey {
    PolicyId policy_id;
};
BOOST_DESCRIBE_STRUCT(PolicyKey, (), (policy_id))
Policy get_policy(db::Reader& reader, const Context& context, const PolicyKey& input);

struct PolicyInput {
    std::string name;
    std::optional<std::int64_t> position;  ///< else before the floor
    Conditions conditions;
    Targets targets;
    std::optional<CalendarId> calendar_id;
    std::optional<bool> pause_while_waiting, active;
    static constexpr Rule rules[] = {{"name", 100}, {.field = "position", .min = 1, .max = 100'000}};
};
BOOST_DESCRIBE_STRUCT(PolicyInput, (), (name, position, conditions, targets, calendar_id, pause_while_waiting, active))
Policy create_policy(db::Tx& tx, const Context& context, const PolicyInput& input);

struct PolicyChange {
    PolicyId policy_id;
    Patch<std::string> name;
    Patch<std::int64_t> position;
    Patch<Conditions> conditions;
    Patch<Targets> targets;
    Patch<CalendarId> calendar_id;
    Patch<bool> pause_while_waiting, active;
    static constexpr Rule rules[] = {{"name", 100}, {.field = "position", .min = 1, .max = 100'000}};
};
BOOST_DESCRIBE_STRUCT(PolicyChange, (), (policy_id, name, position, conditions, targets, calendar_id, pause_while_waiting, active))
Policy change_policy(db::Tx& tx, const Context& context, const PolicyChange& input);
/// Throws Problem for one that may not be.
void check_policy(db::Reader& reader, const Policy& policy);
void delete_policy(db::Tx& tx, const Context& context, const PolicyKey& input);

/// How long a customer may be owed a word at most. Never more than a day.
struct Cap {
    std::int64_t minutes = 0;
    static constexpr Rule rules[] = {{.field = "minutes", .min = 15, .max = 1'440}};
};
BOOST_DESCRIBE_STRUCT(Cap, (), (minutes))
Cap get_cap(db::Reader& reader, const Context& context, const http::Empty&);
Cap lower_cap(db::Tx& tx, const Context& context, const Cap& input);

/// Everything that runs is reckoned anew, a few tickets at a time.
inline constexpr std::string_view recompute = "promises.recompute";  ///< AfterTicket
struct AfterTicket {
    TicketId after;
};
BOOST_DESCRIBE_STRUCT(AfterTicket, (), (after))
void recompute_some(const Context& system, TicketId after);

/// The audit of all that is arranged: an entry `promises.configured` on the stream `promises`.
struct Configured {
    std::string what;  ///< `calendar`, `policy`, `cap`
    std::string name;
    std::string change;  ///< `created`, `changed`, `deleted`
    RawJson becomes;
};
BOOST_DESCRIBE_STRUCT(Configured, (), (what, name, change, becomes))
void record_configured(db::Tx& tx, const Context& context, const Configured& entry);

}  // namespace goodhost::promises
