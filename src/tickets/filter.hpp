#pragma once
#include "platform/db/db.hpp"
#include "tickets/search_language.hpp"
#include "tickets/types.hpp"

namespace goodhost::tickets {

enum class Sort { owed, updated, created };
BOOST_DESCRIBE_ENUM(Sort, owed, updated, created)

/// Appends what limits `query` (list_tickets or one that has its tables) to the brands that the actor sees. Nothing is appended
/// for who sees all.
void add_brand_scope(db::Query& query, const Context& context);
/// Appends a search's conditions. Merged tickets are left out unless the search asks for them.
void add_conditions(db::Query& query, db::Reader& reader, const Context& context, const SearchText& search);
/// Whether only open tickets can meet it.
bool is_confined_to_open_work(const SearchText& search);
/// A page: its order, how many rows (one more than asked for tells whether there is a next page) and the place after the last
/// row of the page before. The database may give more rows than that.
struct PageOf {
    Sort sort = Sort::owed;
    std::size_t rows = 51;  ///< at most 201
    std::string_view cursor = {};
};
void add_page(db::Query& query, const PageOf& page);
std::string cursor_after(Sort sort, Instant key, TicketId id);

}  // namespace goodhost::tickets
