#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/db/db.hpp"

namespace goodhost {
class Registry;
}

/// Records from other systems as CSV (RFC 4180, header line) or JSON (a list of objects). An import can be repeated: rows are
/// found again by their external id. Each row is a transaction of its own; a refused one does not stop the others.
namespace goodhost::imports {

struct Row {
    std::size_t number = 0;  ///< from 1, without the header
    std::map<std::string, std::string, std::less<>> fields;
    /// Empty when the column is missing.
    std::string text(std::string_view column) const;
    bool has(std::string_view column) const { return fields.contains(column); }
    /// Throws Problem invalid naming the column.
    std::int64_t integer(std::string_view column, std::int64_t standard) const;
    std::optional<Instant> instant(std::string_view column) const;
    /// Throws Problem invalid `required` when it is blank.
    std::string required(std::string_view column) const;
};

enum class Outcome { created, updated, unchanged };

/// One kind of record, contributed by its slice.
struct Importer {
    std::string_view kind;  ///< `customers`
    Permission permission;
    std::vector<std::string_view> columns;  ///< others are refused before anything is done
    std::function<Outcome(db::Tx&, const Context&, const Row&)> take;
};

struct Refused {
    std::int64_t row = 0;
    std::string field, code, message;
};
BOOST_DESCRIBE_STRUCT(Refused, (), (row, field, code, message))

struct Report {
    std::int64_t rows = 0, created = 0, updated = 0, unchanged = 0;
    bool dry_run = false;
    std::vector<Refused> refused;  ///< at most 1000 are listed; refused_count has all
    std::int64_t refused_count = 0;
};
BOOST_DESCRIBE_STRUCT(Report, (), (rows, created, updated, unchanged, dry_run, refused, refused_count))

/// Throws Problem invalid `platform.bad_csv` naming the line. At most 1,000,000 rows, 100 columns.
std::vector<Row> read_csv(std::string_view text);
std::vector<Row> read_json(std::string_view text);

enum class Mode { keep, dry_run };
Report run(const Context& context, const Importer& importer, const std::vector<Row>& rows, Mode mode);

/// POST /api/v1/imports?kind=&format=csv|json&dry_run=true
void register_imports(Registry& registry);

}  // namespace goodhost::imports
