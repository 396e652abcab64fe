#pragma once
#include <optional>
#include <string>
#include <vector>

#include "accounts/ids.hpp"
#include "platform/core/context.hpp"
#include "platform/db/db.hpp"

namespace goodhost {
class Registry;
}

/// Who uses the desk and the portal: agents with roles and teams, customers with contacts, their sessions and tokens.
namespace goodhost::accounts {

enum class ContactRole { owner, technical, billing, member };
BOOST_DESCRIBE_ENUM(ContactRole, owner, technical, billing, member)

/// A contact as other slices see it.
struct ContactRow {
    ContactId id;
    BrandId brand_id;
    std::optional<CustomerId> customer_id;
    std::string name;
    std::string email;  ///< the primary address; empty when there is none
    std::string locale;
    std::string time_zone;
    ContactRole role = ContactRole::member;
    bool sees_company_tickets = false;
};
BOOST_DESCRIBE_STRUCT(ContactRow, (), (id, brand_id, customer_id, name, email, locale, time_zone, role, sees_company_tickets))

struct AgentRow {
    AgentId id;
    std::string name;
    std::string email;
    bool active = true;
    std::string locale;
    std::string time_zone;
    std::string signature;
};
BOOST_DESCRIBE_STRUCT(AgentRow, (), (id, name, email, active, locale, time_zone, signature))

/// Lower-case, trimmed; nothing when it is no address.
std::optional<std::string> normal_email(std::string_view text);

/// A merged contact's id leads to the one it was merged into.
std::optional<ContactRow> find_contact(db::Reader& reader, ContactId id);
std::optional<ContactRow> find_contact_by_email(db::Reader& reader, BrandId brand, std::string_view email);
/// The contact with that address at the brand, made (with an entry `accounts.contact_created`) when there is none.
ContactRow find_or_create_contact(db::Tx& tx, const Context& context, std::string_view email, std::string_view name);

std::optional<BrandId> find_customer_brand(db::Reader& reader, CustomerId id);

std::optional<AgentRow> find_agent(db::Reader& reader, AgentId id);
std::optional<AgentRow> find_agent_by_email(db::Reader& reader, std::string_view email);
bool team_exists(db::Reader& reader, TeamId id);
std::vector<TeamId> teams_of(db::Reader& reader, AgentId id);

/// A link by which a contact without a password follows one stream (`ticket/12`) for 90 days: /t/<token>.
std::string follow_token(const Context& context, std::string_view stream, ContactId contact);

/// `%word%` for LIKE, with the wildcards of the word escaped.
std::string like_pattern(std::string_view word);

/// A context that acts as a contact (portal, mail) or an agent (mail, seed, tests) with that person's rights.
Context acting_as_contact(const Context& context, const ContactRow& contact);
Context acting_as_agent(db::Reader& reader, const Context& context, AgentId id);

void register_accounts(Registry& registry);

}  // namespace goodhost::accounts
