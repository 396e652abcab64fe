#include "platform/imports/imports.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <chrono>
#include <set>
#include <span>

#include "platform/files/files.hpp"
#include "platform/http/route.hpp"
#include "platform/i18n/catalogue.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::imports {

namespace {

constexpr std::size_t most_listed = 1000;
constexpr std::size_t most_together = 100;
/// Several rows hold SQLite's one writer no longer than this.
constexpr std::chrono::milliseconds longest_together{20};

[[noreturn]] void refuse_field(std::string_view column, std::string code) {
    throw Problem(ProblemKind::invalid, "platform.invalid_input", {{std::string(column), std::move(code), {}}});
}

/// Ends a dry run's transaction after the row was tried.
struct TriedOut {
    Outcome outcome;
};

struct Imported {
    std::string kind;
    std::int64_t rows = 0, created = 0, updated = 0, refused = 0;
};
BOOST_DESCRIBE_STRUCT(Imported, (), (kind, rows, created, updated, refused))

Outcome take(const Context& context, const Importer& importer, const Row& row, Mode mode) {
    try {
        return context.services.database.write([&](db::Tx& tx) {
            auto outcome = importer.take(tx, context, row);
            if (mode == Mode::dry_run) throw TriedOut{outcome};
            return outcome;
        });
    } catch (const TriedOut& tried) { return tried.outcome; }
}

struct Together {
    std::vector<Outcome> outcomes;  ///< of the first rows: up to where there was time, or up to the one that was refused
    bool kept = false;
};

/// A commit for each row was most of an import's time. One that is refused takes back those before it.
Together take_together(const Context& context, const Importer& importer, std::span<const Row> rows) {
    Together together;
    try {
        context.services.database.write([&](db::Tx& tx) {
            together.outcomes.clear();
            const auto until = std::chrono::steady_clock::now() + longest_together;
            for (auto& row : rows) {
                together.outcomes.push_back(importer.take(tx, context, row));
                if (std::chrono::steady_clock::now() >= until) return;
            }
        });
        together.kept = true;
    } catch (const Problem&) {
    } catch (const db::Error&) {}
    return together;
}

/// The rows from the first on that nobody refuses; none where the first is.
std::vector<Outcome> take_some(const Context& context, const Importer& importer, std::span<const Row> rows) {
    auto together = take_together(context, importer, rows.first(std::min(rows.size(), most_together)));
    if (!together.kept) together = take_together(context, importer, rows.first(together.outcomes.size()));
    return together.kept ? std::move(together.outcomes) : std::vector<Outcome>();
}

void note_refusal(const Context& context, Report& report, const Row& row, const Problem& problem) {
    ++report.refused_count;
    if (report.refused.size() >= most_listed) return;
    auto& catalogue = context.services.catalogue;
    if (problem.fields.empty())
        report.refused.push_back({static_cast<std::int64_t>(row.number), {}, problem.code, catalogue.text(context.locale, problem)});
    for (auto& field : problem.fields)
        report.refused.push_back({static_cast<std::int64_t>(row.number), field.field, field.code, catalogue.text(context.locale, field)});
}

void note_outcome(Report& report, Outcome outcome) {
    ++report.rows;
    ++(outcome == Outcome::created ? report.created : outcome == Outcome::updated ? report.updated : report.unchanged);
}

void take_alone(const Context& context, const Importer& importer, const Row& row, Report& report) {
    try {
        note_outcome(report, take(context, importer, row, report.dry_run ? Mode::dry_run : Mode::keep));
        return;
    } catch (const Problem& problem) { note_refusal(context, report, row, problem); } catch (const db::Error& error) {
        note_refusal(context, report, row, context.services.registry.problem_of(error));
    }
    ++report.rows;
}

void check_columns(const Importer& importer, const std::vector<Row>& rows) {
    std::set<std::string_view> names;
    for (auto& row : rows)
        for (auto& [name, value] : row.fields) names.insert(name);
    FieldProblems problems;
    for (auto name : names)
        if (std::ranges::find(importer.columns, name) == importer.columns.end()) problems.add(std::string(name), "unknown_field");
    problems.throw_if_any();
}

http::Response post_import(const http::Call& call) {
    auto& context = call.context;
    auto kind = call.request.query_value("kind");
    auto& importers = context.services.registry.importers();
    auto found = std::ranges::find(importers, kind, &Importer::kind);
    if (found == importers.end()) refuse_field("kind", "unknown_value");
    context.require(found->permission);
    auto text = call.request.spooled ? files::read_whole(call.request.spooled->path) : call.request.body;
    auto format = call.request.query_value("format");
    if (!format.empty() && format != "csv" && format != "json") refuse_field("format", "unknown_value");
    auto rows = format == "json" ? read_json(text) : read_csv(text);
    auto mode = call.request.query_value("dry_run") == "true" ? Mode::dry_run : Mode::keep;
    auto report = run(context, *found, rows, mode);
    http::Response response;
    response.headers.add("Content-Type", "application/json");
    response.body = json::to_json(report);
    return response;
}

std::string text_of(const boost::json::value& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return std::string(value.as_string());
    return boost::json::serialize(value);
}

}  // namespace

