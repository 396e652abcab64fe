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
/// Order and the place after the last row of the page before.
void add_page(db::Query& query, Sort sort, std::string_view cursor);
std::string cursor_after(Sort sort, Instant key, TicketId id);

}  // namespace goodhost::tickets
