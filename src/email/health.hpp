#pragma once
#include "email/email.hpp"
#include "platform/http/route.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/net/failure.hpp"

/// How the mailboxes are: silence is not peace.
namespace goodhost::email {

/// off: switched off. passive: its mail is handed over to us. starting: not fetched yet. working; failing: see `fault`;
/// silent: nothing came for unusually long; unanswered: our own mail to it did not come back.
enum class MailboxState { off, passive, starting, working, failing, silent, unanswered };
BOOST_DESCRIBE_ENUM(MailboxState, off, passive, starting, working, failing, silent, unanswered)

struct MailboxHealth {
    MailboxId mailbox_id;
    MailboxState state = MailboxState::passive;
    bool alarm = false;  ///< somebody has to look
    std::optional<net::Fault> fault;
    std::string folder, words;     ///< the one that fails, and what was said
    std::optional<Instant> since;  ///< of the state, where it is not well
    std::optional<Instant> checked_at, arrived_at;
    std::optional<std::int64_t> delay_ms;  ///< of the last mail, from its arrival there to here
    std::int64_t left_behind = 0;          ///< too large, and still there
    std::optional<Instant> heartbeat_sent_at, heartbeat_seen_at;
};
BOOST_DESCRIBE_STRUCT(MailboxHealth, (),
                      (mailbox_id, state, alarm, fault, folder, words, since, checked_at, arrived_at, delay_ms, left_behind,
                       heartbeat_sent_at, heartbeat_seen_at))

struct MailboxHealthList {
    std::vector<MailboxHealth> items;
};
BOOST_DESCRIBE_STRUCT(MailboxHealthList, (), (items))
MailboxHealthList list_mailbox_health(db::Reader& reader, const Context& context, const http::Empty&);

/// What came to a mailbox in the last four weeks.
struct Arrivals {
    std::int64_t count = 0;
    std::optional<Instant> last;
    std::optional<std::int64_t> longest_pause_ms;  ///< between two
};
BOOST_DESCRIBE_STRUCT(Arrivals, (), (count, last, longest_pause_ms))

/// Shorter silence is never unusual.
inline constexpr std::chrono::hours shortest_silence{4};
/// Since when a mailbox is silent for longer than it ever was; nothing when that is not so or too little is known.
std::optional<Instant> unusual_silence(const Arrivals& arrivals, Instant now);

inline constexpr std::string_view watch_job = "email.watch_mailboxes";
/// Looks at every mailbox, sends heartbeats that are due, and asks to be run again.
void watch_mailboxes(const Context& context, const jobs::Job& job);
/// Asks for a look now: at the start of the program, and when what is watched has changed.
void watch_soon(db::Tx& tx, const Context& context);

/// Upkeep: heartbeats that are over tell nobody anything.
void forget_heartbeats(const Context& context);

/// Whether a mail is our own heartbeat come back; then it is noted and is no ticket.
bool take_heartbeat(db::Tx& tx, const Context& context, const Mailbox& mailbox, const std::string& message_id);

/// A heartbeat that has not come back by then has not come back.
inline constexpr std::chrono::minutes heartbeat_patience{30};

}  // namespace goodhost::email
