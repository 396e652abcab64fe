#include "promises/outcomes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "promises/queries.hpp"

namespace goodhost::promises {

using namespace std::chrono;

namespace {

constexpr days usual_period{30}, longest_period{400};
constexpr std::array kinds{PromiseKind::first_response, PromiseKind::next_response, PromiseKind::report, PromiseKind::resolution,
                           PromiseKind::cap};

struct Counted {
    std::string key;
    PromiseKind kind = PromiseKind::cap;
    std::int64_t due = 0, kept = 0, late = 0, owed = 0;
};
BOOST_DESCRIBE_STRUCT(Counted, (), (key, kind, due, kept, late, owed))

struct Late {
    std::string key;
    PromiseKind kind = PromiseKind::cap;
    std::int64_t late = 0;
};
BOOST_DESCRIBE_STRUCT(Late, (), (key, kind, late))

struct Name {
    std::int64_t id = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Name, (), (id, name))

/// The figures of a row while they are gathered.
struct Gathered {
    std::array<OutcomeCell, kinds.size()> cells;
    std::array<std::vector<std::int64_t>, kinds.size()> late;  ///< milliseconds
};

std::size_t place_of(PromiseKind kind) { return static_cast<std::size_t>(std::ranges::find(kinds, kind) - kinds.begin()); }

void add(Gathered& row, const Counted& counted) {
    auto& cell = row.cells.at(place_of(counted.kind));
    cell.due += counted.due;
    cell.kept += counted.kept;
    cell.broken += counted.due - counted.kept;
    cell.late += counted.late;
    cell.owed += counted.owed;
}

OutcomeRow row_of(std::string key, Gathered& gathered) {
    OutcomeRow row{std::move(key), {}, {}};
    row.kinds.reserve(kinds.size());
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        auto& cell = gathered.cells[i];
        cell.kind = kinds[i];
        cell.kept_percent = percent_of(cell.kept, cell.due);
        auto& late = gathered.late[i];
        auto seconds_of = [](std::int64_t millis) { return millis / 1000; };
        cell.late_median_seconds = quantile(late, 0.5).transform(seconds_of);
        if (!late.empty()) cell.late_max_seconds = seconds_of(*std::ranges::max_element(late));
        row.kinds.push_back(std::move(cell));
    }
    return row;
}

template <class E>
std::int64_t order_of(const std::string& key) {
    std::int64_t place = 0;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
        if (enum_name(d.value) == key) place = static_cast<std::int64_t>(d.value) + 1;
    });
    return place;
}

/// Words in the order in which people count them, what has none last; everything else by name.
void sort(std::vector<OutcomeRow>& rows, Group group) {
    auto place = [&](const OutcomeRow& row) -> std::int64_t {
        if (row.key == no_key) return INT64_MAX;
        if (group == Group::severity) return order_of<tickets::Severity>(row.key);
        if (group == Group::tier) return order_of<hosting::Tier>(row.key);
        if (group == Group::channel) return order_of<tickets::Channel>(row.key);
        return 0;
    };
    std::ranges::sort(rows, [&](const OutcomeRow& a, const OutcomeRow& b) {
        return std::tuple(place(a), a.name, a.key) < std::tuple(place(b), b.name, b.key);
    });
}

void name_rows(db::Reader& reader, std::vector<OutcomeRow>& rows, Group group) {
    const db::Statement* statement = nullptr;
    if (group == Group::team) statement = &sql::list_teams;
    if (group == Group::brand) statement = &sql::list_brand_names;
    if (group == Group::agent) statement = &sql::list_agent_names;
    if (!statement) return;
    std::map<std::string, std::string> names;
    for (auto& row : reader.list<Name>(*statement)) names.emplace(std::to_string(row.id), row.name);
    for (auto& row : rows) row.name = names[row.key];
}

/// Keys as they are told: of quarters their hour, looked up once each.
class Keys {
  public:
    Keys(Group group, const Zone& zone) : group_(group), zone_(zone) {}
    const std::string& told(const std::string& key) {
        if (key.empty()) return none_;
        if (group_ != Group::hour) return key;
        auto [at, fresh] = hours_.try_emplace(key);
        if (fresh) at->second = hour_of(zone_, std::strtoll(key.c_str(), nullptr, 10));
        return at->second;
    }

  private:
    Group group_;
    const Zone& zone_;
    std::map<std::string, std::string> hours_;
    std::string none_{no_key};
};

}  // namespace

PromiseReport get_report(db::Reader& reader, const Context& context, const ReportQuery& input) {
    auto period = period_of(context, input.from, input.to);
    auto zone = zone_of(context, input.time_zone);
    PromiseReport report{period.from, period.to, input.group.value_or(Group::severity), zone.name(), {}, {}};
    Keys keys(report.group, zone);
    std::map<std::string, Gathered> rows;
    Gathered all;
    auto gather = [&](db::Query query) {
        for (auto& counted : reader.list<Counted>(add_outcome_scope(query, context))) {
            add(rows[keys.told(counted.key)], counted);
            add(all, counted);
        }
    };
    gather(db::Query(sql::count_outcomes, period.from, period.to, enum_name(report.group)));
    gather(db::Query(sql::count_cap_outcomes, period.from, period.to, enum_name(report.group), context.now()));
    db::Query lates(sql::list_late, period.from, period.to, enum_name(report.group));
    for (auto& late : reader.list<Late>(add_outcome_scope(lates, context))) {
        rows[keys.told(late.key)].late.at(place_of(late.kind)).push_back(late.late);
        all.late.at(place_of(late.kind)).push_back(late.late);
    }
    report.all = row_of({}, all);
    report.rows.reserve(rows.size());
    for (auto& [key, gathered] : rows) report.rows.push_back(row_of(key, gathered));
    name_rows(reader, report.rows, report.group);
    sort(report.rows, report.group);
    return report;
}

Period period_of(const Context& context, const std::optional<Instant>& from, const std::optional<Instant>& to) {
    Period period;
    period.to = to.value_or(context.now());
    period.from = from.value_or(period.to - usual_period);
    FieldProblems problems;
    bool good = period.from < period.to && period.to - period.from <= longest_period;
    if (!good) problems.add("from", "out_of_range");
    problems.throw_if_any();
    return period;
}

Zone zone_of(const Context& context, const std::optional<std::string>& name) {
    auto zone = Zone::find(name.value_or(context.time_zone));
    if (!zone) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"time_zone", "unknown_value", {}}});
    return *zone;
}

std::string hour_of(const Zone& zone, std::int64_t quarters) {
    auto wall = zone.wall(Instant{quarter * quarters});
    return fmt::format("{:02}", duration_cast<hours>(wall - floor<days>(wall)).count());
}

db::Query& add_outcome_scope(db::Query& query, const Context& context) {
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::outcomes_in_brands, scope);
    return query;
}

std::optional<double> percent_of(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return std::nullopt;
    return std::round(1000.0 * static_cast<double>(part) / static_cast<double>(whole)) / 10.0;
}

std::optional<std::int64_t> quantile(std::vector<std::int64_t>& values, double part) {
    if (values.empty()) return std::nullopt;
    auto place = static_cast<std::int64_t>(std::ceil(part * static_cast<double>(values.size()))) - 1;
    auto at = values.begin() + std::clamp<std::int64_t>(place, 0, std::ssize(values) - 1);
    std::ranges::nth_element(values, at);
    return *at;
}

}  // namespace goodhost::promises
