#include "platform/search/search.hpp"

#include <gtest/gtest.h>

#include "platform/db/testing.hpp"
#include "platform/db/trace.hpp"
#include "platform/search/migrations.hpp"
#include "platform/search/words.hpp"

namespace goodhost::search {
namespace {

using Ids = std::vector<std::int64_t>;
using Words = std::vector<std::string>;

struct SearchTest : testing::TestWithParam<db::Dialect> {
    void add(Document document) {
        database->write([&](db::Tx& tx) { put(tx, document); });
    }
    void add(std::int64_t id, std::string text, std::string title = {}) {
        add({.kind = "message", .id = id, .owner = id * 10, .brand = BrandId{1}, .title = std::move(title), .text = std::move(text)});
    }
    Ids found(const Ask& ask) {
        Ids ids;
        for (auto& hit : database->read([&](db::Reader& reader) { return find(reader, ask); })) ids.push_back(hit.id);
        return ids;
    }
    Ids found(std::string words) { return found(Ask{.words = std::move(words), .kinds = {}}); }

    db::testing::TestDatabase database{GetParam(), migrations};
};

TEST_P(SearchTest, all_words_must_be_there_in_any_order_as_beginnings) {
    add(1, "The server is very slow since yesterday");
    add(2, "My mail server rejects everything");
    add(3, "Slow mail");
    EXPECT_EQ(found("server"), (Ids{2, 1}));
    EXPECT_EQ(found("slow serv"), (Ids{1}));
    EXPECT_EQ(found("SLO"), (Ids{3, 1}));
    EXPECT_EQ(found("nothing"), Ids{});
    EXPECT_EQ(found("erver"), Ids{});
}

TEST_P(SearchTest, korean_is_found_with_its_particles) {
    add(1, "어제부터 서버가 너무 느려요");
    add(2, "서버에서 오류가 납니다");
    add(3, "메일이 오지 않아요");
    EXPECT_EQ(found("서버"), (Ids{2, 1}));
    EXPECT_EQ(found("서버 느려"), (Ids{1}));
    EXPECT_EQ(found("서"), (Ids{2, 1}));
    EXPECT_EQ(found("메일"), (Ids{3}));
    EXPECT_EQ(found("버가"), Ids{});
}

TEST_P(SearchTest, bengali_words_are_whole_with_their_vowel_signs) {
    add(1, "আমার সার্ভার খুব ধীর");
    add(2, "ওয়েবসাইট খুলছে না");
    add(3, "সার বিষয়ে প্রশ্ন");
    EXPECT_EQ(found("সার্ভার"), (Ids{1}));
    EXPECT_EQ(found("ওয়েবসাইট"), (Ids{2})) << "written with another sequence of code points";
    EXPECT_EQ(found("ধীর"), (Ids{1}));
    EXPECT_EQ(found("র"), Ids{}) << "not a letter within a word";
}

TEST_P(SearchTest, accents_case_and_apostrophes_do_not_matter) {
    add(1, "Mae'r wefan yn araf, dŵr a thŷ");
    add(2, "Saytim ishlamayapti, o‘zbek tilida yozing");
    add(3, "Die Straße ist naß; CAFÉ Ångström ﬁle");
    EXPECT_EQ(found("dwr"), (Ids{1}));
    EXPECT_EQ(found("dŵr THY"), (Ids{1}));
    EXPECT_EQ(found("maer"), (Ids{1}));
    EXPECT_EQ(found("o'zbek"), (Ids{2}));
    EXPECT_EQ(found("oʻzbek"), (Ids{2}));
    EXPECT_EQ(found("strasse cafe angstrom file"), (Ids{3}));
}

TEST_P(SearchTest, addresses_and_domains_are_phrases_of_their_parts) {
    add(1, "write to kim.minji@example.com please");
    add(2, "example of a com port, kim");
    EXPECT_EQ(found("kim.minji@example.com"), (Ids{1}));
    EXPECT_EQ(found("example.com"), (Ids{1}));
    EXPECT_EQ(found("example com"), (Ids{2, 1}));
    EXPECT_EQ(found("minji@exa"), (Ids{1}));
}

TEST_P(SearchTest, phrases_exclusions_and_the_subject) {
    add(1, "please renew my domain name today", "Renewal question");
    add(2, "the name of the domain is wrong", "Wrong invoice");
    EXPECT_EQ(found("\"domain name\""), (Ids{1}));
    EXPECT_EQ(found("\"domain na\""), Ids{}) << "a phrase is exact";
    EXPECT_EQ(found("domain -renew"), (Ids{2}));
    EXPECT_EQ(found("name -\"the domain\" -invoice"), (Ids{1}));
    EXPECT_EQ(found("subject:wrong"), (Ids{2}));
    EXPECT_EQ(found("subject:domain"), Ids{});
    EXPECT_EQ(found("wrong"), (Ids{2})) << "the title is searched too";
    EXPECT_EQ(found("domain -subject:renewal"), (Ids{2}));
    EXPECT_EQ(found("-domain"), Ids{}) << "only exclusions ask for nothing";
}

TEST_P(SearchTest, nothing_typed_breaks_the_query) {
    add(1, "a OR b AND c NOT d NEAR(e f) title : * ^ x");
    for (auto words : {"",       " ",         "\"",       "\"\"",   "-",     "--",       "\"unclosed",     "subject:", "subject:\"",
                       "*",      "^a",        "a*b",      "NEAR(a", "a AND", "OR",       "' & | ! <-> :*", "\\",       "\\'",
                       "{}[]()", "title : x", "\xff\xfe", "a\xff",  "%_",    "-\"a\" -", "x:A & y"})
        EXPECT_NO_THROW(found(words)) << words;
    EXPECT_EQ(found("OR near"), (Ids{1}));
    EXPECT_NO_THROW(found(std::string(100'000, 'a')));
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t ";
    EXPECT_NO_THROW(found(many));
    EXPECT_EQ(match_expression(GetParam(), "-x - \" \" ***"), "");
}

TEST_P(SearchTest, putting_again_replaces_and_removing_forgets) {
    add(1, "first words");
    add(1, "second version");
    EXPECT_EQ(found("first"), Ids{});
    EXPECT_EQ(found("second"), (Ids{1}));
    database->write([](db::Tx& tx) { remove(tx, "message", 1); });
    EXPECT_EQ(found("second"), Ids{});
    add(1, "third");
    EXPECT_EQ(found("third"), (Ids{1}));
    database->write([](db::Tx& tx) {
        remove(tx, "message", 99);
        merge(tx);
    });
}

TEST_P(SearchTest, kinds_brands_notes_and_pages_narrow_it_down) {
    for (std::int64_t i = 1; i <= 6; ++i)
        add({.kind = i % 2 ? "message" : "ticket",
             .id = i,
             .owner = 100 + i,
             .brand = BrandId{i <= 3 ? 1 : 2},
             .title = {},
             .text = "server",
             .internal = i == 6});
    Ask ask{.words = "server", .kinds = {}};
    EXPECT_EQ(found(ask), (Ids{5, 4, 3, 2, 1}));
    ask.internal = true;
    EXPECT_EQ(found(ask), (Ids{6, 5, 4, 3, 2, 1}));
    ask.brand_scope = "[1]";
    EXPECT_EQ(found(ask), (Ids{3, 2, 1}));
    ask.kinds = {"message"};
    EXPECT_EQ(found(ask), (Ids{3, 1}));
    ask.brand_scope = "[]";
    EXPECT_EQ(found(ask), Ids{});

    Ask pages{.words = "server", .kinds = {}, .limit = 2};
    const auto first = database->read([&](db::Reader& reader) { return find(reader, pages); });
    ASSERT_EQ(first.size(), 2u);
    EXPECT_EQ(first[0].owner, 105);
    EXPECT_EQ(first[0].kind, "message");
    pages.before = first[1].row;
    EXPECT_EQ(found(pages), (Ids{3, 2}));
}

TEST_P(SearchTest, hits_are_found_however_far_apart_they_stand) {
    // Near the newest, then none for longer than is looked at one by one, then many.
    for (std::int64_t i = 1; i <= 600; ++i) add(i, i <= 10 || i == 595 || i == 600 ? "a rare quince" : "nothing of note");
    EXPECT_EQ(found("quince"), (Ids{600, 595, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}));
    EXPECT_EQ(found("note").size(), 50u);
    EXPECT_EQ(found("note").back(), 549);
    Ask ask{.words = "quince", .kinds = {}, .before = 600, .limit = 3};
    EXPECT_EQ(found(ask), (Ids{595, 10, 9}));
}

TEST_P(SearchTest, what_a_word_costs_goes_by_how_common_it_is) {
    // Of 1,200 documents: in each, in every eighth, in all but the newest 600, in three.
    database->write([](db::Tx& tx) {
        for (std::int64_t i = 1; i <= 1200; ++i) {
            std::string text = "server";
            if (i % 8 == 0) text += " invoice";
            if (i <= 600) text += " backup";
            if (i % 400 == 0) text += " quince";
            put(tx, {.kind = "message", .id = i, .owner = i, .brand = BrandId{1}, .title = {}, .text = text});
        }
    });
    auto way_of = [&](std::string words) {
        db::Trace trace;
        const db::Tracing tracing(&trace);
        EXPECT_GE(found(Ask{.words = std::move(words), .kinds = {"message"}, .limit = 64}).size(), 3u);
        std::string way;
        for (const std::string name : {"find_among_newest", "find_recent", "find_newest"})
            for (const auto times : {1, 2})
                if (trace.text().contains("search." + name + (times == 2 ? " 2 times " : " ")))
                    way += name + (times == 2 ? " again; " : "; ");
        return way;
    };
    if (GetParam() == db::Dialect::sqlite) {
        EXPECT_EQ(way_of("backup"), "find_recent; ");
        EXPECT_EQ(way_of("quince"), "find_recent; find_newest; ");
        return;
    }
    EXPECT_EQ(way_of("server"), "find_among_newest; ");
    EXPECT_EQ(way_of("invoice"), "find_among_newest; find_among_newest again; ");
    EXPECT_EQ(way_of("backup"), "find_among_newest; find_recent; ");
    EXPECT_EQ(way_of("quince"), "find_among_newest; find_recent; find_newest; ");
}

TEST_P(SearchTest, a_very_long_text_is_taken) {
    std::string text;
    for (int i = 0; i < 60'000; ++i) text += "w" + std::to_string(i) + ' ';
    add(1, text + std::string(300'000, 'x'), text);
    EXPECT_EQ(found("w17 w9000"), (Ids{1}));
}

INSTANTIATE_TEST_SUITE_P(databases, SearchTest, testing::ValuesIn(db::testing::both_databases()), db::testing::name_of);

TEST(WordsOf, ascii_and_other_texts_take_the_same_way) {
    EXPECT_EQ(words_of("It's 3.5 GB, o`clock-wise_x", 100), (Words{"its", "3", "5", "gb", "oclock", "wise", "x"}));
    EXPECT_EQ(words_of("It's 3.5 GB, o`clock-wise_x é", 100), (Words{"its", "3", "5", "gb", "oclock", "wise", "x", "e"}));
    EXPECT_EQ(words_of("a b c", 2), (Words{"a", "b"}));
    EXPECT_EQ(words_of("東京都 カタカナ", 3), (Words{"東", "京", "都"}));
    EXPECT_EQ(words_of("ok\xff\xfe"
                       "bad",
                       9),
              (Words{"ok", "bad"}));
    EXPECT_LE(words_of(std::string(500, 'x'), 9).at(0).size(), 80u);
    EXPECT_LE(words_of("é" + std::string(500, 'x'), 9).at(0).size(), 80u);
}

}  // namespace
}  // namespace goodhost::search
