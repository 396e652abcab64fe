#include <algorithm>
#include <map>

#include "hosting/queries.hpp"
#include "hosting/seed.hpp"
#include "hosting/services.hpp"
#include "platform/services.hpp"

namespace goodhost::hosting {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t services_per_write = 400;
constexpr int page = 500;

/// What is there to make services of.
struct Stock {
    std::map<std::int64_t, std::map<Tier, std::vector<Product>>> products;  ///< by brand
    std::map<Tier, std::vector<ServerId>> servers;
};

/// A service to be, with its site if it has one.
struct Planned {
    ServiceInput service;
    std::string site;
    SiteStatus site_status = SiteStatus::up;
    Instant since;
};

/// Which machines carry what is told by their names: web-, vps-, mail-, metal-.
std::optional<Tier> tier_on(const Server& server) {
    if (server.kind != ServerKind::server) return std::nullopt;
    if (server.name.starts_with("web")) return Tier::shared;
    if (server.name.starts_with("vps")) return Tier::vps;
    if (server.name.starts_with("mail")) return Tier::email;
    if (server.name.starts_with("metal")) return Tier::dedicated;
    return std::nullopt;
}

Stock read_stock(db::Reader& reader, const Context& context) {
    Stock stock;
    for (auto& product : list_products(reader, context, {std::nullopt, page}).items)
        stock.products[product.brand_id.value][product.tier].push_back(product);
    for (auto& server : list_servers(reader, context, {std::nullopt, page}).items)
        if (auto tier = tier_on(server)) stock.servers[*tier].push_back(server.id);
    stock.servers[Tier::reseller] = stock.servers[Tier::shared];
    return stock;
}

struct Owner {
    accounts::CustomerId id;
    BrandId brand;
    Instant since;
    std::string email;
    std::string domain() const { return email.substr(email.find('@') + 1); }
};
BOOST_DESCRIBE_STRUCT(Owner, (), (id, brand, since, email))

std::vector<Owner> read_owners(db::Reader& reader) {
    std::vector<Owner> owners;
    while (true) {
        auto more = reader.list<Owner>(sql::list_seed_owners, owners.empty() ? accounts::CustomerId{} : owners.back().id);
        if (more.empty()) return owners;
        owners.insert(owners.end(), more.begin(), more.end());
    }
}

ServiceStatus pick_status(SeedPlan& plan) {
    auto n = plan.pick(40);
    return n == 0 ? ServiceStatus::cancelled : n == 1 ? ServiceStatus::suspended : n == 2 ? ServiceStatus::pending : ServiceStatus::active;
}

Planned planned(SeedPlan& plan, const Stock& stock, const Owner& owner, Tier tier) {
    Planned made;
    auto& product = plan.pick_of(stock.products.at(owner.brand.value).at(tier));
    made.service.customer_id = owner.id;
    made.service.product_id = product.id;
    made.service.status = pick_status(plan);
    made.service.primary_domain = owner.domain();
    made.since = owner.since + std::chrono::hours(1 + plan.pick(24 * 20));
    made.service.renews_at = made.since;
    while (*made.service.renews_at <= plan.today) *made.service.renews_at += std::chrono::hours(24 * 365 * product.cycle_months / 12);
    if (auto servers = stock.servers.find(tier); servers != stock.servers.end()) made.service.server_id = plan.pick_of(servers->second);
    bool serves = tier == Tier::shared || tier == Tier::vps || tier == Tier::dedicated || tier == Tier::reseller;
    if (serves) made.site = "https://" + std::string(plan.pick(3) ? "www." : "") + owner.domain();
    if (plan.pick(30) == 0) made.site_status = SiteStatus::down;
    return made;
}

/// Each customer has a place for its site and its domain; most have mail, some a second site or an extra.
std::vector<Planned> plan_services(SeedPlan& plan, const Stock& stock, const std::vector<Owner>& owners) {
    static const std::vector<Tier> homes = {Tier::shared, Tier::shared, Tier::shared,   Tier::shared,   Tier::shared,
                                            Tier::vps,    Tier::vps,    Tier::reseller, Tier::dedicated};
    std::vector<Planned> all;
    for (auto& owner : owners) {
        all.push_back(planned(plan, stock, owner, plan.pick_of(homes)));
        all.push_back(planned(plan, stock, owner, Tier::domain));
        if (plan.pick(4)) all.push_back(planned(plan, stock, owner, Tier::email));
        if (plan.pick(3) == 0) {
            auto second = planned(plan, stock, owner, Tier::shared);
            second.service.primary_domain = "shop." + owner.domain();
            second.site = "https://shop." + owner.domain();
            all.push_back(second);
        }
        if (plan.pick(4) == 0) all.push_back(planned(plan, stock, owner, Tier::addon));
    }
    if (plan.size == SeedSize::small) {
        while (all.size() < 200) all.push_back(planned(plan, stock, plan.pick_of(owners), Tier::addon));
        all.resize(200);
    }
    std::ranges::stable_sort(all, {}, &Planned::since);
    return all;
}

}  // namespace

void seed_services(const Context& system, SeedPlan& plan) {
    ManualClock clock(plan.today);
    auto context = told_at(clock, system);
    auto& database = system.services.database;
    auto stock = database.read([&](db::Reader& reader) { return read_stock(reader, context); });
    auto owners = database.read([&](db::Reader& reader) { return read_owners(reader); });
    auto all = plan_services(plan, stock, owners);
    for (std::size_t from = 0; from < all.size(); from += services_per_write)
        database.write([&](db::Tx& tx) {
            for (std::size_t i = from; i < std::min(from + services_per_write, all.size()); ++i) {
                clock.set(all[i].since);
                auto service = create_service(tx, context, all[i].service);
                if (!all[i].site.empty())
                    create_site(tx, context, {.service_id = service.id, .url = all[i].site, .status = all[i].site_status});
            }
        });
}

}  // namespace goodhost::hosting
