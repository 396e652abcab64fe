#include "app/simulate/reference.hpp"

#include <date/tz.h>

#include <algorithm>

#include "promises/settings.hpp"

namespace goodhost::simulate::testing {

using namespace std::chrono_literals;
using promises::Policy;
using promises::Target;
using tickets::Severity;
using tickets::Status;
namespace told = tickets::entries;

namespace {

bool done(Status status) { return status == Status::resolved || status == Status::closed; }

promises::Targets minutes_of(std::int64_t first, std::int64_t next, std::int64_t report, std::int64_t solution) {
    return {Target{first}, Target{next}, Target{report}, Target{solution}};
}

/// The table of the guide.
std::vector<Policy> new_host() {
    std::vector<Policy> all(5);
    const std::pair<const char*, promises::Targets> rows[] = {{"Critical", minutes_of(15, 30, 30, 60)},
                                                              {"High", minutes_of(60, 120, 240, 480)},
                                                              {"Normal", minutes_of(240, 480, 1440, 2880)},
                                                              {"Low", minutes_of(480, 1440, 1440, 7200)},
                                                              {"Floor", minutes_of(480, 1440, 1440, 7200)}};
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].name = rows[i].first;
        all[i].targets = rows[i].second;
        all[i].id.value = all[i].position = static_cast<std::int64_t>(i + 1);
        if (i < 4) all[i].conditions.severities = {static_cast<Severity>(i)};
    }
    all[4].floor = true;
    return all;
}

std::optional<Target> target_of(const Policy& policy, PromiseKind kind) {
    if (kind == PromiseKind::first_response) return policy.targets.first_response;
    return kind == PromiseKind::next_response ? policy.targets.next_response : policy.targets.resolution;
}

int minute_of(const std::string& text) { return std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3)); }

template <class T>
bool lists(const std::vector<T>& list, const T& value) {
    return list.empty() || std::ranges::find(list, value) != list.end();
}

}  // namespace

Arrangements::Arrangements(const std::vector<trail::Entry>& entries) {
    policies_.push_back({{Instant::min(), 0}, new_host()});
    for (auto& entry : entries)
        if (entry.type == "promises.configured") read(entry);
}

void Arrangements::read(const trail::Entry& entry) {
    auto change = trail::payload_of<promises::Configured>(entry);
    if (change.what == "calendar") {
        auto row = json::from_json<promises::CalendarRow>(change.becomes.text);
        calendars_[row.id] = row;
        return;
    }
    auto policies = policies_.back().policies;
    if (change.what == "policy") {
        auto policy = json::from_json<Policy>(change.becomes.text);
        std::erase_if(policies, [&](auto& other) { return other.id == policy.id; });
        // Who comes to a place moves those who stood there, and below.
        bool taken = std::ranges::any_of(policies, [&](auto& other) { return !other.floor && other.position == policy.position; });
        for (auto& other : policies)
            if (taken && !other.floor && other.position >= policy.position) ++other.position;
        policies.push_back(policy);
        std::ranges::stable_sort(policies, {}, [](auto& one) { return std::tuple(one.floor, one.position, one.id); });
    }
    policies_.push_back({{entry.at, entry.sequence}, std::move(policies)});
}

const std::vector<Policy>& Arrangements::policies_at(const Moment& moment) const {
    auto known = std::find_if(policies_.rbegin(), policies_.rend(), [&](auto& set) { return moment.knows(set.since); });
    return known->policies;
}

bool Arrangements::changed_at(Instant at, const std::function<Instant(Instant)>& seen_from) const {
    return std::ranges::any_of(policies_, [&](auto& set) { return set.since.at <= at && at - 1s <= seen_from(set.since.at); });
}

