#include "app/simulate/scenario.hpp"

#include <algorithm>
#include <set>

#include "platform/json/json.hpp"

namespace goodhost::simulate {

namespace {

constexpr Weekday all_days[] = {Weekday::monday, Weekday::tuesday,  Weekday::wednesday, Weekday::thursday,
                                Weekday::friday, Weekday::saturday, Weekday::sunday};

constexpr std::string_view languages[] = {"en", "ko", "cy", "uz", "bn"};

bool is_zone(const std::string& name) { return Zone::find(name).has_value(); }

std::string item(std::string_view list, std::size_t index) { return std::string(list) + "[" + std::to_string(index) + "]"; }

std::string member(std::string_view object, std::string_view name) {
    std::string path(object);
    path += '.';
    path += name;
    return path;
}

/// Walks a scenario whose fields have the right shapes and finds what does not fit together.
class Check {
  public:
    explicit Check(const Scenario& scenario) : scenario_(scenario) {}

    void run(FieldProblems& problems) {
        problems_ = &problems;
        if (!parse_day(scenario_.start)) add("start", "bad_date");
        zone("time_zone", scenario_.time_zone);
        if (!problems.empty()) return;
        arrivals();
        host();
        agents();
        faults();
        edits();
    }

  private:
    void add(std::string field, std::string code) { problems_->add(std::move(field), std::move(code)); }
    void zone(const std::string& field, const std::string& name) {
        if (!is_zone(name)) add(field, "unknown_zone");
    }
    void time(const std::string& field, const std::string& text) {
        if (!local_time(text, scenario_.time_zone)) add(field, "bad_time");
    }

    template <class E>
    void named(const std::string& field, const Weights& weights) {
        for (auto& [name, weight] : weights)
            if (!enum_from<E>(name)) add(member(field, name), "unknown_value");
        weighted(field, weights);
    }
    void weighted(const std::string& field, const Weights& weights) {
        for (auto& [name, weight] : weights)
            if (weight < 0) add(member(field, name), "out_of_range");
        bool none = std::ranges::all_of(weights, [](auto& one) { return one.second <= 0; });
        if (!weights.empty() && none) add(field, "all_zero");
    }
    void list_of(const std::string& field, const std::vector<double>& values, std::size_t size) {
        if (!values.empty() && values.size() != size) add(field, "wrong_count");
        for (std::size_t i = 0; i < values.size(); ++i)
            if (values[i] < 0) add(item(field, i), "out_of_range");
    }

    void language(const std::string& field, const std::string& name) {
        if (std::ranges::find(languages, name) == std::end(languages)) add(field, "unknown_value");
    }

    void arrivals() {
        auto& arrivals = scenario_.arrivals;
        constexpr std::size_t hours = 24, weekdays = 7;
        if (!arrivals.per_day && arrivals.rates.empty() && arrivals.bursts.empty()) add("arrivals.per_day", "required");
        list_of("arrivals.hours", arrivals.hours, hours);
        list_of("arrivals.weekdays", arrivals.weekdays, weekdays);
        list_of("arrivals.rates", arrivals.rates, hours * weekdays);
        named<tickets::Severity>("arrivals.severities", arrivals.severities);
        named<hosting::Tier>("arrivals.tiers", arrivals.tiers);
        named<tickets::Channel>("arrivals.channels", arrivals.channels);
        weighted("arrivals.categories", arrivals.categories);
        weighted("arrivals.languages", arrivals.languages);
        for (auto& [name, weight] : arrivals.languages) language("arrivals.languages." + name, name);
        for (std::size_t i = 0; i < arrivals.bursts.size(); ++i) {
            auto& burst = arrivals.bursts[i];
            time(item("arrivals.bursts", i) + ".at", burst.at);
            if (burst.severity && !enum_from<tickets::Severity>(*burst.severity))
                add(item("arrivals.bursts", i) + ".severity", "unknown_value");
        }
    }

