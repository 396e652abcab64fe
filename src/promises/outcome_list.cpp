#include <algorithm>
#include <charconv>

#include "promises/outcomes.hpp"
#include "promises/queries.hpp"

namespace goodhost::promises {

namespace {

constexpr std::size_t page = 50;

[[noreturn]] void refuse(std::string_view field, std::string_view code) {
    throw Problem(ProblemKind::invalid, "platform.invalid_input", {{std::string(field), std::string(code), {}}});
}

std::int64_t id_of(const std::string& key) {
    std::int64_t id = 0;
    auto* last = key.data() + key.size();
    auto [end, error] = std::from_chars(key.data(), last, id);
    if (error != std::errc{} || end != last) refuse("key", "unknown_value");
    return id;
}

/// All quarters of the period that stand in that hour of a day.
std::vector<std::int64_t> quarters_of(const Period& period, const Zone& zone, const std::string& hour) {
    std::vector<std::int64_t> quarters;
    auto first = period.from.time_since_epoch() / quarter, last = period.to.time_since_epoch() / quarter;
    for (auto one = first; one <= last; ++one)
        if (hour_of(zone, one) == hour) quarters.push_back(one);
    return quarters;
}

void add_id(db::Query& query, const std::string& key, const db::Part& some, const db::Part& none) {
    if (key == no_key)
        query.add(none);
    else
        query.add(some, id_of(key));
}

void add_key(db::Query& query, const Context& context, const OutcomeQuery& input, const Period& period) {
    if (!input.key) return;
    auto& key = *input.key;
    switch (input.group.value_or(Group::severity)) {
        case Group::severity: query.add(sql::of_severity, key); break;
        case Group::channel: query.add(sql::of_channel, key); break;
        case Group::tier:
            if (key == no_key)
                query.add(sql::of_no_tier);
            else
                query.add(sql::of_tier, key);
            break;
        case Group::brand: query.add(sql::of_brand, id_of(key)); break;
        case Group::team: add_id(query, key, sql::of_team, sql::of_no_team); break;
        case Group::agent: add_id(query, key, sql::of_agent, sql::of_no_agent); break;
        case Group::hour: query.add(sql::in_quarters, quarters_of(period, zone_of(context, input.time_zone), key)); break;
    }
}

void add_place(db::Query& query, const std::string& cursor) {
    std::int64_t due = 0, id = 0;
    auto* last = cursor.data() + cursor.size();
    auto middle = std::from_chars(cursor.data(), last, due);
    bool good = middle.ec == std::errc{} && middle.ptr != last && *middle.ptr == '.';
    auto end = good ? std::from_chars(middle.ptr + 1, last, id) : middle;
    good = good && end.ec == std::errc{} && end.ptr != last && *end.ptr == '.';
    auto kind = good ? enum_from<PromiseKind>(std::string_view(end.ptr + 1, last)) : std::nullopt;
    if (!kind) refuse("cursor", "bad_cursor");
    query.add(sql::outcomes_after, due, id, *kind);
}

}  // namespace

OutcomeList list_outcomes(db::Reader& reader, const Context& context, const OutcomeQuery& input) {
    auto period = period_of(context, input.from, input.to);
    db::Query query(sql::list_outcomes, period.from, period.to, context.now());
    add_outcome_scope(query, context);
    add_key(query, context, input, period);
    if (input.kind) query.add(sql::of_kind, *input.kind);
    if (input.judged) query.add(*input.judged == Judged::kept ? sql::that_were_kept : sql::that_were_broken);
    if (input.cursor && !input.cursor->empty()) add_place(query, *input.cursor);
    query.order(sql::newest_51);
    OutcomeList list{reader.list<OutcomeItem>(query), {}};
    if (list.items.size() > page) {
        list.items.resize(page);
        auto& last = list.items.back();
        list.next_cursor =
            std::to_string(to_millis(last.due_at)) + "." + std::to_string(last.id.value) + "." + std::string(enum_name(last.kind));
    }
    return list;
}

}  // namespace goodhost::promises
