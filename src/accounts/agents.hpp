#pragma once
#include "accounts/accounts.hpp"
#include "platform/http/route.hpp"

/// Agents and their profile.
namespace goodhost::accounts {

struct AgentDetail {
    AgentId id;
    std::string name, email;
    RoleId role_id;
    std::string role_name;
    std::optional<std::string> role_key;
    bool active = true;
    std::string locale, time_zone;
    std::vector<std::string> languages;
    std::vector<BrandId> brands;  ///< empty: all
    std::vector<TeamId> teams;
    std::string signature, theme;
    RawJson notify;
    bool totp_enabled = false;
    std::optional<Instant> last_seen_at;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(AgentDetail, (),
                      (id, name, email, role_id, role_name, role_key, active, locale, time_zone, languages, brands, teams, signature, theme,
                       notify, totp_enabled, last_seen_at, created_at))

struct AgentList {
    std::vector<AgentDetail> items;
};
BOOST_DESCRIBE_STRUCT(AgentList, (), (items))

struct AgentKey {
    AgentId agent_id;
};
BOOST_DESCRIBE_STRUCT(AgentKey, (), (agent_id))

struct AgentInput {
    std::string name, email;
    RoleId role_id;
    std::optional<std::string> password;  ///< without one the agent gets a sign-in link by mail
    std::optional<std::string> locale, time_zone;
    std::vector<std::string> languages;
    std::vector<BrandId> brands;
    static constexpr Rule rules[] = {{"name", 200}, {"email", 320}, {"password", 1000}};
};
BOOST_DESCRIBE_STRUCT(AgentInput, (), (name, email, role_id, password, locale, time_zone, languages, brands))

struct AgentChange {
    AgentId agent_id;
    Patch<std::string> name, email;
    Patch<RoleId> role_id;
    Patch<std::string> locale, time_zone;
    Patch<std::vector<std::string>> languages;
    Patch<std::vector<BrandId>> brands;
    static constexpr Rule rules[] = {{"name", 200}, {"email", 320}};
};
BOOST_DESCRIBE_STRUCT(AgentChange, (), (agent_id, name, email, role_id, locale, time_zone, languages, brands))

struct ProfileChange {
    Patch<std::string> name, locale, time_zone, theme, signature;
    Patch<RawJson> notify;
    static constexpr Rule rules[] = {{"name", 200}, {.field = "signature", .max_length = 5000, .may_be_empty = true}};
};
BOOST_DESCRIBE_STRUCT(ProfileChange, (), (name, locale, time_zone, theme, signature, notify))

struct PasswordChange {
    std::string current_password, new_password;
    static constexpr Rule rules[] = {{.field = "current_password", .max_length = 1000, .may_be_empty = true}, {"new_password", 1000}};
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (current_password, new_password))

/// Throws Problem invalid for one shorter than 10 characters or among the commonest.
void check_new_password(std::string_view password, std::string_view field);

AgentList list_agents(db::Reader& reader, const Context& context, const http::Empty&);
AgentDetail get_agent(db::Reader& reader, const Context& context, const AgentKey& input);
AgentDetail get_me(db::Reader& reader, const Context& context, const http::Empty&);
/// Hashes the password, so it is free of a transaction.
AgentDetail create_agent(const Context& context, const AgentInput& input);
/// For set-up, seed and commands, which hash themselves.
AgentId insert_agent(db::Tx& tx, const Context& context, const AgentInput& input, const std::optional<std::string>& password_hash);
AgentDetail change_agent(db::Tx& tx, const Context& context, const AgentChange& input);
void deactivate_agent(db::Tx& tx, const Context& context, const AgentKey& input);
void reactivate_agent(db::Tx& tx, const Context& context, const AgentKey& input);
AgentDetail change_profile(db::Tx& tx, const Context& context, const ProfileChange& input);
void change_password(const Context& context, const PasswordChange& input);
/// For commands: stores a hash and ends all of the agent's sessions.
void store_password(db::Tx& tx, const Context& context, AgentId id, const std::string& hash);

}  // namespace goodhost::accounts
