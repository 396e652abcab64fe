#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/db/db.hpp"

/// Full text over what slices give it. SQLite: FTS5; PostgreSQL: tsvector 'simple'. Finds Korean with particles and Bengali
/// (prefix match per word), ignores case and accents.
namespace goodhost::search {

/// One searchable thing. `kind` + `id` are its key; putting it again replaces it.
struct Document {
    std::string_view kind;      ///< `message`, `ticket`, `contact`
    std::int64_t id = 0;
    std::int64_t owner = 0;     ///< what a hit leads to: the ticket's id
    BrandId brand;
    std::string title;          ///< weighs more
    std::string text;
    bool internal = false;      ///< notes: agents only
};

void put(db::Tx& tx, const Document& document);
void remove(db::Tx& tx, std::string_view kind, std::int64_t id);

/// The words of a query as the database's match expression, safely quoted: `"a"* AND "b"*`; `-word` excludes, `"a b"` is a phrase,
/// `subject:word` limits to the title. Empty when nothing searchable is left.
std::string match_expression(db::Dialect dialect, std::string_view words);

}  // namespace goodhost::search
