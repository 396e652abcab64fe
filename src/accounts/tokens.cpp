#include "accounts/tokens.hpp"

#include "accounts/queries.hpp"
#include "accounts/sessions.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/random.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::accounts {

namespace {

struct TokenEntry {
    std::int64_t token_id = 0;
    std::string name;
    std::vector<std::string> scopes;
};
BOOST_DESCRIBE_STRUCT(TokenEntry, (), (token_id, name, scopes))

std::string stream_of(AgentId id) { return "agent/" + std::to_string(id.value); }

void remove(db::Tx& tx, const Context& context, AgentId agent, std::int64_t id) {
    if (!tx.execute(sql::delete_token, id, agent)) throw Problem(ProblemKind::not_found, "accounts.token_not_found");
    trail::append(tx, context, stream_of(agent), "accounts.token_deleted", TokenEntry{id, {}, {}});
}

}  // namespace

NewToken create_token_for(db::Tx& tx, const Context& context, AgentId agent, const TokenInput& input) {
    FieldProblems problems;
    for (auto& scope : input.scopes)
        if (!context.may({scope})) problems.add("scopes", "unknown_value", {{"value", scope}});
    if (input.expires_at && *input.expires_at <= context.now()) problems.add("expires_at", "in_the_past");
    problems.throw_if_any();
    auto token = "gh_" + crypto::random_token(256);
    auto id = tx.get<std::int64_t>(sql::insert_token, crypto::hex(crypto::sha256(token)), agent, input.name, input.scopes, context.now(),
                                   input.expires_at);
    trail::append(tx, context, stream_of(agent), "accounts.token_created", TokenEntry{id, input.name, input.scopes});
    return {id, input.name, token};
}

TokenList list_my_tokens(db::Reader& reader, const Context& context, const http::Empty&) {
    return {reader.list<Token>(sql::list_tokens, context.actor.id)};
}

NewToken create_my_token(db::Tx& tx, const Context& context, const TokenInput& input) {
    require_session(context);
    return create_token_for(tx, context, {context.actor.id}, input);
}

void delete_my_token(db::Tx& tx, const Context& context, const TokenKey& input) {
    require_session(context);
    remove(tx, context, {context.actor.id}, input.token_id);
}

TokenList list_agent_tokens(db::Reader& reader, const Context&, const AgentOfTokens& input) {
    return {reader.list<Token>(sql::list_tokens, input.agent_id)};
}

void delete_agent_token(db::Tx& tx, const Context& context, const AgentTokenKey& input) {
    remove(tx, context, input.agent_id, input.token_id);
}

}  // namespace goodhost::accounts
