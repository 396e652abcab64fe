#include "email/tokens.hpp"

#include "email/token_request.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

/// Clocks differ, and a conversation takes a while to begin.
constexpr std::chrono::minutes margin{2};

}  // namespace

imap::Credentials Tokens::credentials() {
    std::lock_guard lock(mutex_);
    if (source_.sign_in == SignIn::password) return {source_.login, source_.secret, false};
    if (token_.empty() || system_.now() + margin >= ends_) refresh();
    return {source_.login, token_, true};
}

void Tokens::forget() {
    std::lock_guard lock(mutex_);
    token_.clear();
}

void Tokens::refresh() {
    auto answer = ask_for_token(system_, source_.token_url,
                                {{"grant_type", "refresh_token"},
                                 {"client_id", source_.client_id},
                                 {"refresh_token", source_.secret},
                                 {"client_secret", source_.client_secret}});
    if (answer.access_token.empty()) throw net::Failure(net::Fault::authorization, answer.words());
    token_ = answer.access_token;
    ends_ = system_.now() + std::chrono::seconds(answer.expires_in > 0 ? answer.expires_in : 3600);
    if (answer.refresh_token.empty() || answer.refresh_token == source_.secret) return;
    source_.secret = answer.refresh_token;
    if (source_.version) system_.services.database.write([&](db::Tx& tx) { keep_new_secret(tx, system_, source_); });
}

}  // namespace goodhost::email
