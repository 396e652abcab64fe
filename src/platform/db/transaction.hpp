#pragma once
#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "platform/db/jobs.hpp"

namespace goodhost::db {

/// What the write transactions of both databases do alike, over a connection of either.
template <class Connection, Dialect D>
class Transaction : public Tx {
  public:
    Transaction(Connection& connection, Meter& meter) : connection_(connection), meter_(meter) {}

    Dialect dialect() const override { return D; }
    void run(const Statement& statement, std::span<const Value> values, const std::function<void(Cursor&)>& on_row) override {
        guarded(statement.name, [&] { connection_.run(statement, values, on_row); });
    }
    void run(const Query& query, const std::function<void(Cursor&)>& on_row) override {
        guarded(query.name(), [&] { connection_.run(query, on_row); });
    }
    std::int64_t change(const Statement& statement, std::span<const Value> values) override {
        std::int64_t rows = 0;
        guarded(statement.name, [&] { rows = connection_.change(statement, values); });
        return rows;
    }
    void after_commit(std::function<void()> action) override { outbox_.actions.push_back(std::move(action)); }
    void notify(std::string_view channel, std::string_view payload) override {
        if (payload.size() >= 8000) throw std::logic_error("a notification must be shorter than 8,000 bytes");
        std::pair<std::string, std::string> word(channel, payload);
        if (std::ranges::find(outbox_.words, word) == outbox_.words.end()) outbox_.words.push_back(std::move(word));
    }

    /// The failure of a statement, which decides whether the transaction is run again whatever the job made of it.
    const std::optional<Error>& doomed() const { return doomed_; }
    Outbox& outbox() { return outbox_; }
    std::string_view last_statement() const { return last_statement_; }

  protected:
    Connection& connection_;

  private:
    template <class F>
    void guarded(std::string_view name, F&& statement) {
        last_statement_ = name;
        if (doomed_) throw Error(ErrorKind::other, {}, "a statement after the failure of another: " + doomed_->message);
        meter_.before_change();
        try {
            statement();
        } catch (const Error& error) {
            doomed_ = error;
            throw;
        }
    }

    Meter& meter_;
    Outbox outbox_;
    std::optional<Error> doomed_;
    std::string_view last_statement_;
};

}  // namespace goodhost::db