    void host() {
        std::set<std::string> calendars;
        for (std::size_t i = 0; i < scenario_.host.calendars.size(); ++i) {
            auto& hours = scenario_.host.calendars[i];
            if (!calendars.insert(hours.name).second) add(item("host.calendars", i) + ".name", "taken");
            if (hours.hours.empty()) add(item("host.calendars", i) + ".hours", "required");
            if (hours.time_zone) zone(item("host.calendars", i) + ".time_zone", *hours.time_zone);
            shifts(item("host.calendars", i) + ".hours", hours.hours);
            FieldProblems found;
            promises::check_hours({"UTC", {{Weekday::monday, "00:00", "24:00"}}, hours.holidays}, found);
            for (auto& problem : found.take()) add(item("host.calendars", i) + "." + problem.field, problem.code);
        }
        for (std::size_t i = 0; i < scenario_.host.policies.size(); ++i) policy(item("host.policies", i), scenario_.host.policies[i]);
        levels("host.needs", scenario_.host.needs);
        for (std::size_t i = 0; i < scenario_.host.rosters.size(); ++i) roster(item("host.rosters", i), scenario_.host.rosters[i]);
        for (std::size_t i = 0; i < scenario_.host.ladders.size(); ++i) ladder(item("host.ladders", i), scenario_.host.ladders[i]);
    }

    void levels(const std::string& field, const std::map<std::string, std::int64_t>& levels) {
        constexpr std::int64_t highest = 5;
        for (auto& [name, level] : levels)
            if (level < 1 || level > highest) add(member(field, name), "out_of_range");
    }
    bool is_agent(const std::string& name) const {
        return std::ranges::any_of(scenario_.agents, [&](const Agent& agent) {
            if (agent.name == name) return true;
            for (std::int64_t n = 1; n <= agent.count.value_or(1); ++n)
                if (agent.name + " " + std::to_string(n) == name) return true;
            return false;
        });
    }
    void named_agents(const std::string& field, const std::vector<std::string>& names) {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (!is_agent(names[i])) add(item(field, i), "unknown_value");
    }

    void roster(const std::string& field, const RosterPlan& plan) {
        if (plan.time_zone) zone(field + ".time_zone", *plan.time_zone);
        for (std::size_t i = 0; i < plan.layers.size(); ++i) {
            auto& layer = plan.layers[i];
            auto at = item(field + ".layers", i);
            named_agents(at + ".agents", layer.agents);
            shifts(at + ".hours", layer.hours);
            if (layer.rotation && !parse_wall_time(layer.rotation->starts_at)) add(at + ".rotation.starts_at", "bad_time");
            for (std::size_t s = 0; s < layer.shifts.size(); ++s) {
                shift(item(at + ".shifts", s), {{}, layer.shifts[s].from, layer.shifts[s].to});
                named_agents(item(at + ".shifts", s) + ".agents", layer.shifts[s].agents);
            }
        }
    }

    void ladder(const std::string& field, const LadderPlan& plan) {
        for (std::size_t i = 0; i < plan.steps.size(); ++i)
            for (std::size_t t = 0; t < plan.steps[i].targets.size(); ++t) {
                auto& target = plan.steps[i].targets[t];
                auto known = [&](const RosterPlan& roster) { return roster.name == target.name; };
                bool roster = target.kind == escalation::TargetKind::roster;
                bool there = !target.name || (roster ? std::ranges::any_of(scenario_.host.rosters, known) : is_agent(*target.name));
                if (!there) add(item(item(field + ".steps", i) + ".targets", t) + ".name", "unknown_value");
            }
    }

    void policy(const std::string& field, const PolicyPlan& plan) {
        auto known = [&](auto& hours) { return hours.name == plan.calendar; };
        if (plan.calendar && std::ranges::none_of(scenario_.host.calendars, known)) add(field + ".calendar", "unknown_value");
    }

