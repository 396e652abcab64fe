#include "tickets/seed_script.hpp"

#include <algorithm>

namespace goodhost::tickets::seeding {

namespace {

using namespace std::chrono_literals;

/// After this a resolved ticket is closed for good; see Settings::reopen_days.
constexpr auto until_closed = 7 * 24h + 1min;

std::size_t tickets_of(SeedSize size) {
    switch (size) {
        case SeedSize::small: return 300;
        case SeedSize::large: return 20'000;
        case SeedSize::huge: return 100'000;
        case SeedSize::vast: break;
    }
    return 1'000'000;
}

/// Of 1000 tickets how many end so. A small host shows every state; in a large one most is history.
Outcome pick_outcome(SeedPlan& plan) {
    static constexpr int few[] = {65, 115, 130, 70, 25, 200}, many[] = {3, 8, 12, 6, 2, 40};
    auto n = static_cast<int>(plan.pick(1000));
    auto& weights = plan.size == SeedSize::small ? few : many;
    for (int i = 0; i < 6; ++i)
        if ((n -= weights[i]) < 0) return static_cast<Outcome>(i);
    return Outcome::closed;
}

Channel pick_channel(SeedPlan& plan) {
    auto n = plan.pick(100);
    return n < 45 ? Channel::portal : n < 80 ? Channel::email : n < 89 ? Channel::chat : n < 96 ? Channel::phone : Channel::api;
}

bool fits(const Story& story, const Subject& subject) {
    return story.tiers.empty() || std::ranges::find(story.tiers, subject.tier) != story.tiers.end();
}

Duration jittered(SeedPlan& plan, std::int64_t minutes) {
    return std::chrono::seconds(minutes * static_cast<std::int64_t>(42 + plan.pick(48)) + static_cast<std::int64_t>(plan.pick(50)) + 5);
}

class Writer {
  public:
    Writer(SeedPlan& plan, const Cast& cast) : plan_(plan), cast_(cast) { script_.library = read_library(); }

    Script write() {
        auto count = tickets_of(plan_.size);
        while (script_.tickets.size() < count) tell();
        std::ranges::sort(script_.lines, {}, [](const Line& line) { return std::tuple(line.at, line.ticket, line.order); });
        return std::move(script_);
    }

  private:
    struct Choice {
        std::size_t subject = 0;
        const Story* story = nullptr;
        std::size_t cut = 0;
    };

    /// A service whose owner's language has a story that fits it and ends as wanted.
    Choice choose(Outcome outcome) {
        while (true) {
            auto subject = plan_.pick(cast_.subjects.size());
            std::vector<std::pair<const Story*, std::size_t>> stories;
            for (auto& story : script_.library.at(cast_.subjects[subject].locale).stories)
                if (fits(story, cast_.subjects[subject]))
                    for (auto cut : cuts_for(story, outcome)) stories.emplace_back(&story, cut);
            if (stories.empty()) continue;
            auto& [story, cut] = plan_.pick_of(stories);
            return {subject, story, cut};
        }
    }

    /// How long ago the last word was.
    Duration age_of(Outcome outcome, const Choice& choice) {
        auto minutes = [&](std::uint64_t from, std::uint64_t span) { return Duration(std::chrono::minutes(from + plan_.pick(span))); };
        bool critical = choice.story->severity == Severity::critical;
        switch (outcome) {
            case Outcome::new_: return critical ? minutes(2, 10) : minutes(4, 420);
            case Outcome::open: return critical ? minutes(2, 12) : minutes(5, 460);
            case Outcome::waiting:
            case Outcome::snoozed: return minutes(30, 4 * 1440);
            case Outcome::on_hold: {
                auto due = choice.story->parts[choice.cut - 1].report_after.value_or(240);
                return minutes(2, static_cast<std::uint64_t>(due) * 8 / 10 + 1);
            }
            case Outcome::resolved: return minutes(30, 6 * 1440);
            case Outcome::closed: break;
        }
        auto days = std::chrono::floor<std::chrono::days>(plan_.today - cast_.subjects[choice.subject].since).count() - 14;
        return until_closed + minutes(60, static_cast<std::uint64_t>(std::max<std::int64_t>(days, 1)) * 1440);
    }

