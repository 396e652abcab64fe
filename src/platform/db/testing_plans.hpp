#pragma once
#include <set>
#include <string>
#include <vector>

#include "platform/db/db.hpp"

/// For tests only: how the databases would run a statement.
namespace goodhost::db::testing {

/// What is wrong with the plan of a statement, one line each: `reads all of tickets`. A walk along an index in the order asked for,
/// with a LIMIT, is no fault. `small` names the tables that may be read whole.
/// SQLite plans without statistics, so that an empty table tells the truth. PostgreSQL is asked for the plan that serves any
/// values and may not read tables whole if there is any other way.
std::vector<std::string> plan_faults(Database& database, const Statement& statement, const std::set<std::string>& small);

/// The plan of a composed query with its values: SQLite's lines, PostgreSQL's JSON.
std::string plan_of(Reader& reader, const Query& query);

/// Tables that PostgreSQL's plan reads whole, and `sort` when it sorts.
std::set<std::string> reads_whole(const std::string& json_plan);

}  // namespace goodhost::db::testing
