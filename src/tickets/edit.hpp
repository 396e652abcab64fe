#pragma once
#include "tickets/record.hpp"
#include "tickets/state.hpp"

/// What agents set on a ticket besides its state.
namespace goodhost::tickets {

struct EditInput {
    TicketId ticket_id;
    Patch<std::string> subject;
    Patch<std::string> category;
    Patch<Severity> severity;
    Patch<std::string> severity_reason;  ///< on the trail with the new severity
    Patch<hosting::ServiceId> service_id;
    Patch<accounts::ContactId> contact_id;
    Patch<RawJson> custom_fields;  ///< an object; keys that are left out stay, null removes
    static constexpr Rule rules[] = {{"subject", 300}, {"category", 60}, {"severity_reason", 500, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(EditInput, (), (ticket_id, subject, category, severity, severity_reason, service_id, contact_id, custom_fields))
TicketDetails edit_ticket(db::Tx& tx, const Context& context, const EditInput& input);

struct AssignmentInput {
    TicketId ticket_id;
    Patch<accounts::AgentId> assignee_id;
    Patch<accounts::TeamId> team_id;
};
BOOST_DESCRIBE_STRUCT(AssignmentInput, (), (ticket_id, assignee_id, team_id))
TicketDetails assign_ticket(db::Tx& tx, const Context& context, const AssignmentInput& input);

struct TagsInput {
    TicketId ticket_id;
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(TagsInput, (), (ticket_id, tags))
TicketDetails tag_ticket(db::Tx& tx, const Context& context, const TagsInput& input);
/// Adds some and removes others; for macros and bulk.
struct TagChange {
    std::vector<std::string> add, remove;
};
void change_tags(db::Tx& tx, const Context& context, TicketId id, const TagChange& change);

struct FollowersInput {
    TicketId ticket_id;
    std::vector<accounts::AgentId> agent_ids;
    static constexpr Rule rules[] = {{"agent_ids", 100}};
};
BOOST_DESCRIBE_STRUCT(FollowersInput, (), (ticket_id, agent_ids))
TicketDetails choose_followers(db::Tx& tx, const Context& context, const FollowersInput& input);
TicketDetails follow_ticket(db::Tx& tx, const Context& context, const TicketKey& input);
TicketDetails unfollow_ticket(db::Tx& tx, const Context& context, const TicketKey& input);
/// Who is not at work here is left out. Nothing happens without a new one.
void add_followers(db::Tx& tx, const Context& context, const TicketRecord& ticket, const std::vector<accounts::AgentId>& agents);

struct CcInput {
    TicketId ticket_id;
    std::vector<EmailAddress> addresses;
    static constexpr Rule rules[] = {{"addresses", 50}};
};
BOOST_DESCRIBE_STRUCT(CcInput, (), (ticket_id, addresses))
TicketDetails change_cc(db::Tx& tx, const Context& context, const CcInput& input);
/// Normal addresses, each once; problems by field.
std::vector<EmailAddress> normal_cc(const std::vector<EmailAddress>& addresses, std::string_view field, FieldProblems& problems);

}  // namespace goodhost::tickets
