#pragma once
#include <chrono>

#include "recorder.hpp"

namespace goodhost::bench {

/// What a run gave.
struct Rate {
    double per_second = 0, p50_ms = 0, p99_ms = 0;
};

struct Load {
    int clients = 8;  ///< how many go on at the same time
    std::chrono::milliseconds time{1000};
};

/// The reads of a recording again and again, every column of every row read: the database's part of a request.
Rate replay_reads(db::Database& database, const Recording& recording, const Load& load);

/// The rows of a recording's transactions again and again, without the reads between, as many waiting as there are clients.
Rate replay_writes(db::Database& database, const Recording& recording, const Load& load);

/// 4 KB appended and made durable, one after another.
Rate append_durably(const std::string& folder, const Load& load);

}  // namespace goodhost::bench
