#include "tickets/find.hpp"
#include "platform/html/secrets.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "platform/html/secrets.hpp"
#include "platform/i18n/translator.hpp"
#include "platform/search/search.hpp"
#include "tickets/filter.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"

namespace goodhost::tickets {

namespace {

/// A page of words without filters is mostly found among few hits, whose tickets are read with all their names.
constexpr int first_batch = 64;
constexpr int batch = 200;
/// Hits that are looked at for one page: beyond it the filters are so narrow that the next page goes on from there.
constexpr int most_batches = 25;

struct MessageText {
    MessageId id;
    std::string body_text;
};
BOOST_DESCRIBE_STRUCT(MessageText, (), (id, body_text))

std::int64_t place_of(const std::optional<std::string>& cursor) {
    std::int64_t row = INT64_MAX;
    if (cursor && cursor->starts_with('w')) std::from_chars(cursor->data() + 1, cursor->data() + cursor->size(), row);
    return row;
}

/// The tickets of these hits that meet the other conditions, by id.
std::map<std::int64_t, TicketRow> tickets_of(db::Reader& reader, const Context& context, const SearchText& search,
                                             const std::vector<search::Hit>& hits) {
    std::vector<std::int64_t> owners;
    owners.reserve(hits.size());
    for (auto& hit : hits) owners.push_back(hit.owner);
    db::Query query(sql::list_tickets, reader_of(context));
    query.add(sql::also).add(sql::id_in, owners);
    auto conditions = search;
    conditions.words.clear();
    add_conditions(query, reader, context, conditions);
    query.order(sql::at_most_201);
    std::map<std::int64_t, TicketRow> tickets;
    for (auto& line : reader.list<TicketLine>(query)) {
        auto row = row_of(reader_of(context), std::move(line));
        tickets.emplace(row.id.value, std::move(row));
    }
    return tickets;
}

void add_snippets(db::Reader& reader, const std::string& words, std::vector<Found>& items) {
    std::vector<MessageId> ids;
    ids.reserve(items.size());
    for (auto& item : items) ids.push_back(*item.message_id);
    std::map<MessageId, std::string> texts;
    for (auto& text : reader.list<MessageText>(sql::list_texts, ids)) texts.emplace(text.id, std::move(text.body_text));
    for (auto& item : items) item.snippet = marked_snippet(html::without_secrets(texts[*item.message_id]), words);
}

/// Through the index, newest first; a ticket stands where its newest hit is.
FindResult find_by_words(db::Reader& reader, const Context& context, const FindInput& input, const SearchText& search) {
    FindResult result;
    auto limit = static_cast<std::size_t>(input.limit.value_or(25));
    search::Ask ask{
        search.words, {"message"}, context.brand_scope(), true, place_of(input.cursor), search.terms.empty() ? first_batch : batch};
    std::vector<TicketId> seen;
    for (int round = 0; round < most_batches; ++round) {
        auto hits = search::find(reader, ask);
        if (hits.empty()) break;
        auto tickets = tickets_of(reader, context, search, hits);
        for (auto& hit : hits) {
            ask.before = hit.row;
            auto ticket = tickets.find(hit.owner);
            if (ticket == tickets.end() || std::ranges::find(seen, TicketId{hit.owner}) != seen.end()) continue;
            seen.push_back({hit.owner});
            result.items.push_back({ticket->second, MessageId{hit.id}, {}});
            if (result.items.size() == limit) break;
        }
        bool more = std::ssize(hits) == ask.limit || result.items.size() == limit;
        result.next_cursor = more ? std::optional("w" + std::to_string(ask.before)) : std::nullopt;
        if (!more || result.items.size() == limit) break;
        ask.limit = batch;
    }
    if (!result.items.empty()) add_snippets(reader, search.words, result.items);
    return result;
}

FindResult find_by_fields(db::Reader& reader, const Context& context, const FindInput& input, const SearchText& search) {
    FindResult result;
    auto limit = static_cast<std::size_t>(input.limit.value_or(25));
    auto cursor = input.cursor.value_or("");
    db::Query query(sql::list_tickets, reader_of(context));
    add_conditions(query, reader, context, search);
    add_page(query, {Sort::updated, limit + 1, cursor});
    for (auto& line : ordered_lines(reader, query, Sort::updated)) {
        if (result.items.size() == limit) {
            auto& last = result.items.back().ticket;
            result.next_cursor = cursor_after(Sort::updated, last.updated_at, last.id);
            break;
        }
        auto row = row_of(reader_of(context), std::move(line));
        auto snippet = marked_snippet(row.last_message.snippet, "");
        result.items.push_back({std::move(row), {}, std::move(snippet)});
    }
    return result;
}

}  // namespace

FindResult find_tickets(db::Reader& reader, const Context& context, const FindInput& input) {
    auto search = parse_search(input.q, context.now());
    bool by_words = !search::match_expression(reader.dialect(), search.words).empty();
    auto result = by_words ? find_by_words(reader, context, input, search) : find_by_fields(reader, context, input, search);
    auto t = i18n::translator(context);
    for (auto& fault : search.faults) result.errors.push_back({fault.at, fault.code, t("tickets.search." + fault.code)});
    return result;
}

}  // namespace goodhost::tickets