std::string Row::text(std::string_view column) const {
    auto found = fields.find(column);
    return found == fields.end() ? std::string() : found->second;
}

std::string Row::required(std::string_view column) const {
    auto value = text(column);
    if (value.find_first_not_of(" \t") == std::string::npos) refuse_field(column, "required");
    return value;
}

std::int64_t Row::integer(std::string_view column, std::int64_t standard) const {
    auto value = text(column);
    if (value.empty()) return standard;
    std::int64_t whole = 0;
    auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), whole);
    if (fault != std::errc{} || end != value.data() + value.size()) refuse_field(column, "wrong_type");
    return whole;
}

std::optional<Instant> Row::instant(std::string_view column) const {
    auto value = text(column);
    if (value.empty()) return std::nullopt;
    auto at = parse_rfc3339(value);
    if (!at) refuse_field(column, "wrong_type");
    return at;
}

std::vector<Row> read_json(std::string_view text) {
    boost::json::error_code fault;
    auto value = boost::json::parse(text, fault);
    if (fault || !value.is_array()) throw Problem(ProblemKind::invalid, "platform.bad_json_list", fault.message());
    std::vector<Row> rows;
    for (auto& item : value.as_array()) {
        if (!item.is_object()) throw Problem(ProblemKind::invalid, "platform.bad_json_list", "an item is no object");
        Row row{rows.size() + 1, {}};
        for (auto& [key, field] : item.as_object()) row.fields[std::string(key)] = text_of(field);
        rows.push_back(std::move(row));
    }
    return rows;
}

Report run(const Context& context, const Importer& importer, const std::vector<Row>& rows, Mode mode) {
    check_columns(importer, rows);
    Report report;
    report.dry_run = mode == Mode::dry_run;
    while (static_cast<std::size_t>(report.rows) < rows.size()) {
        const auto left = std::span(rows).subspan(static_cast<std::size_t>(report.rows));
        const auto taken = mode == Mode::keep ? take_some(context, importer, left) : std::vector<Outcome>();
        for (auto outcome : taken) note_outcome(report, outcome);
        if (taken.empty()) take_alone(context, importer, left.front(), report);
    }
    if (mode == Mode::keep)
        context.services.database.write([&](db::Tx& tx) {
            trail::append(tx, context, "import/" + std::string(importer.kind), "platform.imported",
                          Imported{std::string(importer.kind), report.rows, report.created, report.updated, report.refused_count});
        });
    return report;
}

void register_imports(Registry& registry) {
    auto route = http::raw_route(http::Method::post, "/api/v1/imports", http::Audience::agent, {}, post_import);
    route.summary = "Import records: ?kind=customers|contacts|products|servers|services|sites&format=csv|json&dry_run=true";
    route.spool = true;
    route.slow = true;
    registry.routes({route});
}

}  // namespace goodhost::imports
