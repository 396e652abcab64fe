#pragma once
#include <deque>
#include <functional>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "accounts/accounts.hpp"
#include "app/simulate/dice.hpp"
#include "app/simulate/host.hpp"
#include "app/simulate/ledger.hpp"
#include "app/simulate/people.hpp"
#include "app/simulate/server.hpp"
#include "escalation/escalation.hpp"
#include "promises/promises.hpp"
#include "tickets/entries.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::simulate {

/// A ticket as its customer and the people of the host know it.
struct Case {
    tickets::TicketId id;
    std::size_t customer = 0;  ///< of the host's customers
    std::size_t category = 0;
    tickets::Severity severity = tickets::Severity::normal;
    Dice dice;
    Instant opened{};
    std::uint32_t turn = 0;                ///< grows with each public word: what was planned before is void
    std::optional<std::size_t> hand;       ///< who works on it
    std::optional<std::size_t> duplicate;  ///< the case that it says again
    std::optional<std::size_t> owner;      ///< who has it, as the program says
    std::optional<std::size_t> worked_by;  ///< who worked on it last
    std::optional<std::size_t> called;     ///< who has said `I see to it`
    std::optional<Instant> queued_as;      ///< its place in the inbox
    Duration left{};                       ///< of work that was put aside
    bool answered = false, done = false, silent = false;
    bool errand = false;  ///< what waits is no word of the customer's: a report, or silence

    /// For another ticket about the same.
    void forget_work() {
        for (auto* of : {&hand, &owner, &worked_by, &called}) of->reset();
        queued_as.reset();
        left = {};
        errand = false;
    }
};

/// What waits for somebody, in the order of what is owed.
using Inbox = std::set<std::pair<Instant, std::size_t>>;

struct Worker {
    std::size_t person = 0;  ///< of the host's people
    Spans duty, on_call;
    Inbox mine;  ///< of what the worker has
    std::size_t next_duty = 0, touch = 0;
    std::uint32_t shift = 0;           ///< grows with each
    bool on = false, looking = false;  ///< looking: about to look for the next piece of work
    Instant off_at{}, on_since{}, free_since{}, gone_until{}, looks_again{};
    std::optional<std::size_t> at_work;
    Instant work_began{}, work_ends{};
    Duration takes{};
    std::uint32_t turn = 0;  ///< grows with each piece of work
    bool gives_up = false;   ///< what is in hand takes longer than the patience lasts
    Duration worked{}, on_duty{};
    std::int64_t touches = 0;
};

/// From..to somebody had a ticket in hand.
struct Touch {
    std::size_t ticket = 0, worker = 0;
    Instant from{}, to{};
};

struct Span {
    Instant from{}, to{};
};

/// Somebody is told of a page.
struct Call {
    escalation::PageId page;
    std::size_t worker = 0, ticket = 0;
};

/// Such that somebody says `we are on it` first, and is interrupted for it.
inline bool is_urgent(tickets::Severity severity) { return severity == tickets::Severity::critical || severity == tickets::Severity::high; }

/// So long before a report is due somebody takes it up.
inline constexpr Duration before_report = std::chrono::minutes{20};

/// What happened besides the tickets.
struct Happenings {
    std::int64_t crashes = 0, lost_calls = 0, clock_jumps = 0, vanished = 0, delayed_mails = 0, edits = 0, merges = 0, reopenings = 0,
                 follow_ups = 0, answers = 0;
    std::vector<Span> down;    ///< true time
    std::vector<Span> unseen;  ///< spans of the machine's time in which nothing could run: the server was down, the clock jumped
    std::vector<Touch> vanished_with;
};

/// Customers, the people of the host and faults, moved from event to event, with the real program between them. One run.
class World {
  public:
    World(const Scenario& scenario, std::uint64_t seed, db::Undo undo = db::Undo::kept);

    /// Throws Crash when a write had to be undone that can't be.
    void run();

    const Scenario& scenario() const { return scenario_; }
    std::uint64_t seed() const { return seed_; }
    Span span() const { return {start_, end_}; }
    db::MemoryDatabase& database() { return machine_.database; }
    Server& server() { return *server_; }
    const Host& host() const { return host_; }
    const Ledger& ledger() const { return ledger_; }
    const std::deque<Case>& cases() const { return cases_; }
    const std::vector<Worker>& workers() const { return workers_; }
    const std::vector<Touch>& touches() const { return touches_; }
    const Happenings& happenings() const { return happenings_; }
    bool able(const Worker& worker, const Case& one) const;
    bool is_on_call(const Worker& worker) const;
    /// Whether the program gives tickets to people.
    bool routes() const { return scenario_.host.routing.has_value(); }

