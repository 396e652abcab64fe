#include "platform/db/testing_plans.hpp"

#include <boost/json.hpp>

#include <deque>
#include <map>
#include <mutex>
#include <regex>

namespace goodhost::db::testing {

namespace {

namespace bj = boost::json;

/// Texts must outlive the statement caches of the connections that saw them.
const std::string& kept(std::string text) {
    static std::mutex mutex;
    static std::deque<std::string> texts;
    std::lock_guard lock(mutex);
    return texts.emplace_back(std::move(text));
}

std::vector<std::string> ask(Reader& reader, std::string text, std::span<const Value> values = {}, int column = 0) {
    auto& sql = kept(std::move(text));
    std::vector<std::string> lines;
    reader.run(Statement{"plan", sql, sql}, values, [&](Cursor& row) { lines.emplace_back(row.text(column)); });
    return lines;
}

int placeholders_of(const std::string& text) {
    int most = 0;
    static const std::regex placeholder(R"(\$(\d+))");
    for (std::sregex_iterator at(text.begin(), text.end(), placeholder), end; at != end; ++at) most = std::max(most, std::stoi((*at)[1]));
    return most;
}

/// Which tables an alias stands for.
std::multimap<std::string, std::string> aliases_of(const std::string& text) {
    static const std::regex named(R"((?:WITH RECURSIVE|WITH|\),)\s+([a-z_]+)\s*(?:\([a-z_, ]*\))?\s+AS)");
    std::set<std::string> of_statement;
    for (std::sregex_iterator at(text.begin(), text.end(), named), end; at != end; ++at) of_statement.insert((*at)[1]);
    static const std::regex source(R"((?:FROM|JOIN|UPDATE|INTO)\s+([a-z_]+)(?:\s+(?:AS\s+)?([a-z_]+))?)");
    std::multimap<std::string, std::string> aliases;
    for (std::sregex_iterator at(text.begin(), text.end(), source), end; at != end; ++at) {
        if (of_statement.contains((*at)[1])) continue;
        aliases.emplace((*at)[1], (*at)[1]);
        if ((*at)[2].matched) aliases.emplace((*at)[2], (*at)[1]);
    }
    return aliases;
}

bool is_walk(const std::string& text) { return text.contains("ORDER BY") && text.contains("LIMIT"); }

std::vector<std::string> sqlite_faults(Reader& reader, const Statement& statement, const std::set<std::string>& small) {
    std::string text(statement.sqlite);
    std::vector<Value> values(static_cast<std::size_t>(placeholders_of(text)), nullptr);
    auto aliases = aliases_of(text);
    std::vector<std::string> faults;
    static const std::regex scan(R"(^SCAN (\w+)( USING .*INDEX .*)?$)");
    for (auto& line : ask(reader, "EXPLAIN QUERY PLAN " + text, values, 3)) {
        std::smatch found;
        if (!std::regex_match(line, found, scan) || (found[2].matched && is_walk(text))) continue;
        for (auto [at, end] = aliases.equal_range(found[1]); at != end; ++at)
            if (!small.contains(at->second)) faults.push_back("reads all of " + at->second);
    }
    return faults;
}

/// The tables that a node of PostgreSQL's plan, and those below it, read whole.
void look_for_scans(const bj::object& node, bool walk, std::set<std::string>& found) {
    auto kind = std::string_view(node.at("Node Type").as_string());
    bool by_index = (kind == "Index Scan" || kind == "Index Only Scan") && !node.contains("Index Cond") && !walk;
    if (kind == "Seq Scan" || by_index) found.emplace(node.at("Relation Name").as_string());
    if (kind == "Sort" || kind == "Incremental Sort") found.insert("sort");
    if (auto* plans = node.if_contains("Plans"))
        for (auto& plan : plans->as_array()) look_for_scans(plan.as_object(), walk, found);
}

std::set<std::string> scans_of(const std::string& json_plan, bool walk) {
    std::set<std::string> found;
    look_for_scans(bj::parse(json_plan).at(0).at("Plan").as_object(), walk, found);
    return found;
}

std::vector<std::string> postgres_faults(Reader& reader, const Statement& statement, const std::set<std::string>& small) {
    std::string text(statement.postgres), nulls;
    for (int i = 0, count = placeholders_of(text); i < count; ++i) nulls += i ? ", NULL" : "(NULL";
    ask(reader, "SET LOCAL plan_cache_mode = force_generic_plan");
    ask(reader, "SET LOCAL enable_seqscan = off");
    ask(reader, "PREPARE asked AS " + text);
    auto plan = ask(reader, "EXPLAIN (FORMAT JSON) EXECUTE asked" + nulls + (nulls.empty() ? "" : ")"));
    ask(reader, "DEALLOCATE asked");
    std::vector<std::string> faults;
    for (auto& table : scans_of(plan.at(0), is_walk(text)))
        if (table != "sort" && !small.contains(table)) faults.push_back("reads all of " + table);
    return faults;
}

}  // namespace

std::vector<std::string> plan_faults(Database& database, const Statement& statement, const std::set<std::string>& small) {
    return database.read([&](Reader& reader) {
        return reader.dialect() == Dialect::sqlite ? sqlite_faults(reader, statement, small) : postgres_faults(reader, statement, small);
    });
}

std::string plan_of(Reader& reader, const Query& query) {
    bool sqlite = reader.dialect() == Dialect::sqlite;
    auto text = (sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN (FORMAT JSON) ") + query.text(reader.dialect());
    std::string plan;
    for (auto& line : ask(reader, text, query.values(), sqlite ? 3 : 0)) plan += line + "\n";
    return plan;
}

std::set<std::string> reads_whole(const std::string& json_plan) { return scans_of(json_plan, true); }

}  // namespace goodhost::db::testing
