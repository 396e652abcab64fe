#include "app/simulate/ledger.hpp"

#include <algorithm>

namespace goodhost::simulate {

std::size_t Ledger::open(Instant at) {
    tickets_.push_back({at, {}, at, {}});
    return tickets_.size() - 1;
}

void Ledger::ask(std::size_t ticket, Instant at) {
    auto& line = tickets_[ticket];
    if (line.asked) return;
    if (!owed(line, at)) line.changed = at;
    line.asked = at;
}

void Ledger::speak(std::size_t ticket, Instant at, const Word& word) {
    settle(ticket, at);
    auto& line = tickets_[ticket];
    line.asked.reset();
    if (line.report && *line.report <= at) line.report.reset();
    if (word.report) line.report = word.report, line.changed = at;
    if (word.done) line.report.reset();
}

void Ledger::waive(std::size_t ticket, Instant at) { speak(ticket, at, {.report = {}, .done = true}); }

void Ledger::merge(std::size_t ticket, std::size_t into, Instant at) {
    settle(ticket, at);
    settle(into, at);
    auto& from = tickets_[ticket];
    auto& line = tickets_[into];
    // A report that is due already is owed like an answer; one that is still to come is the new ticket's business.
    auto owed_by_now = owed(from, at);
    if (owed_by_now && (!line.asked || *owed_by_now < *line.asked)) line.asked = owed_by_now;
    line.changed = at;
    from.into = into;
}

void Ledger::change_cap(Instant at, Duration cap) { caps_.push_back({at, cap}); }

void Ledger::finish(Instant at) {
    for (std::size_t i = 0; i < tickets_.size(); ++i) settle(i, at);
}

std::size_t Ledger::root(std::size_t ticket) const {
    while (tickets_[ticket].into) ticket = *tickets_[ticket].into;
    return ticket;
}

std::optional<Instant> Ledger::owed(const Line& line, Instant at) {
    if (line.into) return std::nullopt;
    auto since = line.asked;
    if (line.report && *line.report <= at && (!since || *line.report < *since)) since = line.report;
    return since;
}

void Ledger::settle(std::size_t ticket, Instant at) {
    auto& line = tickets_[ticket];
    auto since = owed(line, at);
    if (!since || at <= *since) return;
    waits_.push_back({at, at - *since});
    if (at - *since > longest_.wait) longest_ = {ticket, at - *since, *since};
    if (auto passed = passed_cap(*since, line.changed, at)) over_.push_back({ticket, *since, *passed, at});
}

/// The first moment at which the wait was as long as the cap of that moment.
std::optional<Instant> Ledger::passed_cap(Instant since, Instant changed, Instant until) const {
    for (std::size_t i = 0; i < caps_.size(); ++i) {
        auto ends = i + 1 < caps_.size() ? caps_[i + 1].from : Instant::max();
        auto at = std::max({since + caps_[i].cap, caps_[i].from, changed});
        if (at < ends) return at < until ? std::optional(at) : std::nullopt;
    }
    return std::nullopt;
}

std::vector<std::int64_t> Ledger::by_day(Instant start, std::size_t days) const {
    std::vector<std::int64_t> longest(days);
    for (auto& waited : waits_) {
        auto day = std::chrono::floor<std::chrono::days>(waited.until - start).count();
        if (day < 0 || static_cast<std::size_t>(day) >= days) continue;
        auto& of_day = longest[static_cast<std::size_t>(day)];
        of_day = std::max(of_day, std::chrono::duration_cast<std::chrono::seconds>(waited.wait).count());
    }
    return longest;
}

}  // namespace goodhost::simulate