/// Whether the wall clock shows working time.
bool Arrangements::open_at(promises::CalendarId id, Instant at) const {
    auto& calendar = calendars_.at(id);
    auto shown = date::locate_zone(calendar.time_zone)->to_local(std::chrono::floor<std::chrono::minutes>(at));
    auto today = date::floor<date::days>(shown);
    auto minute = std::chrono::duration_cast<std::chrono::minutes>(shown - today).count();
    auto begun_on = [&](date::local_days day, std::int64_t shown_minute) {
        auto weekday = date::weekday{day}.iso_encoding() - 1;
        auto text = date::format("%F", day);
        auto holiday = std::ranges::find(calendar.holidays, text, &promises::Holiday::date);
        auto within = [&](const std::string& from, const std::string& to) {
            auto ends = minute_of(to) > minute_of(from) ? minute_of(to) : minute_of(to) + 1440;
            return shown_minute >= minute_of(from) && shown_minute < ends;
        };
        if (holiday != calendar.holidays.end())
            return std::ranges::any_of(holiday->open, [&](auto& open) { return within(open.from, open.to); });
        return std::ranges::any_of(
            calendar.spans, [&](auto& span) { return static_cast<unsigned>(span.weekday) == weekday && within(span.from, span.to); });
    };
    return begun_on(today, minute) || begun_on(today - date::days{1}, minute + 1440);
}

Retold::Retold(const World& world, const Arrangements& arranged, std::size_t number)
    : world_(world), arranged_(arranged), case_(world.cases()[number]) {}

void Retold::begin(PromiseKind kind, Instant at) { dues_.push_back({.started_at = at, .due_at = {}, .ended_at = {}, .kind = kind}); }

void Retold::end(PromiseKind kind, Instant at, bool dropped) {
    for (auto& due : dues_)
        if (due.kind == kind && !due.ended_at) due.ended_at = std::max(at, due.started_at), due.dropped = dropped, due.ended_by = heard_;
}

void Retold::move(Status to, Instant at) {
    if (to == status_) return;
    if (to == Status::waiting) waits_.push_back({at, {}});
    if (status_ == Status::waiting) waits_.back().to = at;
    if (done(to) && !done(status_)) end(PromiseKind::resolution, at, false);
    if (!done(to) && done(status_)) begin(PromiseKind::resolution, at);
    status_ = to;
}

void Retold::hear(const trail::Entry& entry) {
    heard_ = entry.sequence;
    if (entry.type == told::created) {
        auto created = trail::payload_of<told::Created>(entry);
        severities_.emplace_back(Moment{entry.at, heard_}, created.severity);
        category_ = created.category;
        channel_ = created.channel;
        begin(PromiseKind::resolution, entry.at);
        begin(PromiseKind::first_response, entry.at);
    } else if (entry.type == told::replied) {
        auto word = trail::payload_of<told::Word>(entry);
        bool waits = std::ranges::any_of(dues_, [](auto& due) { return due.kind != PromiseKind::resolution && !due.ended_at; });
        if (word.by == ActorKind::contact && !waits) begin(spoken_ ? PromiseKind::next_response : PromiseKind::first_response, entry.at);
        if (word.by == ActorKind::agent) {
            end(PromiseKind::first_response, entry.at, false);
            end(PromiseKind::next_response, entry.at, false);
            spoken_ = true;
        }
        move(word.status, entry.at);
    } else if (entry.type == told::severity_changed) {
        severities_.emplace_back(Moment{entry.at, heard_}, trail::payload_of<told::SeverityChanged>(entry).to);
    } else if (entry.type == told::resolved || entry.type == told::closed || entry.type == told::reopened ||
               entry.type == told::status_changed) {
        auto change = trail::payload_of<told::StatusChanged>(entry);
        move(change.to, entry.at);
        bool waived = entry.actor_kind == ActorKind::contact && done(change.to);
        if (waived) end(PromiseKind::first_response, entry.at, true), end(PromiseKind::next_response, entry.at, true);
    }
}

/// Where it came from first, and then here.
std::vector<Pause> Retold::pauses_of(const Due& due) const {
    auto all = due.before;
    for (auto wait : waits_) {
        if (due.here && wait.to && *wait.to <= *due.here) continue;
        if (due.here) wait.from = std::max(wait.from, *due.here);
        all.push_back(wait);
    }
    return all;
}

void Retold::absorb(Retold& merged, Instant at) {
    auto is_response = [](const Due& due) { return due.kind != PromiseKind::resolution; };
    auto is_open = [](const Due& due) { return !due.ended_at; };
    heard_ = merged.heard_;
    bool waits = std::ranges::any_of(merged.dues_, [&](auto& due) { return is_open(due) && is_response(due); });
    for (auto& due : merged.dues_) {
        if (!is_open(due)) continue;
        auto& came = dues_.emplace_back(due);
        came.before = merged.pauses_of(due);
        for (auto& pause : came.before) pause.to = std::min(pause.to.value_or(at), at);
        came.here = at;
    }
    std::erase_if(merged.dues_, is_open);
    if (waits && status_ != Status::new_) move(Status::open, at);
    keep_earliest(at, is_response);
    keep_earliest(at, [&](const Due& due) { return !is_response(due); });
}

