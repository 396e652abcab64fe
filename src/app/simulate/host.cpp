#include "app/simulate/host.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "accounts/agents.hpp"
#include "accounts/customers.hpp"
#include "accounts/roles.hpp"
#include "app/simulate/people.hpp"
#include "brands/brands.hpp"
#include "hosting/services.hpp"
#include "platform/services.hpp"
#include "promises/settings.hpp"
#include "tickets/categories.hpp"

namespace goodhost::simulate {

namespace {

constexpr std::size_t customers_of_each_kind = 20;

const Weights standard_categories{{"billing", 20}, {"downtime", 15}, {"question", 40}, {"security", 5}, {"slow", 20}};
const Weights standard_severities{{"critical", 5}, {"high", 15}, {"low", 25}, {"normal", 55}};
const Weights standard_languages{{"en", 1}};
const Weights standard_tiers{{"dedicated", 5}, {"reseller", 10}, {"shared", 65}, {"vps", 20}};
const Weights standard_channels{{"email", 45}, {"portal", 55}};

promises::Targets targets_of(const Aims& aims) {
    auto target = [](const std::optional<Aim>& aim) -> std::optional<promises::Target> {
        if (!aim) return std::nullopt;
        return promises::Target{aim->minutes, aim->measure.value_or(promises::Measure::wall_clock)};
    };
    return {target(aims.first_response), target(aims.next_response), target(aims.report), target(aims.resolution)};
}

promises::CalendarInput calendar_of(const WorkingHours& hours, const std::string& zone) {
    return {hours.name, hours.time_zone.value_or(zone), spans_of(hours.hours), hours.holidays};
}

std::optional<promises::CalendarId> find_calendar(db::Reader& reader, const Context& system, const std::optional<std::string>& name) {
    if (!name) return std::nullopt;
    for (auto& row : promises::list_calendars(reader, system, {}).items)
        if (row.name == *name) return row.id;
    return std::nullopt;
}

std::optional<promises::Policy> find_policy(db::Reader& reader, const Context& system, const std::string& name) {
    for (auto& policy : promises::list_policies(reader, system, {}).items)
        if (policy.name == name) return policy;
    return std::nullopt;
}

/// Makes the rows of a host in their order.
class Maker {
  public:
    Maker(Host& host, const Scenario& scenario, const Context& system) : host_(host), scenario_(scenario), system_(system) {}

    void make(db::Tx& tx) {
        accounts::ensure_builtin_roles(tx);
        brands::BrandInput brand{.key = "main", .name = "Simulated host", .domain = "simulated.test"};
        brand.is_default = true;
        brands::create_brand(tx, system_, brand);
        for (std::size_t i = 0; i < host_.categories.size(); ++i) category(tx, host_.categories.name(i));
        people(tx);
        arrange_people(tx, system_, host_, scenario_);
        customers(tx);
        for (auto& hours : scenario_.host.calendars) promises::create_calendar(tx, system_, calendar_of(hours, scenario_.time_zone));
        for (auto& policy : scenario_.host.policies) arrange(tx, system_, policy);
        if (scenario_.host.cap_minutes) promises::lower_cap(tx, system_, {*scenario_.host.cap_minutes});
    }

