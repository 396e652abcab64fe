#include "promises/watch.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "platform/http/route.hpp"
#include "platform/mail/notice.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"
#include "promises/follow.hpp"
#include "promises/queries.hpp"

namespace goodhost::promises {

using namespace std::chrono_literals;

namespace {

constexpr Duration look_again = 5min, silent_too_long = 15min;
constexpr int most_at_once = 100;

struct Owed {
    TicketId id;
    BrandId brand_id;
    std::string subject;
    std::optional<accounts::AgentId> assignee_id;
    std::string contact_name;
    Instant owed_since{};
    Stage stage = Stage::none;  ///< told of this wait already
};
BOOST_DESCRIBE_STRUCT(Owed, (), (id, brand_id, subject, assignee_id, contact_name, owed_since, stage))

struct Told {
    std::string email, name, locale;
};
BOOST_DESCRIBE_STRUCT(Told, (), (email, name, locale))

Duration part(Stage stage, Duration cap) {
    switch (stage) {
        case Stage::warned: return cap / 2;
        case Stage::paged: return cap * 3 / 4;
        default: return cap;
    }
}

std::string_view type_of(Stage stage) {
    if (stage == Stage::warned) return entries::cap_warned;
    return stage == Stage::paged ? entries::cap_paged : entries::cap_reached;
}

/// Paged are whoever the ticket is assigned to and the leads; at the cap the owners are told as well.
std::vector<Told> listeners(db::Reader& reader, const Owed& owed, Stage stage) {
    if (stage == Stage::warned) return {};
    bool owners = stage == Stage::reached;
    return reader.list<Told>(sql::list_listeners, owed.assignee_id, owners ? "owner" : "lead", owed.brand_id.value);
}

void write_to(db::Tx& tx, const Context& system, const Owed& owed, const mail::Notice& mail) {
    auto filled = mail;
    filled.arguments["number"] = std::to_string(owed.id.value);
    filled.arguments["subject"] = owed.subject;
    filled.arguments["customer"] = owed.contact_name;
    filled.arguments["link"] = "/desk/tickets/" + std::to_string(owed.id.value);
    mail::queue(tx, system, filled);
}

void tell_stage(db::Tx& tx, const Context& system, const Owed& owed, std::pair<Stage, Duration> at) {
    auto [stage, cap] = at;
    entries::OverCap entry{owed.id, owed.owed_since, owed.owed_since + cap, 0, 0, {}};
    entry.cap_seconds = std::chrono::duration_cast<std::chrono::seconds>(cap).count();
    entry.owed_seconds = std::chrono::duration_cast<std::chrono::seconds>(system.now() - owed.owed_since).count();
    for (auto& person : listeners(tx, owed, stage)) {
        entry.told.push_back(person.email);
        std::string key = stage == Stage::paged ? "promises.mail.paged" : "promises.mail.reached";
        write_to(tx, system, owed, {person.email, person.name, person.locale, key, {{"name", person.name}}});
    }
    trail::append(tx, system, stream_of(owed.id), type_of(stage), entry);
}

void raise(db::Tx& tx, const Context& system, const Owed& owed, Duration cap) {
    auto reached = stage_at(system.now() - owed.owed_since, cap);
    auto of_brand = system.as_system(owed.brand_id);
    for (auto stage : {Stage::warned, Stage::paged, Stage::reached})
        if (stage > owed.stage && stage <= reached) tell_stage(tx, of_brand, owed, {stage, cap});
    tx.execute(sql::save_stage, owed.id, owed.owed_since, reached);
}

}  // namespace

Stage stage_at(Duration owed, Duration cap) {
    auto reached = Stage::none;
    for (auto stage : {Stage::warned, Stage::paged, Stage::reached})
        if (owed >= part(stage, cap)) reached = stage;
    return reached;
}

Instant watch_over(db::Tx& tx, const Context& system) {
    auto now = system.now();
    auto cap = cap_of(tx);
    auto over = tx.list<Owed>(sql::list_over, now - part(Stage::warned, cap), now - part(Stage::paged, cap), now - cap);
    for (auto& owed : over) raise(tx, system, owed, cap);
    tx.execute(sql::save_watched, now);
    if (std::ssize(over) == most_at_once) return now;
    auto next = now + look_again;
    for (auto stage : {Stage::warned, Stage::paged, Stage::reached})
        if (auto since = tx.get<std::optional<Instant>>(sql::find_next_owed, now - part(stage, cap)))
            next = std::min(next, *since + part(stage, cap));
    return next;
}

void look_at(db::Tx& tx, const Context& system, const std::pair<TicketId, Instant>& owed_since) {
    auto& [id, since] = owed_since;
    auto now = system.now();
    auto cap = cap_of(tx);
    if (since + part(Stage::warned, cap) > now + look_again) return;
    auto at = now;
    for (auto stage : {Stage::reached, Stage::paged, Stage::warned})
        if (since + part(stage, cap) > now) at = since + part(stage, cap);
    auto told = tx.find<Stage>(sql::find_stage, id, since).value_or(Stage::none);
    if (told < stage_at(now - since, cap)) at = now;
    jobs::enqueue(tx, system, watch, http::Empty{}, {at, "ticket " + std::to_string(id.value)});
}

std::optional<std::string> watch_fault(db::Reader& reader, const Context& context) {
    auto watched = reader.get<std::optional<Instant>>(sql::find_watched);
    if (!watched) return "the watch over unanswered customers has never run: is `goodhost serve` running?";
    if (context.now() - *watched <= silent_too_long) return std::nullopt;
    return fmt::format("the watch over unanswered customers has not run since {}", to_rfc3339(*watched));
}

}  // namespace goodhost::promises
