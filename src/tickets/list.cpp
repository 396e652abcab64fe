#include "tickets/list.hpp"

#include "platform/trail/trail.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"
#include "tickets/tickets.hpp"
#include "tickets/views.hpp"

namespace goodhost::tickets {

namespace {

struct Page {
    std::vector<TicketLine> lines;
    std::optional<std::string> next_cursor;
};

/// One more line than asked for tells whether there is a next page.
Page read_page(db::Reader& reader, const db::Query& query, Sort sort, std::size_t limit) {
    Page page{ordered_lines(reader, query, sort), {}};
    if (page.lines.size() > limit) {
        page.lines.resize(limit);
        auto& last = page.lines.back();
        Instant key = sort == Sort::owed ? last.owed_at : sort == Sort::updated ? last.updated_at : last.created_at;
        page.next_cursor = cursor_after(sort, key, last.id);
    }
    return page;
}

}  // namespace

TicketList list_tickets(db::Reader& reader, const Context& context, const ListInput& input) {
    auto view = get_view(reader, context, input.view.value_or("open"));
    auto sort = input.sort.value_or(view.sort);
    auto limit = static_cast<std::size_t>(input.limit.value_or(50));
    db::Query query(sql::list_tickets, reader_of(context));
    auto text = view.query;
    if (input.q) text += " " + *input.q;
    add_conditions(query, reader, context, parse_search(text, context.now()));
    if (input.customer_id) query.add(sql::of_customer, *input.customer_id);
    auto cursor = input.cursor.value_or("");
    add_page(query, {sort, limit + 1, cursor});
    auto page = read_page(reader, query, sort, limit);
    TicketList list;
    for (auto& line : page.lines) list.items.push_back(row_of(reader_of(context), std::move(line)));
    list.next_cursor = std::move(page.next_cursor);
    list.position = to_string(trail::position_of(reader));
    return list;
}

OpenTicketCountList count_open_tickets(db::Reader& reader, const Context& context, const OpenTicketCountFilter& filter) {
    db::Query query(sql::count_of_customers, filter.customer_ids);
    add_brand_scope(query, context);
    return {reader.list<OpenTicketCount>(query)};
}

PortalList list_tickets_of_contact(db::Reader& reader, const Context& context, bool only_open, std::string_view cursor) {
    constexpr std::size_t limit = 25;
    if (!context.is_contact()) return {};
    db::Query query(sql::list_tickets, 0);
    if (context.access && context.access->sees_company && context.access->customer)
        query.add(sql::of_contact_or_customer, context.actor.id, context.access->customer);
    else
        query.add(sql::of_contact, context.actor.id);
    if (only_open)
        query.add(sql::also).add(sql::is_open_work);
    else
        query.add(sql::not_merged);
    add_page(query, {Sort::updated, limit + 1, cursor});
    auto page = read_page(reader, query, Sort::updated, limit);
    PortalList list;
    for (auto& line : page.lines) {
        auto row = row_of(0, std::move(line));
        row.tags.clear();
        row.last_message.snippet.clear();  // it may be a note's
        list.items.push_back(std::move(row));
    }
    list.next_cursor = std::move(page.next_cursor);
    return list;
}

}  // namespace goodhost::tickets
