#include "platform/db/memory_heap.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <random>
#include <string>

namespace goodhost::db {
namespace {

const sqlite3_mem_methods& heap = memory_heap();

TEST(MemoryHeapTest, what_is_given_back_is_given_out_again) {
    auto* piece = heap.xMalloc(100);
    heap.xFree(piece);
    EXPECT_EQ(heap.xMalloc(90), piece);
    auto* large = heap.xMalloc(1 << 20);
    EXPECT_EQ(heap.xSize(large), 1 << 20);
    EXPECT_GE(heap.xSize(piece), 100);
    EXPECT_EQ(heap.xSize(nullptr), 0);
    heap.xFree(piece);
    heap.xFree(large);
}

TEST(MemoryHeapTest, pieces_keep_what_is_in_them) {
    std::map<char*, std::string> held;
    std::mt19937 chance(1);
    for (int turn = 0; turn < 20'000; ++turn) {
        auto bytes = 1 + static_cast<int>(chance() % (chance() % 20 == 0 ? 30'000 : 600));
        auto* piece = static_cast<char*>(heap.xMalloc(bytes));
        ASSERT_EQ(reinterpret_cast<std::uintptr_t>(piece) % 8, 0U);
        ASSERT_GE(heap.xSize(piece), bytes);
        ASSERT_EQ(heap.xSize(piece), heap.xRoundup(bytes));
        std::string word(static_cast<std::size_t>(bytes), static_cast<char>('a' + turn % 26));
        std::memcpy(piece, word.data(), word.size());
        ASSERT_TRUE(held.emplace(piece, word).second);
        if (held.size() < 100) continue;
        auto one = std::next(held.begin(), static_cast<std::ptrdiff_t>(chance() % held.size()));
        auto [at, kept] = *one;
        held.erase(one);
        ASSERT_EQ(std::string_view(at, kept.size()), kept);
        auto* larger = static_cast<char*>(heap.xRealloc(at, static_cast<int>(2 * kept.size())));
        ASSERT_EQ(std::string_view(larger, kept.size()), kept);
        heap.xFree(larger);
    }
    for (auto& [piece, word] : held) {
        EXPECT_EQ(std::string_view(piece, word.size()), word);
        heap.xFree(piece);
    }
}

}  // namespace
}  // namespace goodhost::db
