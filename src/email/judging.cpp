#include "email/blocklist.hpp"
#include "email/incoming.hpp"
#include "email/queries.hpp"
#include "platform/config/settings.hpp"
#include "platform/services.hpp"

/// What keeps a mail from becoming a word on a ticket by itself.
namespace goodhost::email {

namespace {

using namespace std::chrono_literals;

bool is_ours(db::Reader& reader, const std::string& address) {
    return reader.get<std::int64_t>(sql::is_own_address, without_tag(address)) > 0;
}

bool is_flood(db::Reader& reader, const Context& context, const Incoming& incoming) {
    auto count = reader.get<std::int64_t>(sql::count_mails_from, context.brand, incoming.from_address, context.now() - 1h);
    return count >= context.services.settings.integer("mails_per_sender_hour");
}

/// The names that a mail gives itself are believed of nobody who could do harm with them.
std::optional<Cause> cause_of_identity(db::Reader& reader, const Arrival& arrival) {
    auto& incoming = arrival.incoming;
    if (incoming.proof.authenticity == Authenticity::failed) return Cause::forged;
    auto agent = accounts::find_agent_by_email(reader, incoming.from_address);
    if (agent) return incoming.proof.authenticity == Authenticity::proven ? std::nullopt : std::optional(Cause::unproven);
    if (arrival.ticket && !may_speak(reader, *arrival.ticket, incoming.from_address)) return Cause::stranger;
    return std::nullopt;
}

/// Not of somebody who is on the ticket: that one writes to us anyway.
bool is_spam(const Context& context, const Arrival& arrival) {
    auto& spam = arrival.incoming.spam;
    return spam && !arrival.ticket && spam->score >= static_cast<double>(context.services.settings.integer("spam_hold_score"));
}

}  // namespace

std::optional<Cause> cause_to_hold(db::Reader& reader, const Context& context, const Arrival& arrival) {
    auto& incoming = arrival.incoming;
    if (incoming.from_address.empty()) return Cause::no_sender;
    if (is_blocked(reader, context.brand, incoming.from_address)) return Cause::blocked;
    if (incoming.cause) return incoming.cause;
    if (is_ours(reader, incoming.from_address)) return Cause::loop;
    bool nothing = incoming.body.empty() && incoming.files.empty() && incoming.message.subject.empty();
    if (nothing) return Cause::empty;
    if (auto cause = cause_of_identity(reader, arrival)) return cause;
    if (is_spam(context, arrival)) return Cause::spam;
    if (is_flood(reader, context, incoming)) return Cause::flood;
    return std::nullopt;
}

}  // namespace goodhost::email
