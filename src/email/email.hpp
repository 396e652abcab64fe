#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/ids.hpp"
#include "brands/brands.hpp"
#include "platform/core/context.hpp"
#include "platform/db/db.hpp"
#include "tickets/types.hpp"

namespace goodhost {
class Registry;
}

/// Mail in and out. Responsibility for a mail is taken only once its bytes are stored durably.
namespace goodhost::email {

struct MailboxTag {};
using MailboxId = Id<MailboxTag>;
struct MailTag {};
using MailId = Id<MailTag>;

inline constexpr Permission configure{"email.configure"};    ///< mailboxes, outbox
inline constexpr Permission quarantine{"email.quarantine"};  ///< see and release what was held

struct Mailbox {
    MailboxId id;
    BrandId brand_id;
    std::string name;
    std::string address;
    std::optional<accounts::TeamId> team_id;
    std::optional<std::string> category;
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(Mailbox, (), (id, brand_id, name, address, team_id, category, active))

/// created: a new ticket; continued: on an existing one; linked: a copy of a mail that came through another mailbox;
/// duplicate: this mailbox has it already; quarantined: held with a cause, to be released by a person.
/// attached: a report about a mail of ours, written down with that mail. discarded: a person threw it away.
enum class Outcome { created, continued, linked, duplicate, quarantined, attached, discarded };
BOOST_DESCRIBE_ENUM(Outcome, created, continued, linked, duplicate, quarantined, attached, discarded)

/// Why a mail is held. stranger: it belongs to a ticket, and its sender does not; forged: our own server says that it is not from
/// whom it names; unproven: it names an agent, and nothing proves it; flood: too many from one sender; blocked: the sender is on
/// the list; unreadable: taking it failed again and again.
enum class Cause { automatic, bounce, complaint, no_sender, loop, stranger, empty, forged, unproven, flood, blocked, spam, unreadable };
BOOST_DESCRIBE_ENUM(Cause, automatic, bounce, complaint, no_sender, loop, stranger, empty, forged, unproven, flood, blocked, spam,
                    unreadable)

struct Delivery {
    MailId id;
    Outcome outcome = Outcome::quarantined;
    std::optional<Cause> cause;
    std::optional<tickets::TicketId> ticket_id;
    std::optional<tickets::MessageId> message_id;
};
BOOST_DESCRIBE_STRUCT(Delivery, (), (id, outcome, cause, ticket_id, message_id))

std::optional<Mailbox> find_mailbox(db::Reader& reader, std::string_view name_or_address);

/// Takes a raw message into a mailbox; returns once it is durable. Delivering it again changes nothing. Throws Problem
/// not_found `email.mailbox_not_found`, unavailable when it can't be stored.
Delivery deliver(const Context& system, const Mailbox& mailbox, std::string_view raw);

/// What the caller writes in the transaction that takes the mail, even where it changes nothing else: how far it has read.
using Also = std::function<void(db::Tx&)>;

class FilterGuard;
struct Taking {
    Also also = {};
    FilterGuard* filters = nullptr;  ///< of who takes many mails; null: the filters are asked whatever they did before
};

/// The same for a file of ours, which moves into the store: a large message never stands in memory twice. Waits for filters where
/// there are some, so it belongs on a thread of its own.
Delivery deliver_file(const Context& system, const Mailbox& mailbox, const std::string& path, const Taking& taking = {});

/// Into the quarantine as it is, as unreadable: for a file that delivering fails on again and again.
void hold_file(const Context& system, const Mailbox& mailbox, const std::string& path, const Also& also);

/// What the mails of a brand lack, a sentence each, for `goodhost doctor`. Asks the DNS where mail leaves the house.
struct SenderLine {
    bool good = false, wrong = false;
    std::string text;
};
std::vector<SenderLine> look_at_sender(const Context& system, const brands::Brand& brand);

void register_email(Registry& registry);

}  // namespace goodhost::email
