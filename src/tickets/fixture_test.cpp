#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {

namespace fixture_sql {
constexpr std::string_view host_text = R"sql(
INSERT INTO brands (id, key, name, domain, is_default, created_at) VALUES (1, 'nova', 'Nova Hosting', 'nova.test', 1, 0), (2, 'reef', 'Reef Web', 'reef.test', 0, 0))sql";
constexpr db::Statement brands{"fixture.brands", host_text, host_text};
#define GOODHOST_FIXTURE(NAME, TEXT) constexpr db::Statement NAME{"fixture." #NAME, TEXT, TEXT};
GOODHOST_FIXTURE(roles,
                 "INSERT INTO roles (id, key, name) VALUES (1, 'owner', 'Owner'), (2, 'lead', 'Lead'), (3, 'agent', 'Agent'), (4, "
                 "'light_agent', 'Light agent')")
GOODHOST_FIXTURE(
    agents,
    "INSERT INTO agents (id, email, name, role_id, brands, signature, created_at) VALUES (1, 'olga@nova.test', 'Olga', 1, '[]', '', 0), "
    "(2, 'sara@nova.test', 'Sara Lind', 3, '[]', 'Sara at Nova', 0), (3, 'minjun@nova.test', 'Minjun', 3, '[]', '', 0), "
    "(4, 'reef@nova.test', 'Rhys', 3, '[2]', '', 0), (5, 'light@nova.test', 'Lena', 4, '[]', '', 0), (6, 'lead@nova.test', 'Lead', 2, "
    "'[]', '', 0)")
GOODHOST_FIXTURE(teams, "INSERT INTO teams (id, name) VALUES (1, 'First line'), (2, 'Network')")
GOODHOST_FIXTURE(members, "INSERT INTO team_members (team_id, agent_id) VALUES (1, 2), (1, 3)")
GOODHOST_FIXTURE(customers,
                 "INSERT INTO customers (id, brand_id, name, external_id, created_at) VALUES (1, 1, 'Acme Ltd', 'C-1', 0), (2, 1, "
                 "'Bakery', 'C-2', 0), (3, 2, 'Surf Club', NULL, 0)")
GOODHOST_FIXTURE(contacts,
                 "INSERT INTO contacts (id, brand_id, customer_id, name, sees_company_tickets, locale, created_at) VALUES (1, 1, 1, 'Ann "
                 "Example', 0, 'en', 0), "
                 "(2, 1, 1, 'Boss Example', 1, 'ko', 0), (3, 1, 2, 'Baker', 0, 'en', 0), (4, 2, 3, 'Surfer', 0, 'en', 0)")
GOODHOST_FIXTURE(addresses,
                 "INSERT INTO contact_addresses (brand_id, email, contact_id, is_primary) VALUES (1, 'ann@acme.test', 1, 1), (1, "
                 "'boss@acme.test', 2, 1), "
                 "(1, 'baker@bakery.test', 3, 1), (2, 'surfer@surf.test', 4, 1)")
GOODHOST_FIXTURE(products, "INSERT INTO products (id, brand_id, name, tier) VALUES (1, 1, 'Start', 'shared'), (2, 2, 'Wave', 'vps')")
GOODHOST_FIXTURE(servers, "INSERT INTO servers (id, name, status) VALUES (1, 'web-01', 'degraded')")
GOODHOST_FIXTURE(services,
                 "INSERT INTO services (id, brand_id, customer_id, product_id, tier, server_id, primary_domain, created_at) VALUES "
                 "(1, 1, 1, 1, 'shared', 1, 'acme.test', 0), (2, 1, 2, 1, 'shared', 1, 'bakery.test', 0)")
GOODHOST_FIXTURE(token, "INSERT INTO tokens (token_hash, agent_id, name, created_at) VALUES ($1, $2, 'test', 0)")
GOODHOST_FIXTURE(session,
                 "INSERT INTO sessions (token_hash, agent_id, address, user_agent, created_at, last_seen_at, expires_at) "
                 "VALUES ($1, $2, '', '', 0, $3, 9000000000000)")
constexpr db::Statement later_ids{"fixture.later_ids", "UPDATE contacts SET id = id",
                                  "SELECT setval(pg_get_serial_sequence('contacts', 'id'), 1000)"};
#undef GOODHOST_FIXTURE
}  // namespace fixture_sql

void fill_host(db::Tx& tx, Instant now) {
    namespace f = fixture_sql;
    for (auto* statement : {&f::brands, &f::roles, &f::agents, &f::teams, &f::members, &f::customers, &f::contacts, &f::addresses,
                            &f::products, &f::servers, &f::services, &f::later_ids})
        tx.execute(*statement);
    for (std::int64_t agent = 1; agent <= 6; ++agent) {
        auto number = std::to_string(agent);
        tx.execute(f::token, crypto::hex(crypto::sha256("token" + number)), agent);
        tx.execute(f::session, crypto::hex(crypto::sha256("cookie" + number)), agent, now);
    }
}

}  // namespace goodhost::tickets
