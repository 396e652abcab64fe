#pragma once
#include "accounts/accounts.hpp"
#include "email/outbox.hpp"
#include "platform/live/live.hpp"

/// What agents are told of, each by its own choice: in the desk, by mail, both, or not at all; and on its devices.
namespace goodhost::email {

/// assigned: a ticket was given to the agent. customer_wrote: on its ticket. followed: somebody wrote on a ticket that it
/// follows. team_ticket: a new one for its team that nobody has. mail_failed: a word of the agent did not arrive.
enum class NotificationKind { assigned, mentioned, customer_wrote, followed, team_ticket, mail_failed };
BOOST_DESCRIBE_ENUM(NotificationKind, assigned, mentioned, customer_wrote, followed, team_ticket, mail_failed)

enum class NotificationWay { none, desk, mail, both };
BOOST_DESCRIBE_ENUM(NotificationWay, none, desk, mail, both)

struct NotificationTag {};
using NotificationId = Id<NotificationTag>;

struct Notification {
    NotificationId id;
    NotificationKind kind = NotificationKind::assigned;
    tickets::TicketId ticket_id;
    std::optional<tickets::MessageId> message_id;
    std::string subject;  ///< of the ticket
    std::string by_name;
    Instant created_at;
    std::optional<Instant> read_at;
};
BOOST_DESCRIBE_STRUCT(Notification, (), (id, kind, ticket_id, message_id, subject, by_name, created_at, read_at))

struct NotificationList {
    std::vector<Notification> items;
    std::optional<std::int64_t> next_cursor;
    std::int64_t unread = 0;
};
BOOST_DESCRIBE_STRUCT(NotificationList, (), (items, next_cursor, unread))

struct NotificationFilter {
    std::optional<std::int64_t> cursor;
    std::optional<std::int32_t> limit;
    static constexpr Rule rules[] = {{.field = "limit", .min = 1, .max = 200}};
};
BOOST_DESCRIBE_STRUCT(NotificationFilter, (), (cursor, limit))

struct NotificationsRead {
    std::optional<NotificationId> up_to;         ///< all up to this one
    std::optional<tickets::TicketId> ticket_id;  ///< all of a ticket, because it was opened
};
BOOST_DESCRIBE_STRUCT(NotificationsRead, (), (up_to, ticket_id))

/// How an agent wants to be told.
struct NotificationSettings {
    std::map<std::string, NotificationWay> ways;  ///< by kind
    std::vector<NotificationKind> pushed;         ///< what the agent's devices show, outside the quiet hours
    std::int64_t digest_minutes = 0;              ///< 0: each mail at once
    std::optional<std::int64_t> quiet_from, quiet_until;
    bool mail_off = false;  ///< left by the link in a mail; a mail way brings it back
};
BOOST_DESCRIBE_STRUCT(NotificationSettings, (), (ways, pushed, digest_minutes, quiet_from, quiet_until, mail_off))

struct NotificationSettingsInput {
    std::map<std::string, NotificationWay> ways;
    std::optional<std::vector<NotificationKind>> pushed;  ///< left out: as it was
    std::optional<std::int64_t> digest_minutes, quiet_from, quiet_until;
    static constexpr Rule rules[] = {{.field = "digest_minutes", .min = 0, .max = 1440},
                                     {.field = "quiet_from", .min = 0, .max = 1439},
                                     {.field = "quiet_until", .min = 0, .max = 1439}};
};
BOOST_DESCRIBE_STRUCT(NotificationSettingsInput, (), (ways, pushed, digest_minutes, quiet_from, quiet_until))

NotificationList list_notifications(db::Reader& reader, const Context& context, const NotificationFilter& filter);
void read_notifications(db::Tx& tx, const Context& context, const NotificationsRead& input);
NotificationSettings get_notification_settings(db::Reader& reader, const Context& context, const http::Empty&);
NotificationSettings put_notification_settings(db::Tx& tx, const Context& context, const NotificationSettingsInput& input);

/// Of an entry on `ticket/12`.
tickets::TicketId ticket_of(const trail::Entry& entry);

/// One thing that happened to one agent.
struct Told {
    accounts::AgentId agent;
    NotificationKind kind = NotificationKind::assigned;
};
/// Who is told of an entry; never who did it.
std::vector<Told> who_is_told(db::Reader& reader, const trail::Entry& entry);

/// Consumer `email.notify`: rows for the desk, and mails within quiet hours, digests and caps.
void notify_agents(db::Tx& tx, const Context& context, const trail::Entry& entry);
/// Job `email.digest`: what waits for one agent, as one mail.
void send_digest(const Context& context, const jobs::Job& job);

/// `notifications/<agent>`: a signal says that there is something new; only the agent itself may follow.
live::Source notification_topic();

}  // namespace goodhost::email
