#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/db/db.hpp"

/// Full text over what slices give it. SQLite: FTS5; PostgreSQL: tsvector. Finds Korean with particles and Bengali
/// (prefix match per word), ignores case and accents. What a word is, is decided here (words.hpp), so that both agree.
namespace goodhost::search {

/// One searchable thing. `kind` + `id` are its key; putting it again replaces it.
struct Document {
    std::string_view kind;  ///< `message`, `ticket`, `contact`
    std::int64_t id = 0;
    std::int64_t owner = 0;  ///< what a hit leads to: the ticket's id
    BrandId brand;
    std::string title;  ///< weighs more
    std::string text;
    bool internal = false;  ///< notes: agents only
};

void put(db::Tx& tx, const Document& document);
void remove(db::Tx& tx, std::string_view kind, std::int64_t id);

/// Does a little of the index's upkeep (SQLite; a few milliseconds of the writer); for a nightly job, some dozens of
/// times.
void merge(db::Tx& tx);

struct Ask {
    std::string words;                ///< as typed, see match_expression
    std::vector<std::string> kinds;   ///< empty: all
    std::string brand_scope = "*";    ///< Context::brand_scope()
    bool internal = false;            ///< notes too: for agents only
    std::int64_t before = INT64_MAX;  ///< Hit::row of the last one of the page before
    int limit = 50;
};
struct Hit {
    std::int64_t row = 0;
    std::string kind;
    std::int64_t id = 0, owner = 0;
    bool internal = false;
};
BOOST_DESCRIBE_STRUCT(Hit, (), (row, kind, id, owner, internal))

/// Newest first. Who may see the owner is the caller's business, as is joining: README.md has the pattern for a slice's
/// own statement.
std::vector<Hit> find(db::Reader& reader, const Ask& ask);

/// The words of a query as the database's match expression, safely quoted: `"a"* AND "b"*`; `-word` excludes, `"a b"`
/// is a phrase, `subject:word` limits to the title. Empty when nothing searchable is left.
std::string match_expression(db::Dialect dialect, std::string_view words);

}  // namespace goodhost::search
