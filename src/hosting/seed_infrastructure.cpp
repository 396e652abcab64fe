#include <map>

#include "brands/brands.hpp"
#include "hosting/catalogue.hpp"
#include "hosting/seed.hpp"
#include "platform/services.hpp"

namespace goodhost::hosting {

namespace {

constexpr std::chrono::days age{892};

struct SeedServer {
    std::string name;
    ServerKind kind = ServerKind::server;
    ServerStatus status = ServerStatus::up;
    std::string address;
    std::vector<std::string> depends_on;  ///< names of earlier ones
};
BOOST_DESCRIBE_STRUCT(SeedServer, (), (name, kind, status, address, depends_on))

struct SeedHosting {
    std::vector<ProductInput> products;
    std::vector<SeedServer> servers;
};
BOOST_DESCRIBE_STRUCT(SeedHosting, (), (products, servers))

void make_products(db::Tx& tx, const Context& context, const std::vector<ProductInput>& products) {
    for (auto& brand : brands::list_brands(tx))
        for (auto product : products) {
            product.brand_id = brand.id;
            create_product(tx, context, product);
        }
}

void make_servers(db::Tx& tx, const Context& context, const std::vector<SeedServer>& servers) {
    std::map<std::string, ServerId> made;
    for (auto& seed : servers) {
        ServerInput input{.name = seed.name, .kind = seed.kind, .status = seed.status, .address = seed.address};
        for (auto& name : seed.depends_on) input.depends_on.push_back(made.at(name));
        made[seed.name] = create_server(tx, context, input).id;
    }
}

}  // namespace

void seed_infrastructure(const Context& system, SeedPlan& plan) {
    ManualClock clock(plan.today - age);
    auto context = told_at(clock, system);
    auto hosting = read_seed<SeedHosting>("hosting.json");
    system.services.database.write([&](db::Tx& tx) {
        make_products(tx, context, hosting.products);
        make_servers(tx, context, hosting.servers);
    });
}

}  // namespace goodhost::hosting
