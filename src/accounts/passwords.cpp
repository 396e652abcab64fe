#include <algorithm>
#include <array>

#include "accounts/agents.hpp"
#include "accounts/guesses.hpp"
#include "accounts/queries.hpp"
#include "accounts/second_factor.hpp"
#include "accounts/sessions.hpp"
#include "platform/crypto/password.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::accounts {

namespace {

constexpr std::size_t least_length = 10;
/// Long enough for the length rule and on every list of guesses.
constexpr std::array<std::string_view, 14> common = {"password123", "password1234",  "1234567890",  "12345678910", "qwertyuiop",
                                                     "qwerty1234",  "1q2w3e4r5t",    "iloveyou12",  "letmein1234", "welcome1234",
                                                     "adminadmin",  "administrator", "passw0rd123", "qwerty12345"};

}  // namespace

void check_new_password(std::string_view password, std::string_view field) {
    std::string lower(password);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(c < 128 ? std::tolower(c) : c); });
    bool one_character = lower.find_first_not_of(lower.empty() ? ' ' : lower[0]) == std::string::npos;
    if (password.size() < least_length)
        throw Problem(ProblemKind::invalid, "platform.invalid_input",
                      {{std::string(field), "accounts.password_short", {{"min", std::to_string(least_length)}}}});
    if (one_character || std::ranges::find(common, lower) != common.end())
        throw Problem(ProblemKind::invalid, "platform.invalid_input", {{std::string(field), "accounts.password_common", {}}});
}

void change_password(const Context& context, const PasswordChange& input) {
    require_session(context);
    auto& database = context.services.database;
    auto secrets = database.read([&](db::Reader& reader) { return secrets_of(reader, {context.actor.id}); });
    const Guess guess(context, "proof of " + secrets.email);
    if (secrets.password_hash && !crypto::verify_password(*secrets.password_hash, input.current_password))
        throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"current_password", "accounts.wrong_password", {}}});
    guess.succeeded();
    check_new_password(input.new_password, "new_password");
    auto hash = crypto::hash_password(input.new_password);
    database.write([&](db::Tx& tx) { store_password(tx, context, secrets.id, hash); });
}

void store_password(db::Tx& tx, const Context& context, AgentId id, const std::string& hash) {
    tx.execute(sql::set_password, id, hash);
    tx.execute(sql::delete_sessions_of_agent, id, context.access ? context.access->session : 0);
    trail::append(tx, context, "agent/" + std::to_string(id.value), "accounts.password_changed", http::Empty{});
}

}  // namespace goodhost::accounts
