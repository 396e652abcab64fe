#pragma once
#include "platform/trail/trail.hpp"
#include "tickets/types.hpp"

/// What tickets write on the trail, on the stream `ticket/<id>`. Other slices react to these; texts are not in them but
/// their SHA-256 is, so that the trail proves what was said.
namespace goodhost::tickets::entries {

inline constexpr std::string_view created = "tickets.created";                        ///< Created; also the first message
inline constexpr std::string_view replied = "tickets.replied";                        ///< Word
inline constexpr std::string_view released = "tickets.released";                      ///< Word: the undo window passed
inline constexpr std::string_view reply_undone = "tickets.reply_undone";              ///< Word
inline constexpr std::string_view noted = "tickets.noted";                            ///< Word
inline constexpr std::string_view scheduled = "tickets.scheduled";                    ///< Word: to be said at send_at
inline constexpr std::string_view schedule_cancelled = "tickets.schedule_cancelled";  ///< Word
inline constexpr std::string_view status_changed = "tickets.status_changed";          ///< StatusChanged
inline constexpr std::string_view resolved = "tickets.resolved";                      ///< StatusChanged
inline constexpr std::string_view reopened = "tickets.reopened";                      ///< StatusChanged
inline constexpr std::string_view closed = "tickets.closed";                          ///< StatusChanged
inline constexpr std::string_view assigned = "tickets.assigned";                      ///< Assigned
inline constexpr std::string_view edited = "tickets.edited";                          ///< Edited
inline constexpr std::string_view severity_changed = "tickets.severity_changed";      ///< SeverityChanged
inline constexpr std::string_view tagged = "tickets.tagged";                          ///< Tagged
inline constexpr std::string_view followed = "tickets.followed";                      ///< Followed
inline constexpr std::string_view copied = "tickets.copied";                          ///< Copied: who else gets mail
inline constexpr std::string_view snoozed = "tickets.snoozed";                        ///< Snoozed
inline constexpr std::string_view revealed = "tickets.revealed";                      ///< Revealed: somebody saw what is hidden
inline constexpr std::string_view woken = "tickets.woken";                            ///< Snoozed
inline constexpr std::string_view report_due = "tickets.report_due";                  ///< ReportDue
inline constexpr std::string_view merged = "tickets.merged";                          ///< Merged, on both streams
inline constexpr std::string_view unmerged = "tickets.unmerged";                      ///< Merged, on both streams
inline constexpr std::string_view split = "tickets.split";                            ///< Split, on both streams
inline constexpr std::string_view linked = "tickets.linked";                          ///< Linked, on both streams
inline constexpr std::string_view unlinked = "tickets.unlinked";                      ///< Linked, on both streams

struct Created {
    TicketId ticket_id;
    MessageId message_id;
    accounts::ContactId contact_id;
    std::optional<accounts::CustomerId> customer_id;
    std::optional<hosting::ServiceId> service_id;
    std::string subject;
    std::string category;
    Severity severity = Severity::normal;
    Channel channel = Channel::portal;
    std::optional<accounts::AgentId> assignee_id;
    std::optional<accounts::TeamId> team_id;
    std::vector<std::string> tags;
    std::string text_sha256;
    ActorKind by = ActorKind::contact;  ///< whose words the first message is
    bool automatic = false;             ///< a program's word (auto-reply): no answer may go out to it
    std::optional<TicketId> follow_up_of;
    std::optional<TicketId> split_from;
};
BOOST_DESCRIBE_STRUCT(Created, (),
                      (ticket_id, message_id, contact_id, customer_id, service_id, subject, category, severity, channel, assignee_id,
                       team_id, tags, text_sha256, by, automatic, follow_up_of, split_from))

struct Revealed {
    TicketId ticket_id;
    MessageId message_id;
};
BOOST_DESCRIBE_STRUCT(Revealed, (), (ticket_id, message_id))

/// A message and what it did to the ticket.
struct Word {
    TicketId ticket_id;
    MessageId message_id;
    MessageKind kind = MessageKind::message;
    ActorKind by = ActorKind::contact;
    std::int64_t by_id = 0;
    std::string by_name;
    Channel channel = Channel::portal;
    accounts::ContactId contact_id;
    std::string text_sha256;
    bool automatic = false;
    bool first_reply = false;  ///< the first public word of a person of the host
    Status status_before = Status::new_;
    Status status = Status::new_;
    std::optional<Instant> undo_until;  ///< outward effects wait for tickets.released
    std::optional<Instant> send_at;
    std::optional<Instant> next_report_at;
    std::vector<accounts::AgentId> mentions;
};
BOOST_DESCRIBE_STRUCT(Word, (),
                      (ticket_id, message_id, kind, by, by_id, by_name, channel, contact_id, text_sha256, automatic, first_reply,
                       status_before, status, undo_until, send_at, next_report_at, mentions))

struct StatusChanged {
    TicketId ticket_id;
    Status from = Status::new_;
    Status to = Status::new_;
    std::optional<std::string> reason;
    std::optional<Instant> next_report_at;
};
BOOST_DESCRIBE_STRUCT(StatusChanged, (), (ticket_id, from, to, reason, next_report_at))

struct Assigned {
    TicketId ticket_id;
    std::optional<accounts::AgentId> from_assignee_id, assignee_id;
    std::optional<accounts::TeamId> from_team_id, team_id;
};
BOOST_DESCRIBE_STRUCT(Assigned, (), (ticket_id, from_assignee_id, assignee_id, from_team_id, team_id))

/// The fields that changed, each as [before, after].
struct Edited {
    TicketId ticket_id;
    std::map<std::string, std::vector<RawJson>> changes;
};
BOOST_DESCRIBE_STRUCT(Edited, (), (ticket_id, changes))

struct SeverityChanged {
    TicketId ticket_id;
    Severity from = Severity::normal;
    Severity to = Severity::normal;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(SeverityChanged, (), (ticket_id, from, to, reason))

struct Tagged {
    TicketId ticket_id;
    std::vector<std::string> added, removed;
};
BOOST_DESCRIBE_STRUCT(Tagged, (), (ticket_id, added, removed))

struct Followed {
    TicketId ticket_id;
    std::vector<accounts::AgentId> added, removed;
};
BOOST_DESCRIBE_STRUCT(Followed, (), (ticket_id, added, removed))

struct Copied {
    TicketId ticket_id;
    std::vector<EmailAddress> cc;
};
BOOST_DESCRIBE_STRUCT(Copied, (), (ticket_id, cc))

struct Snoozed {
    TicketId ticket_id;
    std::optional<Instant> until;
};
BOOST_DESCRIBE_STRUCT(Snoozed, (), (ticket_id, until))

struct ReportDue {
    TicketId ticket_id;
    accounts::ContactId contact_id;
    Instant due_at{};
};
BOOST_DESCRIBE_STRUCT(ReportDue, (), (ticket_id, contact_id, due_at))

struct Merged {
    TicketId ticket_id;
    TicketId into_ticket_id;
    std::string subject;  ///< of the one that was merged
};
BOOST_DESCRIBE_STRUCT(Merged, (), (ticket_id, into_ticket_id, subject))

struct Split {
    TicketId ticket_id;
    TicketId new_ticket_id;
    std::vector<MessageId> message_ids;
};
BOOST_DESCRIBE_STRUCT(Split, (), (ticket_id, new_ticket_id, message_ids))

struct Linked {
    TicketId from_ticket_id;
    TicketId to_ticket_id;
    LinkKind kind = LinkKind::related;
};
BOOST_DESCRIBE_STRUCT(Linked, (), (from_ticket_id, to_ticket_id, kind))

/// The message that leaves the house with this entry: of `replied` when it can't be undone any more, of `released` when the
/// undo window passed. What sends mail, webhooks or surveys asks this and nothing else. Notes never leave.
std::optional<Word> outward_word(const trail::Entry& entry);

}  // namespace goodhost::tickets::entries
