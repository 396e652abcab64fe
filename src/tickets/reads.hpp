#pragma once
#include "platform/http/route.hpp"
#include "tickets/state.hpp"

/// What belongs to one agent on a ticket: what it has read, what it is writing. Neither is on the trail.
namespace goodhost::tickets {

struct ReadInput {
    TicketId ticket_id;
    std::optional<MessageId> up_to;  ///< nothing: all that is there
};
BOOST_DESCRIBE_STRUCT(ReadInput, (), (ticket_id, up_to))
void mark_read(db::Tx& tx, const Context& context, const ReadInput& input);
void mark_unread(db::Tx& tx, const Context& context, const TicketKey& input);

struct DraftInput {
    TicketId ticket_id;
    MessageKind kind = MessageKind::message;
    std::string body_html;
    std::vector<AttachmentId> attachment_ids;
    std::int64_t base_message_count = 0;
    static constexpr Rule rules[] = {{"body_html", 500'000, INT64_MIN, INT64_MAX, true},
                                     {"attachment_ids", 50},
                                     {.field = "base_message_count", .min = 0, .max = INT32_MAX}};
};
BOOST_DESCRIBE_STRUCT(DraftInput, (), (ticket_id, kind, body_html, attachment_ids, base_message_count))
struct PreparedDraft {
    DraftInput input;  ///< sanitised
};
PreparedDraft prepare_draft(const Context& context, const DraftInput& input);
void save_draft(db::Tx& tx, const Context& context, const PreparedDraft& draft);
void discard_draft(db::Tx& tx, const Context& context, const TicketKey& input);

}  // namespace goodhost::tickets
