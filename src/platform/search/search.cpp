#include "platform/search/search.hpp"

#include <span>

#include "platform/search/queries.hpp"
#include "platform/search/words.hpp"

namespace goodhost::search {

namespace {

constexpr std::size_t title_words = 200;
/// PostgreSQL numbers the words of a document up to 16,383, title included.
constexpr std::size_t text_words = 12'000;
/// Pages of the index merged per call, a few milliseconds of the writer.
constexpr std::int64_t merge_pages = 500;

/// Words, as the column takes them: FTS5 splits at the spaces; a tsvector numbers them itself. Words hold neither
/// quotes nor backslashes.
std::string stored(db::Dialect dialect, const std::vector<std::string>& words) {
    std::string out;
    std::size_t number = 0;
    for (const auto& word : words) {
        if (!out.empty()) out += ' ';
        if (dialect == db::Dialect::sqlite)
            out += word;
        else
            out += '\'' + word + "':" + std::to_string(++number);
    }
    return out;
}

void narrow(db::Query& query, const Ask& ask) {
    if (!ask.kinds.empty()) query.add(sql::of_kinds, json::to_json(ask.kinds));
    if (ask.brand_scope != "*") query.add(sql::in_brands, ask.brand_scope);
    if (!ask.internal) query.add(sql::not_internal);
}

/// How many of the newest documents are looked at before all hits are collected from the index. SQLite reads the hits of a stretch
/// from its index; PostgreSQL looks at each document of it, so that a stretch without a hit is the last.
std::span<const std::int64_t> stretches(db::Dialect dialect) {
    static constexpr std::int64_t by_hits[] = {5000}, by_documents[] = {200, 1000, 5000};
    return dialect == db::Dialect::sqlite ? std::span<const std::int64_t>(by_hits) : std::span<const std::int64_t>(by_documents);
}

/// Fewer than asked for when there may be more further back.
std::vector<Hit> find_recent(db::Reader& reader, const std::string& expression, const Ask& ask) {
    std::vector<Hit> hits;
    const auto end = reader.get<std::int64_t>(sql::find_newest_document, ask.before) + 1;
    auto before = end;
    for (auto size : stretches(reader.dialect())) {
        const auto from = end - size;
        db::Query query(sql::find_recent, expression, before, ask.limit - std::ssize(hits), from);
        narrow(query, ask);
        const auto found = reader.list<Hit>(query);
        hits.insert(hits.end(), found.begin(), found.end());
        if (found.empty() || std::ssize(hits) >= ask.limit) break;
        before = from;
    }
    return hits;
}

}  // namespace

void put(db::Tx& tx, const Document& document) {
    const auto id = tx.get<std::int64_t>(sql::put_document, document.kind, document.id, document.owner, document.brand, document.internal);
    tx.execute(sql::index_document, id, stored(tx.dialect(), words_of(document.title, title_words)),
               stored(tx.dialect(), words_of(document.text, text_words)));
}

void remove(db::Tx& tx, std::string_view kind, std::int64_t id) {
    tx.execute(sql::unindex_document, kind, id);
    tx.execute(sql::remove_document, kind, id);
}

void merge(db::Tx& tx) { tx.execute(sql::merge_index, merge_pages); }

std::vector<Hit> find(db::Reader& reader, const Ask& ask) {
    const auto expression = match_expression(reader.dialect(), ask.words);
    if (expression.empty()) return {};
    // Common words have hits enough among the newest documents, and to collect all of theirs is slow; rare ones are quick to
    // collect. PostgreSQL can't estimate which of the two it is, so that it is tried.
    auto hits = find_recent(reader, expression, ask);
    if (std::ssize(hits) == ask.limit) return hits;
    db::Query query(sql::find_newest, expression, ask.before, ask.limit);
    narrow(query, ask);
    return reader.list<Hit>(query);
}

}  // namespace goodhost::search
