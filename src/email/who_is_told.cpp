#include <algorithm>
#include <cstdlib>

#include "email/notifications.hpp"
#include "email/queries.hpp"
#include "email/tries.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::email {

namespace {

namespace entries_of_tickets = tickets::entries;

struct Concerned {
    std::optional<accounts::AgentId> assignee_id;
    std::optional<accounts::TeamId> team_id;
};
BOOST_DESCRIBE_STRUCT(Concerned, (), (assignee_id, team_id))

/// The first reason that concerns an agent is the one it is told.
class List {
  public:
    explicit List(const trail::Entry& entry) : actor_(entry.actor_kind == ActorKind::agent ? entry.actor_id : 0) {}
    void add(accounts::AgentId agent, NotificationKind kind) {
        if (agent.value != actor_ && std::ranges::find(told_, agent, &Told::agent) == told_.end()) told_.push_back({agent, kind});
    }
    void add(const std::vector<accounts::AgentId>& agents, NotificationKind kind) {
        for (auto agent : agents) add(agent, kind);
    }
    std::vector<Told> take() { return std::move(told_); }

  private:
    std::int64_t actor_;
    std::vector<Told> told_;
};

void of_new_ticket(db::Reader& reader, const trail::Entry& entry, List& list) {
    auto created = trail::payload_of<entries_of_tickets::Created>(entry);
    if (created.assignee_id) list.add(*created.assignee_id, NotificationKind::assigned);
    if (!created.assignee_id && created.team_id)
        list.add(reader.list<accounts::AgentId>(sql::list_team_agents, *created.team_id), NotificationKind::team_ticket);
}

void of_word(db::Reader& reader, const trail::Entry& entry, List& list) {
    auto word = trail::payload_of<entries_of_tickets::Word>(entry);
    if (word.automatic) return;
    list.add(word.mentions, NotificationKind::mentioned);
    auto concerned = reader.find<Concerned>(sql::find_concerned, word.ticket_id);
    if (word.by == ActorKind::contact && concerned && concerned->assignee_id)
        list.add(*concerned->assignee_id, NotificationKind::customer_wrote);
    list.add(reader.list<accounts::AgentId>(sql::list_ticket_followers, word.ticket_id), NotificationKind::followed);
}

void of_failed_mail(db::Reader& reader, const trail::Entry& entry, List& list) {
    auto news = trail::payload_of<MailNews>(entry);
    auto author = news.message_id ? reader.find<accounts::AgentId>(sql::find_author, *news.message_id) : std::nullopt;
    auto concerned = reader.find<Concerned>(sql::find_concerned, ticket_of(entry));
    if (author) list.add(*author, NotificationKind::mail_failed);
    if (!author && concerned && concerned->assignee_id) list.add(*concerned->assignee_id, NotificationKind::mail_failed);
}

}  // namespace

tickets::TicketId ticket_of(const trail::Entry& entry) { return tickets::ticket_of(entry.stream).value_or(tickets::TicketId{}); }

std::vector<Told> who_is_told(db::Reader& reader, const trail::Entry& entry) {
    List list(entry);
    if (entry.type == entries_of_tickets::created) of_new_ticket(reader, entry, list);
    if (entry.type == entries_of_tickets::assigned)
        if (auto assigned = trail::payload_of<entries_of_tickets::Assigned>(entry);
            assigned.assignee_id && assigned.assignee_id != assigned.from_assignee_id)
            list.add(*assigned.assignee_id, NotificationKind::assigned);
    bool note = entry.type == entries_of_tickets::noted;
    if (note || entries_of_tickets::outward_word(entry)) of_word(reader, entry, list);
    if (entry.type == entries::failed || entry.type == entries::bounced) of_failed_mail(reader, entry, list);
    return list.take();
}

}  // namespace goodhost::email