    void agents() {
        if (scenario_.agents.empty()) add("agents", "required");
        for (std::size_t i = 0; i < scenario_.agents.size(); ++i) {
            auto& agent = scenario_.agents[i];
            auto field = item("agents", i);
            constexpr std::string_view roles[] = {"agent", "lead", "owner"};
            if (agent.role && std::ranges::find(roles, *agent.role) == std::end(roles)) add(field + ".role", "unknown_value");
            if (agent.time_zone) zone(field + ".time_zone", *agent.time_zone);
            for (std::size_t l = 0; l < agent.languages.size(); ++l) language(item(field + ".languages", l), agent.languages[l]);
            shifts(field + ".shifts", agent.shifts);
            levels(field + ".levels", agent.levels);
            for (std::size_t l = 0; l < agent.leave.size(); ++l) leave(item(field + ".leave", l), agent.leave[l]);
        }
    }
    void shifts(const std::string& list, const std::vector<Shift>& shifts) {
        for (std::size_t i = 0; i < shifts.size(); ++i) shift(item(list, i), shifts[i]);
    }
    void shift(const std::string& field, const Shift& shift) {
        FieldProblems found;
        promises::check_hours({"UTC", {{Weekday::monday, shift.from, shift.to}}, {}}, found);
        for (auto& problem : found.take()) add(field + problem.field.substr(problem.field.rfind('.')), problem.code);
    }
    void leave(const std::string& field, const Leave& leave) {
        if (!parse_day(leave.from)) add(field + ".from", "bad_date");
        if (!parse_day(leave.to)) add(field + ".to", "bad_date");
    }

    void faults() {
        auto& faults = scenario_.faults;
        for (std::size_t i = 0; i < faults.crashes.size(); ++i) time(item("faults.crashes", i) + ".at", faults.crashes[i].at);
        for (std::size_t i = 0; i < faults.clock_jumps.size(); ++i) time(item("faults.clock_jumps", i) + ".at", faults.clock_jumps[i].at);
        for (std::size_t i = 0; i < faults.mail_delays.size(); ++i) {
            time(item("faults.mail_delays", i) + ".from", faults.mail_delays[i].from);
            time(item("faults.mail_delays", i) + ".to", faults.mail_delays[i].to);
        }
        for (std::size_t i = 0; i < faults.vanishing.size(); ++i) {
            auto& gone = faults.vanishing[i];
            time(item("faults.vanishing", i) + ".at", gone.at);
            auto is_it = [&](auto& agent) { return agent.name == gone.agent; };
            if (std::ranges::none_of(scenario_.agents, is_it)) add(item("faults.vanishing", i) + ".agent", "unknown_value");
        }
    }

    void edits() {
        for (std::size_t i = 0; i < scenario_.edits.size(); ++i) {
            auto& edit = scenario_.edits[i];
            time(item("edits", i) + ".at", edit.at);
            if (edit.policy) policy(item("edits", i) + ".policy", *edit.policy);
            if (!edit.policy && !edit.cap_minutes) add(item("edits", i), "required");
        }
    }

    const Scenario& scenario_;
    FieldProblems* problems_ = nullptr;
};

}  // namespace

std::vector<promises::Span> spans_of(const std::vector<Shift>& shifts) {
    std::vector<promises::Span> spans;
    for (auto& shift : shifts) {
        std::span<const Weekday> days = shift.weekdays.empty() ? std::span<const Weekday>(all_days) : shift.weekdays;
        for (auto day : days) spans.push_back({day, shift.from, shift.to});
    }
    return spans;
}

std::optional<Instant> local_time(std::string_view text, const std::string& time_zone) {
    constexpr std::size_t length_of_date = 10;
    if (text.size() != length_of_date && text.size() != std::string_view("2026-03-02T09:30").size() &&
        text.size() != std::string_view("2026-03-02T09:30:00").size())
        return std::nullopt;
    std::string padded(text);
    if (padded.size() == length_of_date) padded += "T00:00";
    if (std::ranges::count(padded, ':') == 1) padded += ":00";
    auto shown = parse_rfc3339(padded + "Z");
    auto zone = Zone::find(time_zone);
    if (!shown || !zone) return std::nullopt;
    return zone->instant(WallTime{shown->time_since_epoch()});
}

Scenario read_scenario(std::string_view text) {
    Scenario scenario;
    FieldProblems problems;
    json::read(text, type_of<Scenario>(), &scenario, problems);
    if (problems.empty()) Check(scenario).run(problems);
    problems.throw_if_any();
    return scenario;
}

}  // namespace goodhost::simulate
