#include "tickets/views.hpp"
#include "platform/core/changes.hpp"

#include "platform/json/json.hpp"
#include "tickets/configuration.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

namespace {

struct BuiltIn {
    std::string_view key, query;
    Sort sort;
};
/// Faces name them by `tickets.view.<key>`.
constexpr BuiltIn built_in[] = {
    {"mine", "assignee:me is:active", Sort::owed},
    {"team", "team:mine is:active", Sort::owed},
    {"unassigned", "assignee:none is:active", Sort::owed},
    {"at_risk", "is:at_risk", Sort::owed},
    {"open", "queue:open", Sort::owed},
    {"waiting", "queue:waiting", Sort::owed},
    {"on_hold", "queue:on_hold", Sort::owed},
    {"snoozed", "queue:snoozed", Sort::owed},
    {"resolved", "queue:resolved", Sort::owed},
    {"all", "", Sort::updated},
};

struct ViewLine {
    std::int64_t id = 0;
    std::string name;
    std::string query;
    Sort sort = Sort::owed;
    bool shared = false;
    std::int64_t owner_id = 0;
};
BOOST_DESCRIBE_STRUCT(ViewLine, (), (id, name, query, sort, shared, owner_id))

View view_of(const BuiltIn& view) {
    return {std::string(view.key), std::string(view.key), std::string(view.query), view.sort, true, {}, {}};
}
View view_of(ViewLine line) {
    return {std::to_string(line.id), std::move(line.name), std::move(line.query), line.sort, line.shared, line.owner_id, {}};
}

[[noreturn]] void throw_not_found() { throw Problem(ProblemKind::not_found, "tickets.view_not_found"); }

void check_query(const std::string& query, Instant now) {
    FieldProblems problems;
    for (auto& fault : parse_search(query, now).faults) problems.add("query", "tickets.bad_search", {{"at", std::to_string(fault.at)}});
    problems.throw_if_any();
}

/// Own views always; shared ones of others with the right to configure.
ViewLine access_view_to_change(db::Reader& reader, const Context& context, std::int64_t id) {
    auto line = reader.find<ViewLine>(sql::find_view, id, reader_of(context));
    if (!line) throw_not_found();
    if (line->owner_id != reader_of(context)) context.require(may_configure);
    return *line;
}

/// Of what there is to do; how much was ever done is not worth counting for each who looks.
std::optional<std::int64_t> count_of(db::Reader& reader, const Context& context, const View& view) {
    auto search = parse_search(view.query, context.now());
    if (!is_confined_to_open_work(search)) return std::nullopt;
    db::Query query(sql::count_tickets);
    add_conditions(query, reader, context, search);
    return reader.find<std::int64_t>(query).value_or(0);
}

}  // namespace

View get_view(db::Reader& reader, const Context& context, const std::string& key) {
    for (auto& view : built_in)
        if (view.key == key) return view_of(view);
    std::int64_t id = 0;
    if (!json::read_scalar(key, type_of<std::int64_t>(), &id)) throw_not_found();
    auto line = reader.find<ViewLine>(sql::find_view, id, reader_of(context));
    if (!line) throw_not_found();
    return view_of(std::move(*line));
}

ViewList list_views(db::Reader& reader, const Context& context, const http::Empty&) {
    ViewList list;
    for (auto& view : built_in) list.items.push_back(view_of(view));
    for (auto& line : reader.list<ViewLine>(sql::list_views, reader_of(context))) list.items.push_back(view_of(std::move(line)));
    for (auto& view : list.items) view.count = count_of(reader, context, view);
    return list;
}

View create_view(db::Tx& tx, const Context& context, const ViewInput& input) {
    if (input.shared) context.require(may_configure);
    check_query(input.query, context.now());
    ViewLine line{0, input.name, input.query, input.sort.value_or(Sort::owed), input.shared, reader_of(context)};
    line.id = tx.get<std::int64_t>(sql::insert_view, line.name, line.query, line.sort, line.shared, line.owner_id, context.now());
    record_configured(tx, context, {"view", std::to_string(line.id), "created"});
    return view_of(std::move(line));
}

View change_view(db::Tx& tx, const Context& context, const ViewChange& input) {
    auto line = access_view_to_change(tx, context, input.view_id);
    bool was_shared = line.shared;
    apply_changes(input, line);
    if (line.shared && !was_shared) context.require(may_configure);
    check_query(line.query, context.now());
    tx.execute(sql::change_view, line.id, line.name, line.query, line.sort, line.shared);
    record_configured(tx, context, {"view", std::to_string(line.id), "changed"});
    return view_of(std::move(line));
}

void delete_view(db::Tx& tx, const Context& context, const ViewKey& input) {
    auto line = access_view_to_change(tx, context, input.view_id);
    tx.execute(sql::delete_view, line.id);
    record_configured(tx, context, {"view", std::to_string(line.id), "deleted"});
}

}  // namespace goodhost::tickets
