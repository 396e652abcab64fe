#pragma once
#include <gtest/gtest.h>

#include <mutex>

#include "platform/core/testing.hpp"
#include "platform/db/testing.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/jobs/migrations.hpp"
#include "platform/jobs/queries.hpp"

/// What the tests of this folder share.
namespace goodhost::jobs {

using namespace std::chrono_literals;

struct Errand {
    std::string what;
};
BOOST_DESCRIBE_STRUCT(Errand, (), (what))

struct JobsFixture : testing::TestWithParam<db::Dialect> {
    void order(std::string_view kind, const std::string& what, const When& when = {}) {
        database->write([&](db::Tx& tx) { enqueue(tx, context, kind, Errand{what}, when); });
    }
    Kind recording(std::string_view kind) {
        return {kind, [this](const Context&, const Job& job) { note(json::from_json<Errand>(job.payload).what); }};
    }
    void note(std::string what) {
        std::lock_guard lock(mutex);
        done.push_back(std::move(what));
        ran.add();
    }
    std::unique_ptr<Runner> runner(std::vector<Kind> kinds, std::string node = "a", int workers = 4) {
        for (const auto& kind : kinds) platform.registry().job(kind);
        return std::make_unique<Runner>(*database, platform.system(), std::move(kinds), std::move(node), workers);
    }
    Counts counts_of(std::string_view kind) {
        for (auto& row : database->read([](db::Reader& reader) { return counts(reader); }))
            if (row.kind == kind) return row;
        return {};
    }
    bool lease_is_longer_than(Duration left) {
        return database->read([&](db::Reader& reader) { return reader.get<Instant>(sql::find_next_lease_end) > clock.now() + left; });
    }
    std::vector<Job> dead() {
        return database->read([](db::Reader& reader) { return dead_letters(reader, 0, 100); });
    }

    db::testing::TestDatabase database{GetParam(), migrations};
    ManualClock clock{from_millis(1'800'000'000'000)};
    TestServices platform{clock, *database};
    Context context = platform.acting(ActorKind::agent, 7, "Mina");

    std::mutex mutex;
    std::vector<std::string> done;
    TestCounter ran;
};

}  // namespace goodhost::jobs
