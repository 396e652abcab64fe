#pragma once
#include "accounts/agents.hpp"
#include "platform/http/route.hpp"

/// Signing in by a link in a mail; valid once, 15 minutes (invitations: 7 days).
namespace goodhost::accounts {

struct LinkRequest {
    std::string email;
    static constexpr Rule rules[] = {{"email", 320}};
};
BOOST_DESCRIBE_STRUCT(LinkRequest, (), (email))

struct LinkUse {
    std::string token;
    std::optional<std::string> code;  ///< of an agent with a second factor: TOTP or a recovery code
    static constexpr Rule rules[] = {{"token", 200}, {"code", 40}};
};
BOOST_DESCRIBE_STRUCT(LinkUse, (), (token, code))

struct LinkOwner {
    std::optional<AgentId> agent_id;
    std::optional<ContactId> contact_id;
    Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(LinkOwner, (), (agent_id, contact_id, expires_at))

/// A new link's token for an agent or a contact.
std::string make_link(db::Tx& tx, const Context& context, const LinkOwner& owner);
/// The owner of a link that is still good.
std::optional<LinkOwner> find_link(db::Reader& reader, const Context& context, std::string_view token);
/// The owner of a link, which is used up. Nothing for an unknown, used or expired one.
std::optional<LinkOwner> use_link(db::Tx& tx, const Context& context, std::string_view token);

/// Always answers the same, whether or not there is such an agent.
void request_agent_link(db::Tx& tx, const Context& context, const LinkRequest& input);
void request_contact_link(db::Tx& tx, const Context& context, std::string_view email);
/// A new agent's first way in, by mail.
void send_invitation(db::Tx& tx, const Context& context, const AgentKey& input);
http::Response sign_in_by_link(const http::Call& call);

}  // namespace goodhost::accounts