  private:
    enum class Act : std::uint8_t {
        hour,
        arrive,
        arrived,
        again,
        say,
        said,
        nudge,
        call_solved,
        on_duty,
        off_duty,
        first_word,
        finish,
        report,
        chase,
        found,
        look,
        let_go,
        appear,
        answer_page,
        see_to,
        crash,
        random_crash,
        restart,
        jump,
        vanish,
        edit
    };
    struct Event {
        Instant at;
        std::uint64_t order;
        Act act;
        std::size_t who;
        std::uint32_t turn;
        bool operator<(const Event& other) const { return at != other.at ? at > other.at : order > other.order; }
    };

    // world.cpp: time, and the program that runs in it
    void plan(Instant at, Act act, std::size_t who = 0, std::uint32_t turn = 0);
    void plan_all();
    void step_to(Instant at);
    void handle(const Event& event);
    Instant now() const { return now_; }
    Instant shown() const { return now_ + offset_; }  ///< by the machine
    std::optional<Instant> next_job();
    void guarded(const std::function<void()>& use);
    /// Who acts: a person, a customer, or the program.
    struct Who {
        std::optional<std::size_t> person, customer;
    };
    bool write(const Event& event, const Who& who, const std::function<void(db::Tx&, const Context&)>& use);
    Context as(std::size_t person);
    Context as_customer(std::size_t customer);
    Context as_host();

    // faults.cpp
    void plan_faults();
    void plan_random_crash();
    void crash(Duration down);
    void restart();
    void jump(std::size_t which);
    void vanish(std::size_t which);
    void edit(const Event& event);
    Duration mail_delay(Dice& dice);

    // customers.cpp
    void plan_hour(Instant hour);
    void arrive(const Event& event);
    Case draw_case(const Event& event);
    void say(const Event& event);
    void nudge(const Event& event);
    void call_solved(const Event& event);
    void write_again(const Event& event);
    bool comes_late(const Event& event, Act arrived, Dice& dice);
    std::size_t enter(const Case& one);
    void follow_up(std::size_t from, tickets::TicketId id);
    void plan_reaction(std::size_t which, bool solved);
    void asked(std::size_t which);

    // desk.cpp: who gets what
    void follow();
    void hear();
    void move_to(std::size_t which, const std::optional<std::size_t>& owner);
    void hear_assigned(const tickets::entries::Assigned& assigned);
    void hear_promised(const promises::entries::Told& told);
    void hear_paged(const escalation::entries::Paged& paged);
    void answer_page(const Event& event);
    void see_to(const Event& event);
    void offer(std::size_t which);
    void place(std::size_t which);
    void call_up(std::size_t which);
    void summon(std::size_t worker);
    void look(const Event& event);
    void take_from_all(const Event& event, std::size_t which);
    void let_go(const Event& event);
    void appear(const Event& event);
    void queue(std::size_t which);
    void unqueue(std::size_t which);
    Inbox& inbox_of(const Case& one);
    void sort_inbox();
    std::optional<std::size_t> first_of_own(const Worker& worker) const;
    std::optional<std::size_t> first_of_all(const Worker& worker) const;
    std::optional<std::size_t> worker_of(const std::optional<accounts::AgentId>& agent) const;

    // workers.cpp
    void come(std::size_t worker);
    void go(std::size_t worker);
    void begin_work(std::size_t worker, std::size_t which);
    Duration time_for(const Worker& worker, Case& one, std::size_t which);
    void leave_work(std::size_t worker);
    void end_work(std::size_t worker);
    void put_aside(std::size_t worker);
    void give_back(std::size_t worker);
    void first_word(const Event& event);
    void finish(const Event& event);
    bool merge_duplicate(const Event& event, std::size_t which);
    void reassess(const Event& event, std::size_t which);
    bool conclude(const Event& event, std::size_t which);
    void remember(const Event& event);
    void report_meanwhile(const Event& event);
    void find(std::size_t which);

    const Scenario scenario_;
    const std::uint64_t seed_;
    Instant start_, end_, now_;
    Duration offset_{};
    Machine machine_;
    std::unique_ptr<Server> server_;
    Host host_;
    Ledger ledger_;
    std::deque<Case> cases_;
    std::vector<Worker> workers_;
    std::vector<Touch> touches_;
    Happenings happenings_;
    std::priority_queue<Event> events_;
    std::vector<std::optional<Context>> people_;  ///< of this run of the program
    std::uint64_t order_ = 0, arrivals_ = 0;
    Dice arrival_dice_, fault_dice_;
    Instant back_at_{};
    std::vector<Inbox> inbox_;                                 ///< of what nobody has, by category and language
    std::unordered_map<std::int64_t, std::size_t> number_of_;  ///< of the cases, by ticket
    std::vector<Call> calls_;
    std::int64_t heard_ = 0;        ///< the entry of the trail up to which the people know
    std::int64_t heard_words_ = 0;  ///< Machine::words then
};

}  // namespace goodhost::simulate
