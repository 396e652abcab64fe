#include "replay.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <stdexcept>
#include <thread>

namespace goodhost::bench {

namespace {

using Steady = std::chrono::steady_clock;

/// Times of single runs. Of several threads each has its own.
struct Times {
    std::vector<double> millis;
    void add(Steady::time_point began) { millis.push_back(std::chrono::duration<double, std::milli>(Steady::now() - began).count()); }
};

Rate rate_of(std::vector<double> millis, std::chrono::duration<double> took) {
    if (millis.empty()) return {};
    std::ranges::sort(millis);
    auto at = [&](double part) { return millis[static_cast<std::size_t>(static_cast<double>(millis.size() - 1) * part)]; };
    return {static_cast<double>(millis.size()) / took.count(), at(0.5), at(0.99)};
}

void touch(db::Cursor& row, std::size_t& bytes) {
    for (int column = 0; column < row.columns(); ++column)
        if (!row.is_null(column)) bytes += row.text(column).size();
}

/// A text that begins with what SQLite and PostgreSQL would read as a number of its own: `ticket/17`.
struct Renamed {
    std::map<std::int64_t, std::int64_t> ids;
    db::Value value(const db::Value& recorded) const {
        if (auto* number = std::get_if<std::int64_t>(&recorded)) {
            auto at = ids.find(*number);
            return at == ids.end() ? *number : at->second;
        }
        auto* text = std::get_if<std::string>(&recorded);
        auto slash = text ? text->find('/') : std::string::npos;
        if (slash == std::string::npos || text->size() > 40) return recorded;
        auto at = ids.find(std::atoll(text->c_str() + slash + 1));
        return at == ids.end() ? recorded : db::Value(text->substr(0, slash + 1) + std::to_string(at->second));
    }
    std::vector<db::Value> values(const std::vector<db::Value>& recorded) const {
        std::vector<db::Value> renamed;
        renamed.reserve(recorded.size());
        for (auto& one : recorded) renamed.push_back(value(one));
        return renamed;
    }
};

void read_again(db::Reader& reader, const Steps& steps, std::size_t& bytes) {
    auto on_row = [&](db::Cursor& row) { touch(row, bytes); };
    for (auto& step : steps) {
        if (auto* bound = std::get_if<Bound>(&step.call))
            reader.run(*bound->statement, bound->values, on_row);
        else if (auto* query = std::get_if<db::Query>(&step.call))
            reader.run(*query, on_row);
        else
            bytes += static_cast<std::size_t>(reader.horizon());
    }
}

void write_again(db::Tx& tx, const Steps& steps) {
    Renamed renamed;
    for (auto& step : steps) {
        if (!step.changes) continue;
        auto& bound = std::get<Bound>(step.call);
        auto values = renamed.values(bound.values);
        if (!step.returned) {
            tx.change(*bound.statement, values);
            continue;
        }
        tx.run(*bound.statement, values, [&](db::Cursor& row) { renamed.ids.emplace(step.returned, row.integer(0)); });
    }
}

/// Keeps as many transactions waiting as there are clients until the time is over.
class Writers {
  public:
    Writers(db::Database& database, const Recording& recording) : database_(database), recording_(recording) {}

    Rate run(const Load& load) {
        auto began = Steady::now();
        until_ = began + load.time;
        running_ = load.clients;
        for (int i = 0; i < load.clients; ++i) go_on();
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return running_ == 0; });
        if (failure_) std::rethrow_exception(failure_);
        return rate_of(std::move(times_.millis), Steady::now() - began);
    }

  private:
    void go_on() {
        auto began = Steady::now();
        database_.write_async(
            [this](db::Tx& tx) {
                for (auto& steps : recording_.writes) write_again(tx, steps);
            },
            [this, began](std::exception_ptr failure) { done(began, failure); });
    }
    void done(Steady::time_point began, const std::exception_ptr& failure) {
        bool more = !failure && Steady::now() < until_;
        {
            std::lock_guard lock(mutex_);
            if (failure)
                failure_ = failure;
            else
                times_.add(began);
            if (!more && --running_ == 0) changed_.notify_all();
        }
        if (more) go_on();
    }

    db::Database& database_;
    const Recording& recording_;
    Steady::time_point until_;
    std::mutex mutex_;
    std::condition_variable changed_;
    int running_ = 0;
    Times times_;
    std::exception_ptr failure_;
};

}  // namespace

Rate replay_reads(db::Database& database, const Recording& recording, const Load& load) {
    auto began = Steady::now();
    std::vector<Times> times(static_cast<std::size_t>(load.clients));
    std::atomic<std::size_t> total = 0;
    {
        std::vector<std::jthread> threads;
        for (auto& mine : times)
            threads.emplace_back([&, until = began + load.time] {
                std::size_t bytes = 0;
                while (Steady::now() < until) {
                    auto start = Steady::now();
                    for (auto& steps : recording.reads) database.with_reader([&](db::Reader& reader) { read_again(reader, steps, bytes); });
                    mine.add(start);
                }
                total += bytes;
            });
    }
    if (total == 0) throw std::runtime_error("the recording reads nothing");
    std::vector<double> all;
    for (auto& mine : times) all.insert(all.end(), mine.millis.begin(), mine.millis.end());
    return rate_of(std::move(all), Steady::now() - began);
}

Rate replay_writes(db::Database& database, const Recording& recording, const Load& load) {
    if (recording.writes.empty()) throw std::runtime_error("the recording writes nothing");
    return Writers(database, recording).run(load);
}

Rate append_durably(const std::string& folder, const Load& load) {
    auto path = folder + "/append";
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) throw std::runtime_error("can't write " + path);
    std::string page(4096, 'x');
    Times times;
    auto began = Steady::now();
    while (Steady::now() < began + load.time) {
        auto start = Steady::now();
        if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0) break;
        times.add(start);
    }
    auto took = Steady::now() - began;
    ::close(file);
    ::unlink(path.c_str());
    return rate_of(std::move(times.millis), took);
}

}  // namespace goodhost::bench
