#include "platform/http/worker_pool.hpp"

#include <gtest/gtest.h>

#include <future>
#include <set>

#include "platform/core/testing.hpp"

namespace goodhost::http {
namespace {

TEST(WorkerPool, does_everything_and_refuses_what_is_too_much) {
    std::promise<void> release;
    auto released = release.get_future().share();
    TestCounter began, done;
    WorkerPool pool(2, 3);
    auto work = [&] {
        began.add();
        released.wait();
        done.add();
    };
    ASSERT_TRUE(pool.submit(work));
    ASSERT_TRUE(pool.submit(work));
    ASSERT_TRUE(began.reaches(2));
    EXPECT_EQ(pool.busy(), 2u);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(pool.submit(work));
    EXPECT_FALSE(pool.submit(work));
    EXPECT_EQ(pool.queued(), 3u);
    release.set_value();
    ASSERT_TRUE(done.reaches(5));
    pool.stop();
    EXPECT_FALSE(pool.submit(work));
    EXPECT_EQ(pool.busy() + pool.queued(), 0u);
}

TEST(WorkerPool, stopping_finishes_what_was_taken) {
    TestCounter done;
    {
        WorkerPool pool(3, 1000);
        for (int i = 0; i < 500; ++i) ASSERT_TRUE(pool.submit([&] { done.add(); }));
    }
    EXPECT_EQ(done.count(), 500);
}

TEST(WorkerPool, many_threads_lose_nothing) {
    TestCounter done;
    constexpr int each = 2000;
    WorkerPool pool(4, 1'000'000);
    {
        constexpr int many = 3;
        std::vector<std::jthread> callers;
        callers.reserve(many);
        for (int i = 0; i < many; ++i)
            callers.emplace_back([&] {
                for (int n = 0; n < each; ++n) pool.submit([&] { done.add(); });
            });
    }
    EXPECT_TRUE(done.reaches(3 * each));
}

/// One task after another, each once the pool is idle again: how many workers did them.
std::size_t workers_of(WorkerPool& pool, int tasks) {
    std::set<std::thread::id> workers;
    for (int i = 0; i < tasks; ++i) {
        std::promise<std::thread::id> who;
        pool.submit([&] { who.set_value(std::this_thread::get_id()); });
        workers.insert(who.get_future().get());
        while (pool.busy()) std::this_thread::yield();
    }
    return workers.size();
}

TEST(WorkerPool, work_goes_to_the_worker_that_was_busy_last) {
    WorkerPool pool(8, 10);
    // Until all of them have begun to wait.
    std::promise<void> release;
    auto released = release.get_future().share();
    TestCounter began;
    for (int i = 0; i < 8; ++i)
        pool.submit([&] {
            began.add();
            released.wait();
        });
    ASSERT_TRUE(began.reaches(8));
    release.set_value();
    while (pool.busy()) std::this_thread::yield();
    EXPECT_EQ(workers_of(pool, 50), 1u);
}

}  // namespace
}  // namespace goodhost::http
