#include <fmt/core.h>

#include "accounts/agents.hpp"
#include "accounts/roles.hpp"
#include "accounts/tokens.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "platform/crypto/password.hpp"
#include "platform/crypto/random.hpp"

namespace goodhost::app {

namespace {

accounts::AgentRow agent_of(db::Reader& reader, const std::string& email) {
    auto agent = accounts::find_agent_by_email(reader, email);
    if (!agent) throw Problem(ProblemKind::not_found, "accounts.agent_not_found", "no agent has the address " + email);
    return *agent;
}

}  // namespace

int list_users(Program& program) {
    auto context = program.system_context();
    auto agents = program.database().read([&](db::Reader& reader) { return accounts::list_agents(reader, context, {}); });
    for (auto& agent : agents.items)
        fmt::print("{}\t{}\t{}\t{}\n", agent.email, agent.name, agent.role_name, agent.active ? "active" : "deactivated");
    return done;
}

int create_user(Program& program, const NewUser& user) {
    auto context = program.system_context();
    auto password = user.password.empty() ? crypto::random_token(128) : user.password;
    accounts::check_new_password(password, "password");
    auto hash = crypto::hash_password(password);
    program.database().write([&](db::Tx& tx) {
        auto role = accounts::find_role_by_key(tx, user.role);
        if (!role) throw Problem(ProblemKind::invalid, "accounts.role_not_found", "no role " + user.role);
        accounts::AgentInput input;
        input.email = user.email;
        input.name = user.name.empty() ? user.email : user.name;
        input.role_id = role->id;
        accounts::insert_agent(tx, context, input, hash);
    });
    fmt::print("{}\n", user.email);
    if (user.password.empty()) fmt::print("password: {}\n", password);
    return done;
}

int set_user_password(Program& program, const std::string& email, const std::string& password) {
    accounts::check_new_password(password, "password");
    auto hash = crypto::hash_password(password);
    auto context = program.system_context();
    program.database().write([&](db::Tx& tx) { accounts::store_password(tx, context, agent_of(tx, email).id, hash); });
    return done;
}

int create_token(Program& program, const NewApiToken& token) {
    auto context = program.system_context();
    auto made = program.database().write([&](db::Tx& tx) {
        accounts::TokenInput input;
        input.name = token.name;
        input.scopes = token.scopes;
        auto agent = agent_of(tx, token.agent);
        return accounts::create_token_for(tx, token.scopes.empty() ? context : accounts::acting_as_agent(tx, context, agent.id), agent.id,
                                          input);
    });
    fmt::print("{}\n", made.token);
    return done;
}

}  // namespace goodhost::app
