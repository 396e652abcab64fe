#pragma once
#include "platform/db/db.hpp"
#include "tickets/access.hpp"
#include "tickets/flow.hpp"
#include "tickets/tickets.hpp"

/// What the write use cases share.
namespace goodhost::tickets {

/// A ticket as it was read and as it becomes.
struct Change {
    explicit Change(TicketRecord read) : before(std::move(read)), ticket(before) {}
    const TicketRecord before;
    TicketRecord ticket;
};

/// A new row with its tags; gives the record its id.
void insert_ticket(db::Tx& tx, TicketRecord& ticket);
/// Stores what the rules moved, derives the list columns from it and sets the timers of what changed: a report that is due,
/// the end of a snooze, closing for good.
void save_flow(db::Tx& tx, const Context& context, const Change& change);

/// A type of tickets::entries and its payload.
template <class P>
struct Fact {
    std::string_view type;
    P payload;
};
template <class P>
Fact(std::string_view, P) -> Fact<P>;

/// An entry on the ticket's stream, under its brand.
template <class P>
void record(db::Tx& tx, const Context& context, const TicketRecord& ticket, const Fact<P>& fact) {
    trail::append(tx, in_brand_of(context, ticket.brand_id), stream_of(ticket.id), fact.type, fact.payload);
}

/// Whose word a message is.
Person speaker_of(const Context& context);

/// A row of `messages` to be.
struct MessageToStore {
    TicketId ticket_id;
    TicketId home_ticket_id;
    MessageKind kind = MessageKind::message;
    MessageState state = MessageState::sent;
    Person by;
    Channel channel = Channel::portal;
    bool automatic = false;
    const Body* body = nullptr;  ///< borrowed
    std::vector<accounts::AgentId> mentions;
    Instant created_at{};
    std::optional<Instant> undo_until, send_at;
    std::optional<std::string> plan, before, source_id, raw_sha256;
};
/// Stores it with its attachments, which must be the actor's and unused: Problem invalid otherwise.
Message store_message(db::Tx& tx, const Context& context, MessageToStore message, const std::vector<AttachmentId>& attachments);

/// The ticket's count, last message and its time after `message` was said.
void count_message(TicketRecord& ticket, const Message& message);

/// SHA-256 of what was said, for the trail.
std::string text_hash(const Body& body);

/// What a brand arranged, or the defaults.
struct Settings {
    BrandId brand_id;
    std::int64_t reopen_days = 7;
    std::int64_t undo_seconds = 10;
    static constexpr Rule rules[] = {{"reopen_days", 0, 0, 365}, {"undo_seconds", 0, 0, 60}};
};
BOOST_DESCRIBE_STRUCT(Settings, (), (brand_id, reopen_days, undo_seconds))
Settings settings_of(db::Reader& reader, BrandId brand);

/// Lower case, trimmed, sorted, each once; field problems for empty and overlong ones and for more than 50.
std::vector<std::string> normal_tags(const std::vector<std::string>& tags, FieldProblems& problems);
/// What exists and may be named on a ticket of the brand: problems by field.
struct AssignmentTo {
    std::optional<accounts::AgentId> assignee_id;
    std::optional<accounts::TeamId> team_id;
};
/// Names for the answer come with the check.
struct AssignmentNames {
    std::optional<Named> assignee, team;
};
AssignmentNames check_assignment(db::Reader& reader, const AssignmentTo& to, FieldProblems& problems);

}  // namespace goodhost::tickets
