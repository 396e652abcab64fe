#include "platform/core/changes.hpp"

#include <algorithm>
#include <set>

#include "promises/queries.hpp"
#include "promises/settings.hpp"

namespace goodhost::promises {

namespace {

void check(const CalendarRow& calendar) {
    FieldProblems problems;
    if (calendar.name.empty()) problems.add("name", "required");
    check_hours(hours_of(calendar), problems);
    problems.throw_if_any();
}

void record(db::Tx& tx, const Context& context, const CalendarRow& calendar, std::string_view change) {
    record_configured(tx, context, {"calendar", calendar.name, std::string(change), {json::to_json(calendar)}});
}

}  // namespace

CalendarList list_calendars(db::Reader& reader, const Context&, const http::Empty&) {
    return {reader.list<CalendarRow>(sql::list_calendars)};
}

CalendarRow get_calendar(db::Reader& reader, const Context&, const CalendarKey& input) {
    auto calendar = reader.find<CalendarRow>(sql::find_calendar, input.calendar_id);
    if (!calendar) throw Problem(ProblemKind::not_found, "promises.calendar_not_found");
    return *calendar;
}

CalendarRow create_calendar(db::Tx& tx, const Context& context, const CalendarInput& input) {
    CalendarRow calendar{{}, input.name, input.time_zone, input.spans, input.holidays, context.now()};
    check(calendar);
    calendar.id =
        tx.get<CalendarId>(sql::insert_calendar, calendar.name, calendar.time_zone, calendar.spans, calendar.holidays, calendar.created_at);
    record(tx, context, calendar, "created");
    return calendar;
}

CalendarRow change_calendar(db::Tx& tx, const Context& context, const CalendarChange& input) {
    auto calendar = get_calendar(tx, context, {input.calendar_id});
    apply_changes(input, calendar);
    check(calendar);
    tx.execute(sql::change_calendar, calendar.id, calendar.name, calendar.time_zone, calendar.spans, calendar.holidays);
    record(tx, context, calendar, "changed");
    return calendar;
}

HolidaysFound read_import(const Context&, const HolidayImport& input) {
    auto read = read_holidays(input.ical);
    if (!read) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"ical", "promises.bad_ical", {}}});
    return {input.calendar_id, std::move(*read)};
}

HolidaysImported import_holidays(db::Tx& tx, const Context& context, const HolidaysFound& input) {
    HolidaysImported done{get_calendar(tx, context, {input.calendar_id}), 0, 0, input.read.skipped};
    auto& calendar = done.calendar;
    std::set<std::string> days;
    for (auto& holiday : calendar.holidays) days.insert(holiday.date);
    for (auto& holiday : input.read.holidays) {
        bool fresh = days.insert(holiday.date).second;
        if (fresh) calendar.holidays.push_back(holiday);
        ++(fresh ? done.added : done.known);
    }
    std::ranges::sort(calendar.holidays, {}, &Holiday::date);
    check(calendar);
    tx.execute(sql::change_calendar, calendar.id, calendar.name, calendar.time_zone, calendar.spans, calendar.holidays);
    record(tx, context, calendar, "changed");
    return done;
}

void delete_calendar(db::Tx& tx, const Context& context, const CalendarKey& input) {
    auto calendar = get_calendar(tx, context, input);
    if (tx.get<std::int64_t>(sql::count_policies_of_calendar, calendar.id) > 0)
        throw Problem(ProblemKind::conflict, "promises.calendar_in_use");
    tx.execute(sql::delete_calendar, calendar.id);
    record(tx, context, calendar, "deleted");
}

}  // namespace goodhost::promises
