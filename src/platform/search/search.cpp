#include "platform/search/search.hpp"

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

/// How many of the newest documents are looked at.
constexpr std::int64_t first_look = 100, second_look = 1000, longest_look = 5000;

std::vector<Hit> hits_of(db::Reader& reader, const Ask& ask, db::Query query) {
    narrow(query, ask);
    return reader.list<Hit>(query);
}

/// Fewer than asked for when there may be more further back. SQLite reads the newest hits from its index. PostgreSQL's gives all of a
/// word's places at once: of a word that stands everywhere they cost more than a look at the newest documents, and what is among these
/// tells whether it does.
std::vector<Hit> find_recent(db::Reader& reader, const std::string& expression, const Ask& ask) {
    auto look = [&](const db::Statement& statement, std::int64_t documents) {
        return hits_of(reader, ask, db::Query(statement, expression, ask.before, ask.limit, documents));
    };
    if (reader.dialect() == db::Dialect::postgres) {
        auto hits = look(sql::find_among_newest, first_look);
        if (std::ssize(hits) == ask.limit) return hits;
        if (std::ssize(hits) * second_look >= ask.limit * first_look) hits = look(sql::find_among_newest, second_look);
        if (std::ssize(hits) == ask.limit) return hits;
    }
    return look(sql::find_recent, longest_look);
}

/// Before a statement that SQLite may have to undo alone, FTS5 writes the words that it has gathered: with an upsert it would do so for
/// each document instead of once for all of a transaction.
std::int64_t put_row(db::Tx& tx, const Document& document) {
    if (tx.dialect() == db::Dialect::postgres)
        return tx.get<std::int64_t>(sql::put_document, document.kind, document.id, document.owner, document.brand, document.internal);
    const auto known = tx.find<std::int64_t>(sql::find_document, document.kind, document.id);
    if (!known)
        return tx.get<std::int64_t>(sql::add_document, document.kind, document.id, document.owner, document.brand, document.internal);
    tx.execute(sql::change_document, *known, document.owner, document.brand, document.internal);
    return *known;
}

}  // namespace

void put(db::Tx& tx, const Document& document) {
    const auto id = put_row(tx, document);
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
    return hits_of(reader, ask, db::Query(sql::find_newest, expression, ask.before, ask.limit));
}

}  // namespace goodhost::search