void Retold::keep_earliest(Instant at, const std::function<bool(const Due&)>& of_kind) {
    Due* kept = nullptr;
    // What begins or ends with the merge counts; of two that are due together the older one goes on.
    auto due_at = [&](const Due& due) {
        return std::pair(due_of(due, {at + Duration{1}, heard_}).value_or(Instant::max()), due.started_at);
    };
    auto since = Instant::max();
    for (auto& due : dues_) {
        if (due.ended_at || !of_kind(due)) continue;
        if (due.kind != PromiseKind::resolution) since = std::min(since, due.started_at);
        auto* other = kept;
        if (!kept || due_at(due) < due_at(*kept)) kept = &due;
        auto* dropped = kept == &due ? other : &due;
        if (dropped) dropped->ended_at = at, dropped->ended_by = heard_, dropped->dropped = dropped->merged_away = true;
    }
    // Whoever waits longest waits on.
    if (kept) kept->started_at = std::min(kept->started_at, since);
}

Severity Retold::severity_at(const Moment& moment) const {
    // What was said last counts, also when the machine's clock had been set back in between.
    auto known = std::find_if(severities_.rbegin(), severities_.rend(), [&](auto& one) { return moment.knows(one.first); });
    return known == severities_.rend() ? severities_.front().second : known->second;
}

bool Retold::matches(const promises::Conditions& conditions, const Moment& moment) const {
    auto& customer = world_.host().customers[case_.customer];
    auto tier = *enum_from<hosting::Tier>(world_.host().tiers.name(customer.tier));
    return lists(conditions.severities, severity_at(moment)) && lists(conditions.categories, category_) && lists(conditions.tiers, tier) &&
           lists(conditions.channels, channel_) && lists(conditions.languages, customer.contact.locale);
}

/// Minute after minute, until the target is used up.
std::optional<Instant> Retold::count(Instant from, const Way& way) const {
    auto at = from;
    auto left = way.target;
    while (left > Duration{}) {
        auto next = Instant(std::chrono::floor<std::chrono::minutes>(at)) + 1min;
        bool stands = false;
        for (auto& wait : way.pauses) {
            if (wait.from >= way.by) break;
            bool open = !wait.to || *wait.to >= way.by;
            if (wait.from <= at && (open || at < *wait.to)) {
                if (open) return std::nullopt;
                stands = true;
                next = std::min(next, *wait.to);
            } else if (wait.from > at) {
                next = std::min(next, wait.from);
            }
        }
        bool works = !stands && (!way.calendar || arranged_.open_at(*way.calendar, at));
        if (works && left <= next - at) return at + left;
        if (works) left -= next - at;
        at = next;
    }
    return at;
}

std::optional<Instant> Retold::due_of(const Due& due, const Moment& by) const {
    auto& policies = arranged_.policies_at(by);
    const Policy *chosen = nullptr, *floor = nullptr;
    for (auto& policy : policies) {
        if (policy.floor) floor = &policy;
        if (!policy.floor && policy.active && !chosen && matches(policy.conditions, by)) chosen = &policy;
    }
    std::optional<Instant> earliest;
    for (auto* policy : {chosen, floor}) {
        auto target = policy ? target_of(*policy, due.kind) : std::nullopt;
        if (!target) continue;
        Way way{std::chrono::minutes{target->minutes}, {}, {}, by.at};
        if (due.kind == PromiseKind::resolution && policy->pause_while_waiting) way.pauses = pauses_of(due);
        bool by_calendar = target->measure == promises::Measure::calendar && severity_at(by) != Severity::critical;
        if (by_calendar) way.calendar = policy->calendar_id;
        auto at = count(due.started_at, way);
        if (at && (!earliest || *at < *earliest)) earliest = at;
    }
    return earliest;
}

std::vector<Due> Retold::dues(Instant end) const {
    auto all = dues_;
    for (auto& due : all) due.due_at = due.ended_at ? due_of(due, {*due.ended_at, due.ended_by}) : due_of(due, {end});
    std::ranges::stable_sort(all, {}, [](auto& due) { return std::pair(due.started_at, due.kind); });
    return all;
}

}  // namespace goodhost::simulate::testing
