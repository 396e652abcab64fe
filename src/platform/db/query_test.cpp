#include <gtest/gtest.h>

#include "platform/db/db.hpp"
#include "platform/db/placeholders.hpp"

namespace goodhost::db {

namespace {

constexpr Statement find{"t.find", "SELECT a FROM t WHERE b = $1 /*parts*/ ORDER BY /*order*/ id LIMIT $2",
                         "SELECT a FROM only_t WHERE b = $1 /*parts*/ ORDER BY /*order*/ id LIMIT $2"};
constexpr Statement bare{"t.bare", "SELECT a FROM t", "SELECT a FROM t"};
constexpr Part by_text{"t.by_text", "AND c LIKE $1 ESCAPE '$1'", "AND c ILIKE $1"};
constexpr Part between{"t.between", "AND d BETWEEN $1 AND $2", "AND d BETWEEN $1 AND $2"};
constexpr Part newest{"t.newest", "at DESC,", "at DESC NULLS LAST,"};

}  // namespace

TEST(query, parts_are_put_at_the_marker_and_renumbered) {
    Query query(find, 1, 2);
    query.add(by_text, "x%").add(between, 3, 4).order(newest);
    EXPECT_EQ(query.text(Dialect::sqlite),
              "SELECT a FROM t WHERE b = $1 AND c LIKE $3 ESCAPE '$1'\nAND d BETWEEN $4 AND $5 ORDER BY at DESC, id LIMIT $2");
    EXPECT_EQ(query.text(Dialect::postgres),
              "SELECT a FROM only_t WHERE b = $1 AND c ILIKE $3\nAND d BETWEEN $4 AND $5 ORDER BY at DESC NULLS LAST, id LIMIT $2");
    EXPECT_EQ(query.values().size(), 5u);
}

TEST(query, markers_vanish_without_parts) {
    EXPECT_EQ(Query(find, 1, 2).text(Dialect::sqlite), "SELECT a FROM t WHERE b = $1  ORDER BY  id LIMIT $2");
}

TEST(query, parts_are_appended_where_no_marker_stands) {
    Query query(bare);
    query.add(between, 1, 2);
    EXPECT_EQ(query.text(Dialect::sqlite), "SELECT a FROM t\nAND d BETWEEN $1 AND $2");
}

TEST(query, quotes_and_comments_are_not_renumbered) {
    EXPECT_EQ(renumbered("$1 '$2' \"$3\" -- $4\n$5 /* $6 */ $12 $a $", '?', 1), "?2 '$2' \"$3\" -- $4\n?6 /* $6 */ ?13 $a $");
    EXPECT_EQ(renumbered("'it''s $1' $1 'open $1", '$', 1), "'it''s $1' $2 'open $1");
}

}  // namespace goodhost::db
