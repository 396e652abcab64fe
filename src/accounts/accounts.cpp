#include "accounts/accounts.hpp"

#include <algorithm>

#include "accounts/queries.hpp"
#include "accounts/rights.hpp"
#include "brands/brands.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::accounts {

namespace {

struct ContactCreated {
    ContactId contact_id;
    std::string name;
    std::string email;
};
BOOST_DESCRIBE_STRUCT(ContactCreated, (), (contact_id, name, email))

struct AgentRights {
    AgentId id;
    std::string name, brands, locale, time_zone, permissions;
    bool active = false;
    std::optional<std::string> role_key;
};
BOOST_DESCRIBE_STRUCT(AgentRights, (), (id, name, brands, locale, time_zone, permissions, active, role_key))

bool address_character(unsigned char c) {
    return c > 32 && c != 127 && std::string_view("<>()[],;:\\\"").find(static_cast<char>(c)) == std::string_view::npos;
}

}  // namespace

std::optional<std::string> normal_email(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    auto at = text.rfind('@');
    if (text.size() > 320 || at == std::string_view::npos || at == 0 || at + 1 == text.size()) return std::nullopt;
    if (!std::ranges::all_of(text, address_character) || text.find('@') != at || text.back() == '.') return std::nullopt;
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(c < 128 ? std::tolower(c) : c); });
    return lower;
}

std::optional<ContactRow> find_contact(db::Reader& reader, ContactId id) { return reader.find<ContactRow>(sql::find_contact, id); }

std::optional<ContactRow> find_contact_by_email(db::Reader& reader, BrandId brand, std::string_view email) {
    auto normal = normal_email(email);
    if (!normal) return std::nullopt;
    return reader.find<ContactRow>(sql::find_contact_by_email, brand, *normal);
}

ContactRow find_or_create_contact(db::Tx& tx, const Context& context, std::string_view email, std::string_view name) {
    auto normal = normal_email(email);
    if (!normal) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"contact.email", "accounts.bad_email", {}}});
    if (auto found = tx.find<ContactRow>(sql::find_contact_by_email, context.brand, *normal)) return *found;
    auto brand = brands::find_brand(tx, context.brand);
    ContactRow row;
    row.brand_id = context.brand;
    row.name = name.empty() ? normal->substr(0, normal->find('@')) : std::string(name.substr(0, 200));
    row.email = *normal;
    row.locale = context.is_contact() || !context.actor.id ? context.locale : brand ? brand->default_locale : "en";
    row.time_zone = brand ? brand->time_zone : "UTC";
    row.id = tx.get<ContactId>(sql::insert_contact, row.brand_id, nullptr, nullptr, row.name, row.role, false, row.locale, row.time_zone,
                               context.now());
    // Somebody who writes twice at once: on PostgreSQL the second transaction meets the first one's row and is run again.
    tx.execute(sql::claim_address, row.brand_id, row.email, row.id);
    trail::append(tx, context, "contact/" + std::to_string(row.id.value), "accounts.contact_created",
                  ContactCreated{row.id, row.name, row.email});
    return row;
}

std::optional<AgentRow> find_agent(db::Reader& reader, AgentId id) { return reader.find<AgentRow>(sql::find_agent, id); }

std::optional<AgentRow> find_agent_by_email(db::Reader& reader, std::string_view email) {
    auto normal = normal_email(email);
    return normal ? reader.find<AgentRow>(sql::find_agent_by_email, *normal) : std::nullopt;
}

bool team_exists(db::Reader& reader, TeamId id) {
    bool found = false;
    db::Value value = id.value;
    reader.run(sql::find_team, {&value, 1}, [&](db::Cursor&) { found = true; });
    return found;
}

std::vector<TeamId> teams_of(db::Reader& reader, AgentId id) {
    auto teams = reader.list<TeamId>(sql::teams_of, id);
    std::ranges::sort(teams);
    return teams;
}

Context acting_as_contact(const Context& context, const ContactRow& contact) {
    Context acting = context;
    auto access = std::make_shared<Access>();
    access->brands = {contact.brand_id.value};
    access->customer = contact.customer_id ? contact.customer_id->value : 0;
    access->sees_company = contact.sees_company_tickets && access->customer;
    acting.actor = {ActorKind::contact, contact.id.value, contact.name};
    acting.access = access;
    acting.brand = contact.brand_id;
    acting.locale = contact.locale;
    acting.time_zone = contact.time_zone;
    return acting;
}

Context acting_as_agent(db::Reader& reader, const Context& context, AgentId id) {
    auto rights = reader.find<AgentRights>(sql::find_agent_rights, id);
    if (!rights || !rights->active) throw Problem(ProblemKind::not_found, "accounts.agent_not_found");
    Context acting = context;
    auto access = std::make_shared<Access>();
    access->permissions = permissions_of_role(context.services.registry, rights->role_key, rights->permissions);
    access->brands = json::from_json<std::vector<std::int64_t>>(rights->brands);
    access->all_brands = access->brands.empty();
    acting.actor = {ActorKind::agent, id.value, rights->name};
    acting.access = access;
    acting.locale = rights->locale;
    acting.time_zone = rights->time_zone;
    return acting;
}

}  // namespace goodhost::accounts
