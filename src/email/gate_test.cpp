#include "email/gate.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace goodhost::email {
namespace {

TEST(GateTest, lets_in_no_more_than_allowed_whoever_comes) {
    Gate gate;
    constexpr int threads = 4, tries = 2000, most = 2;
    std::atomic<int> inside{0}, worst{0}, passed{0};
    {
        std::vector<std::jthread> crowd;
        crowd.reserve(threads);
        for (int i = 0; i < threads; ++i)
            crowd.emplace_back([&] {
                for (int one = 0; one < tries; ++one) {
                    auto pass = gate.enter("relay shop.example", most);
                    if (!pass) continue;
                    const int now = ++inside;
                    for (int seen = worst; seen < now && !worst.compare_exchange_weak(seen, now);) continue;
                    ++passed;
                    --inside;
                }
            });
    }
    EXPECT_LE(worst, most);
    EXPECT_GT(passed, 0);
    EXPECT_TRUE(gate.enter("relay shop.example", 1));
    auto held = gate.enter("relay shop.example", 1);
    EXPECT_TRUE(held);
    EXPECT_FALSE(gate.enter("relay shop.example", 1));
    EXPECT_TRUE(gate.enter("relay other.example", 1));
}

}  // namespace
}  // namespace goodhost::email
