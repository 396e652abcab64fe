#include "platform/db/memory_pages.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <random>

namespace goodhost::db {
namespace {

/// The calls that SQLite makes for a database in memory.
class MemoryPagesTest : public ::testing::Test {
  protected:
    static constexpr int page = 4096, extra = 256;
    static constexpr unsigned far = 262'145;
    const sqlite3_pcache_methods2& methods = memory_pages();
    sqlite3_pcache* cache = methods.xCreate(page, extra, 0);

    ~MemoryPagesTest() override { methods.xDestroy(cache); }

    sqlite3_pcache_page* add(unsigned key, unsigned word) {
        auto* made = methods.xFetch(cache, key, 2);
        std::memcpy(made->pBuf, &word, sizeof word);
        return made;
    }
    /// What stands in the page, 0 where there is none.
    unsigned word_of(unsigned key) {
        auto* found = methods.xFetch(cache, key, 0);
        unsigned word = 0;
        if (found) std::memcpy(&word, found->pBuf, sizeof word);
        return word;
    }
};

TEST_F(MemoryPagesTest, a_new_page_has_nothing_behind_it) {
    auto* made = add(1, 7);
    std::memset(made->pExtra, 1, extra);
    methods.xUnpin(cache, made, 1);
    EXPECT_EQ(word_of(1), 0U);
    void* first = nullptr;
    std::memcpy(&first, add(2, 8)->pExtra, sizeof first);
    EXPECT_EQ(first, nullptr);
    EXPECT_EQ(methods.xPagecount(cache), 1);
}

TEST_F(MemoryPagesTest, two_pages_change_places_by_way_of_a_far_number) {
    auto *one = add(1, 11), *two = add(2, 22);
    methods.xRekey(cache, one, 1, far);
    EXPECT_EQ(word_of(1), 0U);
    EXPECT_EQ(word_of(far), 11U);
    methods.xRekey(cache, two, 2, 1);
    methods.xRekey(cache, one, far, 2);
    EXPECT_EQ(word_of(1), 22U);
    EXPECT_EQ(word_of(2), 11U);
    methods.xTruncate(cache, 2);
    EXPECT_EQ(word_of(2), 0U);
    EXPECT_EQ(methods.xPagecount(cache), 1);
}

TEST_F(MemoryPagesTest, it_holds_what_a_map_holds) {
    std::map<unsigned, unsigned> held;
    std::mt19937 chance(1);
    for (unsigned turn = 1; turn < 20'000; ++turn) {
        auto key = 1 + chance() % 5'000;
        auto* found = methods.xFetch(cache, key, 0);
        EXPECT_EQ(found != nullptr, held.contains(key));
        switch (chance() % 8) {
            case 0:
                if (found) methods.xUnpin(cache, found, 1);
                held.erase(key);
                break;
            case 1: {
                auto to = chance() % 4 == 0 ? far - chance() % 9 : 1 + chance() % 5'000;
                if (!found || to == key) break;
                methods.xRekey(cache, found, key, to);
                held[to] = held[key];
                held.erase(key);
                break;
            }
            case 2:
                if (turn % 50 != 0) break;
                methods.xTruncate(cache, key);
                held.erase(held.lower_bound(key), held.end());
                break;
            default: add(key, turn), held[key] = turn;
        }
        ASSERT_EQ(methods.xPagecount(cache), static_cast<int>(held.size()));
    }
    for (auto& [key, word] : held) EXPECT_EQ(word_of(key), word);
}

}  // namespace
}  // namespace goodhost::db
