#pragma once
#include "accounts/accounts.hpp"
#include "platform/http/route.hpp"

/// API tokens: an agent's rights, narrowed by scopes. Only a hash is kept.
namespace goodhost::accounts {

struct Token {
    std::int64_t id = 0;
    std::string name;
    std::vector<std::string> scopes;  ///< permissions; empty: all of the agent's
    Instant created_at;
    std::optional<Instant> last_used_at, expires_at;
};
BOOST_DESCRIBE_STRUCT(Token, (), (id, name, scopes, created_at, last_used_at, expires_at))

struct TokenList {
    std::vector<Token> items;
};
BOOST_DESCRIBE_STRUCT(TokenList, (), (items))

struct TokenInput {
    std::string name;
    std::vector<std::string> scopes;
    std::optional<Instant> expires_at;
    static constexpr Rule rules[] = {{"name", 100}};
};
BOOST_DESCRIBE_STRUCT(TokenInput, (), (name, scopes, expires_at))

struct NewToken {
    std::int64_t id = 0;
    std::string name;
    std::string token;  ///< shown once
};
BOOST_DESCRIBE_STRUCT(NewToken, (), (id, name, token))

struct TokenKey {
    std::int64_t token_id = 0;
};
BOOST_DESCRIBE_STRUCT(TokenKey, (), (token_id))

struct AgentTokenKey {
    AgentId agent_id;
    std::int64_t token_id = 0;
};
BOOST_DESCRIBE_STRUCT(AgentTokenKey, (), (agent_id, token_id))

struct AgentOfTokens {
    AgentId agent_id;
};
BOOST_DESCRIBE_STRUCT(AgentOfTokens, (), (agent_id))

NewToken create_token_for(db::Tx& tx, const Context& context, AgentId agent, const TokenInput& input);

TokenList list_my_tokens(db::Reader& reader, const Context& context, const http::Empty&);
NewToken create_my_token(db::Tx& tx, const Context& context, const TokenInput& input);
void delete_my_token(db::Tx& tx, const Context& context, const TokenKey& input);
TokenList list_agent_tokens(db::Reader& reader, const Context& context, const AgentOfTokens& input);
void delete_agent_token(db::Tx& tx, const Context& context, const AgentTokenKey& input);

}  // namespace goodhost::accounts
