#include "accounts/guesses.hpp"

#include "accounts/queries.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/services.hpp"

namespace goodhost::accounts {

namespace {

constexpr std::int64_t most_failures = 20;
constexpr std::chrono::minutes window{15};

}  // namespace

Guess::Guess(const Context& context, std::string_view account) : context_(context), account_(crypto::hex(crypto::sha256(account))) {
    auto now = context.now();
    auto failures =
        context.services.database.write([&](db::Tx& tx) { return tx.get<std::int64_t>(sql::count_guess, account_, now, now - window); });
    if (failures <= most_failures) return;
    Problem problem(ProblemKind::rate_limited, "accounts.too_many_guesses", std::string(account));
    problem.retry_after_seconds = static_cast<int>(std::chrono::seconds(window).count());
    throw problem;
}

void Guess::succeeded() const {
    context_.services.database.write([&](db::Tx& tx) { tx.execute(sql::forgive_guess, account_); });
}

void delete_old_guesses(const Context& system) {
    system.services.database.write([&](db::Tx& tx) { tx.execute(sql::delete_old_guesses, system.now() - window); });
}

}  // namespace goodhost::accounts
