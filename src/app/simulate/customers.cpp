#include <algorithm>
#include <numeric>

#include "app/simulate/world.hpp"
#include "platform/services.hpp"

namespace goodhost::simulate {

using namespace std::chrono_literals;
using tickets::Severity;

namespace {

constexpr std::size_t hours_of_day = 24, days_of_week = 7;
constexpr Spread standard_answer{180, 1'500}, standard_reopening{1'440, 5'000}, standard_patience{900, 2'400}, second_letter{25, 120};
constexpr double standard_answers = 0.75, standard_solves = 0.1, standard_reopens = 0.05, standard_duplicates = 0.01;

/// How many tickets come in an hour of the week, on average.
double rate_at(const Arrivals& arrivals, std::size_t weekday, std::size_t hour) {
    if (!arrivals.rates.empty()) return arrivals.rates[weekday * hours_of_day + hour];
    auto part = [](const std::vector<double>& weights, std::size_t at, std::size_t count) {
        if (weights.empty()) return 1.0 / static_cast<double>(count);
        auto total = std::accumulate(weights.begin(), weights.end(), 0.0);
        return total > 0 ? weights[at] / total : 0;
    };
    return arrivals.per_day.value_or(0) * days_of_week * part(arrivals.weekdays, weekday, days_of_week) *
           part(arrivals.hours, hour, hours_of_day);
}

/// Only mail can come late.
bool by_mail(tickets::Channel channel) { return channel == tickets::Channel::email; }

}  // namespace

void World::plan_hour(Instant hour) {
    auto shown = Zone::find(scenario_.time_zone)->wall(hour);
    auto day = std::chrono::floor<std::chrono::days>(shown);
    auto weekday = static_cast<std::size_t>(weekday_of(day));
    auto of_day = static_cast<std::size_t>((shown - day) / 1h);
    auto count = arrival_dice_.count(rate_at(scenario_.arrivals, weekday, of_day));
    for (std::int64_t i = 0; i < count; ++i) plan(hour + arrival_dice_.up_to(1h), Act::arrive, ++arrivals_);
    if (hour + 1h < end_) plan(hour + 1h, Act::hour);
}

/// `who` numbers the arrivals; `turn` is the burst that it belongs to, counted from one.
Case World::draw_case(const Event& event) {
    Case one{.dice = Dice(seed_, Dice::For::ticket, event.who)};
    auto& dice = one.dice;
    auto language = host_.languages.draw(dice), tier = host_.tiers.draw(dice);
    one.customer = host_.customer_of(language, tier, dice.below(host_.of_each_kind));
    one.category = host_.categories.draw(dice);
    auto severity = host_.severities.name(host_.severities.draw(dice));
    if (event.turn > 0) {
        auto& burst = scenario_.arrivals.bursts[event.turn - 1];
        if (burst.category) one.category = *host_.categories.find(*burst.category);
        if (burst.severity) severity = *burst.severity;
    }
    one.severity = *enum_from<Severity>(severity);
    return one;
}

Duration World::mail_delay(Dice& dice) {
    for (auto& late : scenario_.faults.mail_delays) {
        auto from = *local_time(late.from, scenario_.time_zone), to = *local_time(late.to, scenario_.time_zone);
        if (now() >= from && now() < to) return dice.time(late.delay);
    }
    return {};
}

/// What goes by mail may come later than it was sent: then it is planned again as what has arrived by then.
bool World::comes_late(const Event& event, Act arrived, Dice& dice) {
    auto late = event.act == arrived ? Duration{} : mail_delay(dice);
    if (late == Duration{}) return false;
    ++happenings_.delayed_mails;
    plan(now() + late, arrived, event.who, event.turn);
    return true;
}

void World::arrive(const Event& event) {
    auto one = draw_case(event);
    auto channel = *enum_from<tickets::Channel>(host_.channels.name(host_.channels.draw(one.dice)));
    if (by_mail(channel) && comes_late(event, Act::arrived, one.dice)) return;
    tickets::NewTicket input;
    auto& customer = host_.customers[one.customer];
    input.brand = BrandId{1};
    input.contact = customer.contact.id;
    input.subject = host_.categories.name(one.category);
    input.body = host_.question;
    input.channel = channel;
    input.category = host_.categories.name(one.category);
    input.severity = one.severity;
    input.service = customer.service;
    if (!write(event, {.person = {}, .customer = one.customer},
               [&](db::Tx& tx, const Context& by) { one.id = tickets::open_ticket(tx, by, input).id; }))
        return;
    auto duplicate = one.dice.happens(scenario_.customers.duplicates.value_or(standard_duplicates));
    auto number = enter(one);
    asked(number);
    if (duplicate) plan(now() + cases_[number].dice.time(second_letter), Act::again, number);
}

std::size_t World::enter(const Case& one) {
    auto number = ledger_.open(shown());
    cases_.push_back(one);
    cases_.back().opened = now();
    number_of_[one.id.value] = number;
    return number;
}

/// The same problem once more, as a ticket of its own.
void World::write_again(const Event& event) {
    auto& first = cases_[event.who];
    if (first.done) return;
    Case one = first;
    one.dice = Dice(seed_, Dice::For::duplicate, event.who);
    one.turn = 0;
    one.forget_work();
    one.answered = false;
    one.duplicate = event.who;
    tickets::NewTicket input;
    input.brand = BrandId{1};
    input.contact = host_.customers[one.customer].contact.id;
    input.subject = host_.categories.name(one.category);
    input.body = host_.reminder;
    input.channel = tickets::Channel::email;
    input.category = input.subject;
    input.severity = one.severity;
    input.service = host_.customers[one.customer].service;
    if (!write(event, {.person = {}, .customer = one.customer},
               [&](db::Tx& tx, const Context& by) { one.id = tickets::open_ticket(tx, by, input).id; }))
        return;
    asked(enter(one));
}

/// Somebody waits for a word: who is free takes it, and who is kept waiting asks again.
void World::asked(std::size_t which) {
    auto& one = cases_[which];
    one.errand = false;
    auto dice = one.dice;
    plan(now() + dice.time(scenario_.customers.patience.value_or(standard_patience)), Act::nudge, which, one.turn);
    unqueue(which);
    offer(which);
}

/// What the customer does about an answer is drawn when it is given; nothing is a choice, too.
void World::plan_reaction(std::size_t which, bool solved) {
    auto& customers = scenario_.customers;
    auto& one = cases_[which];
    auto chance = one.dice.part();
    if (solved) {
        if (chance < customers.reopens.value_or(standard_reopens))
            plan(now() + one.dice.time(customers.reopens_after.value_or(standard_reopening)), Act::say, which, one.turn);
        return;
    }
    auto answers = customers.answers.value_or(standard_answers), solves = customers.solves.value_or(standard_solves);
    if (chance >= answers + solves) return;
    plan(now() + one.dice.time(customers.answers_after.value_or(standard_answer)), chance < answers ? Act::say : Act::call_solved, which,
         one.turn);
}

void World::say(const Event& event) {
    auto& one = cases_[event.who];
    if (one.turn != event.turn) return;
    if (comes_late(event, Act::said, one.dice)) return;
    tickets::NewMessage word;
    word.body = event.act == Act::nudge ? host_.reminder : host_.more;
    word.channel = tickets::Channel::email;
    tickets::TicketId to;
    if (!write(event, {.person = {}, .customer = one.customer},
               [&](db::Tx& tx, const Context& by) { to = tickets::add_message(tx, by, one.id, word).ticket_id; }))
        return;
    ++one.turn;
    if (to != one.id) return follow_up(event.who, to);
    if (one.done) ++happenings_.reopenings;
    one.done = one.silent = false;
    ledger_.ask(event.who, shown());
    asked(event.who);
}

/// Only one that still waits asks again.
void World::nudge(const Event& event) {
    auto& one = cases_[event.who];
    if (one.turn == event.turn && !one.done && ledger_.is_owed(event.who, shown())) say(event);
}

void World::call_solved(const Event& event) {
    auto& one = cases_[event.who];
    if (one.turn != event.turn) return;
    if (!write(event, {.person = {}, .customer = one.customer},
               [&](db::Tx& tx, const Context& by) { tickets::resolve_ticket(tx, by, one.id); }))
        return;
    ++one.turn;
    one.done = true;
    ledger_.waive(event.who, shown());
    unqueue(event.who);
}

/// Too late to reopen: the word began a ticket of its own.
void World::follow_up(std::size_t from, tickets::TicketId id) {
    ++happenings_.follow_ups;
    Case one = cases_[from];
    one.id = id;
    one.dice = Dice(seed_, Dice::For::follow_up, static_cast<std::uint64_t>(id.value));
    one.severity = Severity::normal;
    one.turn = 0;
    one.forget_work();
    one.duplicate.reset();
    one.answered = one.done = one.silent = false;
    asked(enter(one));
}

}  // namespace goodhost::simulate
