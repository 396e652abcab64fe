#include <fmt/core.h>

#include <map>

#include "accounts/customers.hpp"
#include "accounts/queries.hpp"
#include "accounts/seed.hpp"
#include "brands/brands.hpp"
#include "platform/crypto/password.hpp"
#include "platform/services.hpp"

namespace goodhost::accounts {

namespace {

constexpr int longest_ago_days = 880, newest_days = 130;
constexpr std::size_t customers_per_write = 200;

struct SeedPerson {
    std::string name, mail;  ///< the part of the address before the @
    ContactRole role = ContactRole::owner;
    std::string phone;
};
BOOST_DESCRIBE_STRUCT(SeedPerson, (), (name, mail, role, phone))

struct SeedCustomer {
    std::string name, domain, locale, brand, notes;
    std::vector<SeedPerson> contacts;
    Instant since;
};
BOOST_DESCRIBE_STRUCT(SeedCustomer, (), (name, domain, locale, brand, notes, contacts, since))

/// A name as it is written and as it stands in addresses.
struct SeedName {
    std::string name, latin;
};
BOOST_DESCRIBE_STRUCT(SeedName, (), (name, latin))

struct SeedNames {
    std::string person, company;  ///< `{family}{given}`, `{place} {trade}`
    std::vector<SeedName> given, family, places, trades;
};
BOOST_DESCRIBE_STRUCT(SeedNames, (), (person, company, given, family, places, trades))

const std::map<std::string, std::string> zones = {
    {"en", "Europe/London"}, {"cy", "Europe/London"}, {"ko", "Asia/Seoul"}, {"uz", "Asia/Tashkent"}, {"bn", "Asia/Dhaka"}};

std::size_t customers_of(SeedSize size) {
    switch (size) {
        case SeedSize::small: return 0;
        case SeedSize::large: return 2000;
        case SeedSize::huge: return 8000;
        case SeedSize::vast: break;
    }
    return 40'000;
}

/// Most customers of the host speak English.
std::string pick_locale(SeedPlan& plan) {
    static const std::vector<std::string> locales = {"en", "en", "en", "en", "ko", "ko", "cy", "uz", "bn"};
    return plan.pick_of(locales);
}

SeedPerson made_person(SeedPlan& plan, const SeedNames& names) {
    auto &given = plan.pick_of(names.given), &family = plan.pick_of(names.family);
    return {fmt::format(fmt::runtime(names.person), fmt::arg("given", given.name), fmt::arg("family", family.name)),
            given.latin + "." + family.latin,
            ContactRole::owner,
            {}};
}

SeedCustomer made_customer(SeedPlan& plan, const std::map<std::string, SeedNames>& all_names, std::size_t number) {
    SeedCustomer customer;
    customer.locale = pick_locale(plan);
    auto& names = all_names.at(customer.locale);
    auto &place = plan.pick_of(names.places), &trade = plan.pick_of(names.trades);
    customer.name = fmt::format(fmt::runtime(names.company), fmt::arg("place", place.name), fmt::arg("trade", trade.name));
    customer.domain = fmt::format("{}-{}-{}.example", place.latin, trade.latin, number);
    customer.brand = plan.pick(8) == 0 ? "pixelpine" : "kestrel";
    customer.contacts.push_back(made_person(plan, names));
    auto second = made_person(plan, names);
    second.role = ContactRole::technical;
    if (plan.pick(3) == 0 && second.mail != customer.contacts[0].mail) customer.contacts.push_back(second);
    return customer;
}

void make(db::Tx& tx, const Context& context, const SeedCustomer& seed, const std::string& hash) {
    auto brand = brands::find_brand_by_key(tx, seed.brand)->id;
    auto customer = create_customer(tx, context, {.name = seed.name, .brand_id = brand, .locale = seed.locale, .notes = seed.notes});
    for (auto& person : seed.contacts) {
        ContactInput input{.name = person.name,
                           .brand_id = brand,
                           .customer_id = customer.id,
                           .role = person.role,
                           .sees_company_tickets = person.role == ContactRole::owner,
                           .addresses = {{person.mail + "@" + seed.domain, true, true}},
                           .locale = seed.locale,
                           .time_zone = zones.at(seed.locale)};
        if (!person.phone.empty()) input.phones.push_back({person.phone, "office"});
        auto contact = create_contact(tx, context, input);
        tx.execute(sql::set_contact_password, contact.id, hash);
    }
}

}  // namespace

void seed_customers(const Context& system, SeedPlan& plan) {
    auto customers = read_seed<std::vector<SeedCustomer>>("customers.json");
    auto names = read_seed<std::map<std::string, SeedNames>>("names.json");
    auto& first = customers.front();
    plan.notes.push_back(fmt::format("Sign in at the portal with the same password as {}@{}", first.contacts.at(0).mail, first.domain));
    for (std::size_t n = customers.size(); n < customers_of(plan.size); ++n) customers.push_back(made_customer(plan, names, n));
    for (auto& customer : customers)
        customer.since = plan.today - std::chrono::hours(24 * (newest_days + static_cast<int>(plan.pick(longest_ago_days - newest_days))));
    std::ranges::stable_sort(customers, {}, &SeedCustomer::since);
    auto hash = crypto::hash_password(demo_password);
    ManualClock clock(plan.today);
    auto context = told_at(clock, system);
    for (std::size_t from = 0; from < customers.size(); from += customers_per_write)
        system.services.database.write([&](db::Tx& tx) {
            for (std::size_t i = from; i < std::min(from + customers_per_write, customers.size()); ++i) {
                clock.set(customers[i].since);
                make(tx, context, customers[i], hash);
            }
        });
}

}  // namespace goodhost::accounts