    /// The parts up to the cut; longer hosts have longer conversations, so exchanges come after the first answer.
    std::vector<const Part*> parts_of(const Choice& choice, const Language& language) {
        std::vector<const Part*> parts;
        bool answered = plan_.size == SeedSize::small;
        for (std::size_t i = 0; i < choice.cut; ++i) {
            auto& part = choice.story->parts[i];
            parts.push_back(&part);
            bool waits = part.by == Voice::agent && !part.status && i + 1 < choice.cut;
            if (answered || !waits) continue;
            answered = true;
            for (auto rounds = plan_.size == SeedSize::huge ? 2 + plan_.pick(5) : plan_.pick(3); rounds > 0; --rounds)
                for (auto& extra : plan_.pick_of(language.exchanges)) parts.push_back(&extra);
        }
        return parts;
    }

    struct Place {
        const std::vector<const Part*>& parts;
        const std::vector<Duration>& offsets;
        std::size_t at = 0;
    };
    /// A report is announced for when the host speaks next, where that comes first: nobody is left waiting for one.
    static Duration report_offset(const Place& place) {
        auto announced = place.offsets[place.at] + std::chrono::minutes(*place.parts[place.at]->report_after);
        for (auto next = place.at + 1; next < place.parts.size(); ++next) {
            auto by = place.parts[next]->by;
            if (by == Voice::agent || by == Voice::report) return std::min(announced, place.offsets[next]);
        }
        return announced;
    }

    void tell() {
        auto outcome = pick_outcome(plan_);
        auto choice = choose(outcome);
        auto& subject = cast_.subjects[choice.subject];
        auto& language = script_.library.at(subject.locale);
        auto parts = parts_of(choice, language);
        std::vector<Duration> offsets{Duration{}};
        for (std::size_t i = 1; i < parts.size(); ++i) offsets.push_back(offsets.back() + jittered(plan_, parts[i]->after));
        auto start = plan_.today - age_of(outcome, choice) - offsets.back();
        Told told{choice.subject,
                  plan_.pick(subject.contacts.size()),
                  pick_agent(plan_, cast_, subject, choice.story->team),
                  choice.story,
                  pick_channel(plan_),
                  plan_.today + std::chrono::hours(5 + plan_.pick(90)),
                  0};
        auto ticket = static_cast<std::uint32_t>(script_.tickets.size());
        script_.tickets.push_back(told);
        bool taken = false;
        Instant answered{};
        for (std::uint32_t i = 0; i < parts.size(); ++i) {
            Line line{start + offsets[i], ticket, i, i ? Act::say : Act::open, false, false, parts[i]};
            bool by_host = parts[i]->by != Voice::customer;
            line.takes = by_host && !taken;
            line.by_light_agent = parts[i]->by == Voice::note && !line.takes && plan_.pick(3) == 0;
            if (parts[i]->by == Voice::agent && answered == Instant{}) answered = line.at;
            taken = taken || by_host;
            if (parts[i]->report_after) line.report_at = start + report_offset({parts, offsets, i});
            script_.lines.push_back(line);
        }
        auto last = script_.lines.back();
        if (outcome == Outcome::snoozed) script_.lines.push_back({last.at + 4min, ticket, last.order + 1, Act::snooze});
        if (outcome == Outcome::closed) script_.lines.push_back({last.at + until_closed, ticket, last.order + 1, Act::close});
        if (answered != Instant{} && answered - start > 12min && plan_.pick(30) == 0) send_again(ticket, start, answered);
    }

    /// The customer wrote a second time before the answer; the agent merges it into the first and answers both.
    void send_again(std::uint32_t first, Instant start, Instant answered) {
        auto told = script_.tickets[first];
        auto& language = script_.library.at(cast_.subjects[told.subject].locale);
        told.story = &language.again;
        told.channel = Channel::email;
        told.merged_into = first;
        auto ticket = static_cast<std::uint32_t>(script_.tickets.size());
        script_.tickets.push_back(told);
        auto at = start + std::chrono::duration_cast<Duration>((answered - start) * 6 / 10);
        script_.lines.push_back({at, ticket, 0, Act::open, false, false, &language.again.parts.front()});
        script_.lines.push_back({answered - 50s, ticket, 1, Act::merge});
    }

    SeedPlan& plan_;
    const Cast& cast_;
    Script script_;
};

}  // namespace

Script write_script(SeedPlan& plan, const Cast& cast) { return Writer(plan, cast).write(); }

}  // namespace goodhost::tickets::seeding
