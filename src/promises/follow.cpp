#include "promises/follow.hpp"

#include <algorithm>

#include "promises/arranged.hpp"
#include "promises/journal.hpp"
#include "promises/queries.hpp"
#include "promises/watch.hpp"

namespace goodhost::promises {

namespace {

constexpr int entries_at_once = 500;

/// The clocks of a ticket while they are followed.
struct Work {
    Context system;
    Terms terms;
    Duration cap;
    State state;
    Moved clocks;
    std::optional<entries::Next> next_changed;
};

void read_clocks(db::Reader& reader, Work& work) {
    auto said = work.state.last_word_at.value_or(Instant::max());
    work.clocks.before = reader.list<Clock>(sql::list_clocks_at_work, work.state.ticket_id, said);
    for (auto& clock : work.clocks.before) clock.settled = !clock.open();
    work.clocks.after = work.clocks.before;
}

/// Runs a rule on the book.
template <class Use>
auto with_book(Work& work, Use&& use) {
    Book book{std::move(work.state), std::move(work.clocks.after)};
    struct PutBack {
        Work& work;
        Book& book;
        ~PutBack() {
            work.state = std::move(book.state);
            work.clocks.after = std::move(book.clocks);
        }
    } put_back{work, book};
    return use(book);
}

void put_down(db::Tx& tx, Work& work) {
    write_clocks(tx, work.clocks, work.terms.facts, work.cap);
    auto& state = work.state;
    auto told = tell(tx, work.system, work.clocks, work.terms);
    // Who looks at a list sees by an entry that a row is another one.
    if (told == 0 && work.next_changed) {
        trail::append(tx, work.system, stream_of(state.ticket_id), entries::next_changed, *work.next_changed);
        ++told;
    }
    state.seen += told;
    tx.execute(sql::save_state, state.ticket_id, state.seen, state.status, state.status_at, state.begun_at, state.automatic, state.spoken,
               state.last_word_at, state.first_word_id, state.last_word_id, state.timer_at);
}

/// What runs on a ticket that was merged runs on where it went.
void hand_over(db::Tx& tx, Work& work, const tickets::entries::Merged& merged) {
    with_book(work, [&](Book& book) { reckon(book, work.terms); });
    put_down(tx, work);
    if (merged.ticket_id == work.state.ticket_id)
        tx.execute(sql::move_open_clocks, merged.ticket_id, merged.into_ticket_id);
    else
        follow(tx, work.system, merged.ticket_id);
    read_clocks(tx, work);
}

void follow_stream(db::Tx& tx, Work& work) {
    for (bool more = true; more;) {
        auto entries = trail::read_stream(tx, stream_of(work.state.ticket_id), work.state.seen, entries_at_once);
        more = false;
        for (auto& entry : entries) {
            with_book(work, [&](Book& book) { apply(book, entry); });
            if (entry.type != tickets::entries::merged || entry.payload.empty()) continue;
            hand_over(tx, work, trail::payload_of<tickets::entries::Merged>(entry));
            more = true;  // what was told meanwhile stands behind
            break;
        }
        more |= std::ssize(entries) == entries_at_once;
    }
}

/// To what is so by now, in as many steps as it takes: a resolution that breaks makes a report owed.
void settle(Book& book, const Terms& terms, Instant now) {
    auto& facts = terms.facts;
    const Standing standing{facts.merged_into.has_value(), facts.unanswered_since, facts.next_report_at, facts.status};
    align(book, standing, now);
    reckon(book, terms);
    keep_earliest(book, now);
    bool again = true;
    while (again) {
        reconcile(book, standing, now);
        reckon(book, terms);
        again = tick(book, now);
    }
}

void set_timer(db::Tx& tx, Work& work) {
    auto next = with_book(work, [](Book& book) { return next_tick(book); });
    auto id = work.state.ticket_id;
    if (next && next != work.state.timer_at) jobs::enqueue(tx, work.system, timer, OfTicket{id}, {next, std::to_string(id.value)});
    // One that rings for nothing costs more than to take it back.
    if (!next && work.state.timer_at > work.system.now()) jobs::cancel(tx, timer, std::to_string(id.value));
    work.state.timer_at = next;
}

void show(db::Tx& tx, Work& work) {
    auto& facts = work.terms.facts;
    auto marks = with_book(work, [&](Book& book) { return marks_of(book, work.terms, work.cap); });
    bool marked = marks == tickets::PromiseMarks{facts.promise_half_at, facts.promise_most_at, facts.promise_late_at};
    auto next = with_book(work, [&](Book& book) { return next_promise(book, facts, work.cap); });
    bool shown = next ? facts.promise_kind == next->kind && facts.promise_due_at == next->due_at : !facts.promise_kind;
    if (!shown) work.next_changed = entries::Next{facts.id, next};
    if (!shown && marked) return tickets::set_next_promise(tx, facts.id, next);
    if (!shown) return tickets::set_next_promise(tx, facts.id, next, marks);
    if (!marked) tickets::set_promise_marks(tx, facts.id, marks);
}

}  // namespace

void follow(db::Tx& tx, const Context& context, TicketId id) {
    auto facts = find_facts(tx, id);
    if (!facts) return;
    Work work{context.as_system(facts->brand_id), terms_of(tx, *facts), cap_of(tx), State{.ticket_id = id}, {}, {}};
    if (auto state = tx.find<State>(sql::find_state, id)) work.state = *state;
    read_clocks(tx, work);
    follow_stream(tx, work);
    with_book(work, [&](Book& book) { settle(book, work.terms, context.now()); });
    set_timer(tx, work);
    show(tx, work);
    // Also when what is shown stays: a merge may bring a longer wait to a ticket whose broken promise was due before its cap.
    if (facts->owed_since) look_at(tx, work.system, {id, *facts->owed_since});
    put_down(tx, work);
}

std::optional<Facts> find_facts(db::Reader& reader, TicketId id) { return reader.find<Facts>(sql::find_facts, id); }

Terms terms_of(db::Reader& reader, const Facts& facts) {
    auto all = arranged(reader);
    auto chosen = choose(all->policies, facts);
    Terms terms{{}, {}, {}, facts};
    if (chosen.policy) terms.policy = *chosen.policy;
    if (chosen.floor) terms.floor = *chosen.floor;
    for (auto* policy : {&terms.policy, &terms.floor}) {
        if (!*policy || !(*policy)->calendar_id) continue;
        auto found = all->calendars.find(*(*policy)->calendar_id);
        if (found == all->calendars.end())
            throw Problem(ProblemKind::unavailable, "platform.internal", "a calendar can't be reckoned with");
        terms.calendars.insert(*found);
    }
    return terms;
}

Duration cap_of(db::Reader& reader) { return std::chrono::seconds{reader.get<std::int64_t>(sql::find_cap)}; }

}  // namespace goodhost::promises
