#include "recorder.hpp"

#include <charconv>
#include <utility>

namespace goodhost::bench {

namespace {

bool changes(std::string_view text) { return text.starts_with("INSERT") || text.starts_with("UPDATE") || text.starts_with("DELETE"); }

/// Runs a call and writes it down; the rows go on to who asked.
class Notes {
  public:
    Notes(db::Reader& real, Steps& steps) : real_(real), steps_(steps) {}
    void run(const db::Statement& statement, std::span<const db::Value> values, const std::function<void(db::Cursor&)>& on_row) {
        auto& step = add(Bound{&statement, {values.begin(), values.end()}}, changes(statement.sqlite));
        real_.run(statement, values, noting(step, on_row));
    }
    void run(const db::Query& query, const std::function<void(db::Cursor&)>& on_row) {
        auto& step = add(query, false);
        real_.run(query, noting(step, on_row));
    }
    std::int64_t horizon() {
        add(Horizon{}, false);
        return real_.horizon();
    }
    Step& add(decltype(Step::call) call, bool changes) { return steps_.emplace_back(Step{std::move(call), changes, 0}); }

  private:
    /// A reader may ask again while it reads, which moves the steps: the step is found by its number.
    std::function<void(db::Cursor&)> noting(const Step& step, const std::function<void(db::Cursor&)>& on_row) {
        return [this, &on_row, number = static_cast<std::size_t>(&step - steps_.data()), first = true](db::Cursor& row) mutable {
            if (std::exchange(first, false) && row.columns() > 0 && !row.is_null(0)) {
                auto text = row.text(0);
                std::from_chars(text.data(), text.data() + text.size(), steps_[number].returned);
            }
            on_row(row);
        };
    }

    db::Reader& real_;
    Steps& steps_;
};

class NotingReader final : public db::Reader {
  public:
    NotingReader(db::Reader& real, Steps& steps) : real_(real), notes_(real, steps) {}
    db::Dialect dialect() const override { return real_.dialect(); }
    void run(const db::Statement& statement, std::span<const db::Value> values, const std::function<void(db::Cursor&)>& on_row) override {
        notes_.run(statement, values, on_row);
    }
    void run(const db::Query& query, const std::function<void(db::Cursor&)>& on_row) override { notes_.run(query, on_row); }
    std::int64_t horizon() override { return notes_.horizon(); }

  private:
    db::Reader& real_;
    Notes notes_;
};

class NotingTx final : public db::Tx {
  public:
    NotingTx(db::Tx& real, Steps& steps) : real_(real), notes_(real, steps) {}
    db::Dialect dialect() const override { return real_.dialect(); }
    void run(const db::Statement& statement, std::span<const db::Value> values, const std::function<void(db::Cursor&)>& on_row) override {
        notes_.run(statement, values, on_row);
    }
    void run(const db::Query& query, const std::function<void(db::Cursor&)>& on_row) override { notes_.run(query, on_row); }
    std::int64_t horizon() override { return notes_.horizon(); }
    std::int64_t change(const db::Statement& statement, std::span<const db::Value> values) override {
        notes_.add(Bound{&statement, {values.begin(), values.end()}}, true);
        return real_.change(statement, values);
    }
    void after_commit(std::function<void()> action) override { real_.after_commit(std::move(action)); }
    void notify(std::string_view channel, std::string_view payload) override { real_.notify(channel, payload); }

  private:
    db::Tx& real_;
    Notes notes_;
};

}  // namespace

Recording Recorder::take() {
    std::lock_guard lock(mutex_);
    return std::exchange(recording_, {});
}

void Recorder::with_reader(const std::function<void(db::Reader&)>& use) {
    Steps steps;
    real_.with_reader([&](db::Reader& reader) {
        NotingReader noting(reader, steps);
        use(noting);
    });
    std::lock_guard lock(mutex_);
    recording_.reads.push_back(std::move(steps));
}

void Recorder::write_async(std::function<void(db::Tx&)> job, std::function<void(std::exception_ptr)> done) {
    auto steps = std::make_shared<Steps>();
    real_.write_async(
        [job = std::move(job), steps](db::Tx& tx) {
            steps->clear();
            NotingTx noting(tx, *steps);
            job(noting);
        },
        [this, done = std::move(done), steps](std::exception_ptr failure) {
            {
                std::lock_guard lock(mutex_);
                if (!failure) recording_.writes.push_back(std::move(*steps));
            }
            done(failure);
        });
}

void Recorder::listen(std::string channel, std::function<void(std::string_view)> heard) {
    real_.listen(std::move(channel), std::move(heard));
}

}  // namespace goodhost::bench
