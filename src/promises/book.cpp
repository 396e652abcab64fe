#include "promises/book.hpp"

#include <algorithm>

namespace goodhost::promises {

using tickets::Status;
namespace told = tickets::entries;

namespace {

Clock* find_open(Book& book, auto&& wanted) {
    auto found = std::ranges::find_if(book.clocks, [&](const Clock& clock) { return clock.open() && wanted(clock.kind); });
    return found == book.clocks.end() ? nullptr : &*found;
}

auto is(PromiseKind kind) {
    return [kind](PromiseKind other) { return kind == other; };
}

void begin(Book& book, PromiseKind kind, Instant at) {
    Clock clock;
    clock.ticket_id = book.state.ticket_id;
    clock.kind = kind;
    clock.started_at = at;
    if (pauses(kind) && book.state.status == Status::waiting) clock.pauses.push_back({std::max(at, book.state.status_at), std::nullopt});
    book.clocks.push_back(std::move(clock));
}

/// kept or late is decided once the clock has been reckoned.
void end(Book& book, Instant at, Ending ending, auto&& wanted) {
    for (auto& clock : book.clocks)
        if (clock.open() && wanted(clock.kind)) clock.ended_at = std::max(at, clock.started_at), clock.ending = ending;
}

void begin_response(Book& book, Instant at) {
    if (find_open(book, is_response)) return;
    begin(book, book.state.spoken ? PromiseKind::next_response : PromiseKind::first_response, at);
}

void pause(Book& book, Instant at) {
    for (auto& clock : book.clocks) {
        bool stands = !clock.pauses.empty() && !clock.pauses.back().to;
        if (clock.open() && pauses(clock.kind) && !stands) clock.pauses.push_back({std::max(at, clock.started_at), std::nullopt});
    }
}

void resume(Book& book, Instant at) {
    for (auto& clock : book.clocks) {
        bool stands = !clock.pauses.empty() && !clock.pauses.back().to;
        if (clock.open() && stands) clock.pauses.back().to = std::max(at, clock.pauses.back().from);
    }
}

void move(Book& book, Status status, Instant at) {
    auto& state = book.state;
    if (state.status == status) return;
    bool was_done = is_done(state.status), done = is_done(status);
    state.status = status;
    state.status_at = at;
    if (done && !was_done) end(book, at, Ending::kept, is(PromiseKind::resolution));
    if (done) end(book, at, Ending::dropped, is(PromiseKind::report));
    if (was_done && !done) {
        state.begun_at = at;
        begin(book, PromiseKind::resolution, at);
    }
    status == Status::waiting ? pause(book, at) : resume(book, at);
}

void open_book(Book& book, const told::Created& created, Instant at) {
    book.state.automatic = created.automatic;
    book.state.begun_at = book.state.status_at = at;
    if (created.automatic) return;
    begin(book, PromiseKind::resolution, at);
    // What was split off may have been answered before, or asked earlier.
    if (!created.split_from) begin_response(book, at);
}

void hear(Book& book, const told::Word& word, Instant at) {
    bool person = word.by == ActorKind::agent && !word.automatic && word.kind != tickets::MessageKind::note;
    bool customer = word.by == ActorKind::contact && !word.automatic;
    if (customer) {
        book.state.automatic = false;
        begin_response(book, at);
    }
    if (person) {
        end(book, at, Ending::kept, [](PromiseKind kind) { return is_response(kind) || kind == PromiseKind::report; });
        if (!book.state.spoken) book.state.first_word_id = word.message_id;
        book.state.spoken = true;
        book.state.last_word_at = at;
        book.state.last_word_id = word.message_id;
    }
    move(book, word.status, at);
}

/// The last word is taken back: what it had met is owed again from the same start, and what it had begun never was.
void take_back(Book& book, const told::Word& word, Instant at) {
    auto& state = book.state;
    bool last = state.last_word_id == word.message_id && state.last_word_at;
    if (last) {
        auto said = *state.last_word_at;
        for (auto& clock : book.clocks) {
            bool begun_by_it = clock.open() && clock.started_at == said && clock.kind == PromiseKind::report;
            if (begun_by_it) clock.ended_at = at, clock.ending = Ending::dropped;
            bool met_by_it = clock.ended_at == said && clock.ending != Ending::dropped;
            bool owed_again = clock.kind != PromiseKind::resolution || !is_done(word.status);
            if (met_by_it && owed_again) clock.ended_at.reset(), clock.ending.reset(), clock.settled = false;
            if (clock.open() && !clock.pauses.empty() && clock.pauses.back() == Pause{said, {}}) clock.pauses.pop_back();
        }
        if (is_done(state.status) && !is_done(word.status)) state.status = word.status, state.status_at = at;
        state.last_word_id.reset();
        state.last_word_at.reset();
    }
    if (state.first_word_id == word.message_id) state.spoken = false, state.first_word_id.reset();
    move(book, word.status, at);
}

void drop_unless(Book& book, bool wanted, Instant now, auto&& kind) {
    if (!wanted) end(book, now, Ending::dropped, kind);
}

/// From when on a report is owed at the promised interval: the last word, or what made the problem a long one, or came after it: while the
/// customer was waited for, none was owed.
Instant report_from(const Book& book, const Clock* resolution) {
    auto from = std::max({book.state.begun_at, book.state.status_at, book.state.last_word_at.value_or(Instant{})});
    if (resolution && resolution->broken_at) from = std::max(from, *resolution->broken_at);
    return from;
}

void reconcile_report(Book& book, const Standing& standing, Instant now) {
    auto* resolution = find_open(book, is(PromiseKind::resolution));
    bool late = resolution && resolution->broken_at && book.state.status != Status::waiting;
    bool wanted =
        !is_done(book.state.status) && !standing.merged && (book.state.status == Status::on_hold || standing.next_report_at || late);
    drop_unless(book, wanted, now, is(PromiseKind::report));
    if (wanted && !find_open(book, is(PromiseKind::report))) begin(book, PromiseKind::report, report_from(book, resolution));
}

}  // namespace

bool is_response(PromiseKind kind) { return kind == PromiseKind::first_response || kind == PromiseKind::next_response; }
bool is_done(Status status) { return status == Status::resolved || status == Status::closed; }
bool pauses(PromiseKind kind) { return kind == PromiseKind::resolution; }

void apply(Book& book, const trail::Entry& entry) {
    book.state.seen = entry.stream_sequence;
    if (entry.payload.empty()) return;  // erased
    if (entry.type == told::created) return open_book(book, trail::payload_of<told::Created>(entry), entry.at);
    if (entry.type == told::replied) return hear(book, trail::payload_of<told::Word>(entry), entry.at);
    if (entry.type == told::reply_undone) return take_back(book, trail::payload_of<told::Word>(entry), entry.at);
    bool moves =
        entry.type == told::status_changed || entry.type == told::resolved || entry.type == told::reopened || entry.type == told::closed;
    if (!moves) return;
    auto change = trail::payload_of<told::StatusChanged>(entry);
    move(book, change.to, entry.at);
    // A customer who calls it solved asks for no answer.
    if (entry.actor_kind == ActorKind::contact && is_done(change.to)) end(book, entry.at, Ending::dropped, is_response);
}

void align(Book& book, const Standing& standing, Instant now) {
    if (standing.merged) return;
    move(book, standing.status, now);
    book.state.status == Status::waiting ? pause(book, now) : resume(book, now);
}

void reconcile(Book& book, const Standing& standing, Instant now) {
    auto& state = book.state;
    bool owed = standing.unanswered_since && !standing.merged;
    drop_unless(book, owed, now, is_response);
    // A report that is due is told of as an unanswered word from then on; its own clock runs already.
    if (owed && standing.unanswered_since != standing.next_report_at) {
        begin_response(book, *standing.unanswered_since);
        // A word that was held back before it came on the ticket is owed an answer since it reached the house.
        auto& clock = *find_open(book, is_response);
        clock.started_at = std::min(clock.started_at, *standing.unanswered_since);
    }
    bool unsolved = !is_done(state.status) && !standing.merged && !state.automatic;
    drop_unless(book, unsolved, now, is(PromiseKind::resolution));
    if (unsolved && !find_open(book, is(PromiseKind::resolution))) begin(book, PromiseKind::resolution, state.begun_at);
    reconcile_report(book, standing, now);
}

void keep_earliest(Book& book, Instant now) {
    // Of two that are due together the older one goes on.
    auto due = [](const Clock& clock) { return std::pair(clock.due_at.value_or(Instant::max()), clock.started_at); };
    auto thin = [&](auto&& wanted) {
        Clock* kept = nullptr;
        for (auto& clock : book.clocks) {
            if (!clock.open() || !wanted(clock.kind)) continue;
            auto* later = kept && due(*kept) <= due(clock) ? &clock : kept;
            if (later != &clock) kept = &clock;
            if (later) later->ended_at = now, later->ending = Ending::dropped;
        }
    };
    thin(is_response);
    thin(is(PromiseKind::resolution));
    thin(is(PromiseKind::report));
}

}  // namespace goodhost::promises
