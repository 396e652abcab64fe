#include "email/seed.hpp"

#include "brands/brands.hpp"
#include "email/mailboxes.hpp"
#include "email/queries.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

constexpr std::chrono::days age{890};

struct SeedMailbox {
    std::string brand, name, address, team;
    std::optional<std::string> category;
};
BOOST_DESCRIBE_STRUCT(SeedMailbox, (), (brand, name, address, team, category))

void make(db::Tx& tx, const Context& context, const SeedMailbox& seed) {
    auto brand = brands::find_brand_by_key(tx, seed.brand);
    MailboxInput input{seed.name, seed.address, brand->id, tx.get<accounts::TeamId>(sql::find_seed_team, seed.team), seed.category};
    create_mailbox(tx, context, input);
}

}  // namespace

void seed_mailboxes(const Context& system, SeedPlan& plan) {
    ManualClock clock(plan.today - age);
    auto context = told_at(clock, system);
    auto seeds = read_seed<std::vector<SeedMailbox>>("mailboxes.json");
    system.services.database.write([&](db::Tx& tx) {
        for (auto& seed : seeds) make(tx, context, seed);
    });
}

}  // namespace goodhost::email
