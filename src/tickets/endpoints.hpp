#pragma once
#include "platform/http/route.hpp"
#include "tickets/state.hpp"

/// What the API takes and gives where it is not a use case's own input.
namespace goodhost::tickets {

struct ContactInput {
    std::string email;
    std::optional<std::string> name;
    static constexpr Rule rules[] = {{"email", 254}, {"name", 200}};
};
BOOST_DESCRIBE_STRUCT(ContactInput, (), (email, name))

struct CreateInput {
    std::string subject;
    std::optional<std::string> body_text;
    std::optional<std::string> body_html;
    std::optional<ContactInput> contact;  ///< this or contact_id
    std::optional<accounts::ContactId> contact_id;
    std::optional<BrandId> brand_id;  ///< default: the brand of the host that was asked
    std::optional<std::string> category;
    std::optional<Severity> severity;
    std::optional<hosting::ServiceId> service_id;
    std::vector<std::string> tags;
    std::optional<accounts::AgentId> assignee_id;
    std::optional<accounts::TeamId> team_id;
    std::optional<Channel> channel;  ///< default: api for tokens, phone for people
    std::optional<RawJson> custom_fields;
    std::vector<AttachmentId> attachment_ids;
    std::vector<EmailAddress> cc;
    static constexpr Rule rules[] = {{"subject", 300}, {"body_text", 500'000}, {"body_html", 1'000'000},
                                     {"category", 60}, {"tags", 50},           {"attachment_ids", 50},
                                     {"cc", 50}};
};
BOOST_DESCRIBE_STRUCT(CreateInput, (),
                      (subject, body_text, body_html, contact, contact_id, brand_id, category, severity, service_id, tags, assignee_id,
                       team_id, channel, custom_fields, attachment_ids, cc))

struct PreparedTicket {
    NewTicket ticket;
    std::optional<ContactInput> contact;
};
PreparedTicket prepare_ticket(const Context& context, const CreateInput& input);
Ticket create_ticket(db::Tx& tx, const Context& context, const PreparedTicket& prepared);

enum class Word { reply, note, report };
BOOST_DESCRIBE_ENUM(Word, reply, note, report)

struct MessageInput {
    TicketId ticket_id;
    Word kind = Word::reply;
    std::optional<std::string> body_text;
    std::optional<std::string> body_html;
    std::vector<AttachmentId> attachment_ids;
    std::vector<accounts::AgentId> mentions;
    std::optional<std::vector<EmailAddress>> cc;
    std::optional<Status> status_after;
    std::optional<Instant> next_report_at;
    std::optional<std::string> reason;
    std::optional<Instant> send_at;
    std::optional<std::int64_t> macro_id;
    std::optional<std::int64_t> expected_message_count;
    bool confirm_secrets = false;  ///< a card number, key or password goes out all the same
    static constexpr Rule rules[] = {{"body_text", 500'000}, {"body_html", 1'000'000}, {"attachment_ids", 50}, {"mentions", 50}, {"cc", 50},
                                     {"reason", 500}};
};
BOOST_DESCRIBE_STRUCT(MessageInput, (),
                      (ticket_id, kind, body_text, body_html, attachment_ids, mentions, cc, status_after, next_report_at, reason, send_at,
                       macro_id, expected_message_count, confirm_secrets))

struct PreparedMessage {
    TicketId ticket_id;
    NewMessage message;
    std::optional<std::int64_t> macro_id;  ///< whose other actions happen with the message
};
PreparedMessage prepare_message(const Context& context, const MessageInput& input);
Message post_message(db::Tx& tx, const Context& context, const PreparedMessage& prepared);

struct TicketInput {
    TicketId ticket_id;
    std::optional<MessageId> before;  ///< earlier messages than this one
};
BOOST_DESCRIBE_STRUCT(TicketInput, (), (ticket_id, before))
Ticket read_ticket(db::Reader& reader, const Context& context, const TicketInput& input);

/// What stands beside a ticket: whose it is, what they have, what else they asked.
struct ServerState {
    hosting::ServerId id;
    std::string name;
    std::string status;
};
BOOST_DESCRIBE_STRUCT(ServerState, (), (id, name, status))
struct TicketSurroundings {
    accounts::ContactRow contact;
    std::optional<Named> customer;
    std::vector<hosting::ServiceRow> services;
    std::vector<hosting::SiteRow> sites;
    std::vector<TicketRow> tickets;  ///< others of the contact or customer, newest change first
    std::vector<ServerState> servers;
};
BOOST_DESCRIBE_STRUCT(TicketSurroundings, (), (contact, customer, services, sites, tickets, servers))
TicketSurroundings read_surroundings(db::Reader& reader, const Context& context, const TicketKey& input);

}  // namespace goodhost::tickets