  private:
    void category(db::Tx& tx, const std::string& key) {
        if (!tickets::category_exists(tx, key))
            tickets::create_category(tx, system_, {.key = key, .name = {{"en", key}}, .questions = {}, .active = {}});
    }
    void people(db::Tx& tx) {
        person(tx, "Owner", "owner", std::nullopt);
        for (std::size_t i = 0; i < scenario_.agents.size(); ++i) {
            auto& plan = scenario_.agents[i];
            auto count = plan.count.value_or(1);
            for (std::int64_t n = 1; n <= count; ++n)
                person(tx, count == 1 ? plan.name : fmt::format("{} {}", plan.name, n), plan.role.value_or("agent"), i);
        }
    }
    void person(db::Tx& tx, const std::string& name, const std::string& role, std::optional<std::size_t> plan) {
        accounts::AgentInput input{.name = name, .email = fmt::format("person{}@simulated.test", host_.people.size())};
        input.role_id = accounts::find_role_by_key(tx, role)->id;
        if (plan) input.languages = languages_of(scenario_.agents[*plan]);
        host_.people.push_back({accounts::insert_agent(tx, system_, input, std::nullopt), name, plan});
    }
    /// Who names none speaks all that customers write in.
    std::vector<std::string> languages_of(const Agent& agent) const {
        if (!agent.languages.empty()) return agent.languages;
        std::vector<std::string> all;
        all.reserve(host_.languages.size());
        for (std::size_t i = 0; i < host_.languages.size(); ++i) all.push_back(host_.languages.name(i));
        return all;
    }
    void customers(db::Tx& tx) {
        host_.of_each_kind = static_cast<std::size_t>(scenario_.customers.of_each_kind.value_or(customers_of_each_kind));
        host_.customers.reserve(host_.languages.size() * host_.tiers.size() * host_.of_each_kind);
        for (std::size_t language = 0; language < host_.languages.size(); ++language)
            for (std::size_t tier = 0; tier < host_.tiers.size(); ++tier)
                for (std::size_t i = 0; i < host_.of_each_kind; ++i) customer(tx, language, tier);
    }
    void customer(db::Tx& tx, std::size_t language, std::size_t tier) {
        auto number = host_.customers.size() + 1;
        auto made = accounts::create_customer(tx, system_, {.name = fmt::format("Customer {}", number)});
        accounts::ContactInput input{.name = fmt::format("Contact {}", number), .customer_id = made.id};
        input.addresses = {{fmt::format("contact{}@customer.test", number), true, true}};
        input.locale = host_.languages.name(language);
        auto contact = accounts::create_contact(tx, system_, input);
        auto service = hosting::create_service(tx, system_, {.customer_id = made.id, .product_id = product(tx, tier)});
        host_.customers.push_back({*accounts::find_contact(tx, contact.id), service.id, language, tier});
    }
    hosting::ProductId product(db::Tx& tx, std::size_t tier) {
        auto found = products_.find(tier);
        if (found != products_.end()) return found->second;
        hosting::ProductInput input{.name = host_.tiers.name(tier)};
        input.tier = *enum_from<hosting::Tier>(host_.tiers.name(tier));
        return products_[tier] = hosting::create_product(tx, system_, input).id;
    }

    Host& host_;
    const Scenario& scenario_;
    const Context& system_;
    std::map<std::size_t, hosting::ProductId> products_;
};

tickets::Body words(const std::string& text) { return tickets::make_body({}, text); }

}  // namespace

Host::Host(const Scenario& scenario)
    : categories(scenario.arrivals.categories, standard_categories),
      severities(scenario.arrivals.severities, standard_severities),
      languages(scenario.arrivals.languages, standard_languages),
      tiers(scenario.arrivals.tiers, standard_tiers),
      channels(scenario.arrivals.channels, standard_channels),
      question(words("My site does not work as it should.")),
      answer(words("Please tell us one thing more.")),
      more(words("Here is what you asked for.")),
      solution(words("It is mended now.")),
      we_are_on_it(words("We are looking at it.")),
      progress(words("It takes longer; we go on and will tell you more.")),
      reminder(words("Is there anything new?")) {
    for (auto& burst : scenario.arrivals.bursts)
        if (burst.category) categories.place(*burst.category);
}

void Host::make(Server& server, const Scenario& scenario) {
    auto system = server.system();
    system.brand = BrandId{1};
    system.services.database.write([&](db::Tx& tx) { Maker(*this, scenario, system).make(tx); });
}

void arrange(db::Tx& tx, const Context& system, const PolicyPlan& plan) {
    auto calendar = find_calendar(tx, system, plan.calendar);
    auto known = find_policy(tx, system, plan.name);
    if (!known) {
        promises::create_policy(
            tx, system,
            {plan.name, plan.position, plan.conditions, targets_of(plan.targets), calendar, plan.pause_while_waiting, plan.active});
        return;
    }
    promises::PolicyChange change{.policy_id = known->id};
    if (plan.position) change.position = {true, plan.position};
    change.targets = {true, targets_of(plan.targets)};
    bool narrowed = json::to_json(plan.conditions) != json::to_json(promises::Conditions{});
    if (narrowed) change.conditions = {true, plan.conditions};
    if (plan.calendar) change.calendar_id = {true, calendar};
    if (plan.pause_while_waiting) change.pause_while_waiting = {true, plan.pause_while_waiting};
    if (plan.active) change.active = {true, plan.active};
    promises::change_policy(tx, system, change);
}

}  // namespace goodhost::simulate
