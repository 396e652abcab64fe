#include "tickets/reads.hpp"

#include "tickets/access.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"

namespace goodhost::tickets {

namespace {

struct DraftLine {
    MessageKind kind = MessageKind::message;
    std::string body_html;
    RawJson attachment_ids{"[]"};
    std::int64_t base_message_count = 0;
    Instant updated_at{};
};
BOOST_DESCRIBE_STRUCT(DraftLine, (), (kind, body_html, attachment_ids, base_message_count, updated_at))

}  // namespace

void mark_read(db::Tx& tx, const Context& context, const ReadInput& input) {
    auto ticket = access_ticket(tx, context, input.ticket_id);
    if (!context.is_agent()) return;
    auto until = ticket.last_message_at;
    if (input.up_to) {
        auto message = tx.find<MessageLine>(sql::find_message, *input.up_to);
        if (!message || message->ticket_id != ticket.id) throw Problem(ProblemKind::not_found, "tickets.message_not_found");
        until = message->created_at;
    }
    tx.execute(sql::mark_read, context.actor.id, ticket.id, input.up_to.value_or(MessageId{}), until);
}

void mark_unread(db::Tx& tx, const Context& context, const TicketKey& input) {
    auto ticket = access_ticket(tx, context, input.ticket_id);
    tx.execute(sql::mark_unread, context.actor.id, ticket.id);
}

std::optional<Draft> find_draft(db::Reader& reader, const Context& context, TicketId id) {
    auto line = reader.find<DraftLine>(sql::find_draft, id, reader_of(context));
    if (!line) return std::nullopt;
    Draft draft{line->kind, std::move(line->body_html), {}, line->base_message_count, line->updated_at};
    if (line->attachment_ids.text != "[]")
        for (auto& attachment : reader.list<AttachmentLine>(sql::list_own_attachments, line->attachment_ids.text, reader_of(context)))
            draft.attachments.push_back(attachment_of(std::move(attachment)));
    return draft;
}

PreparedDraft prepare_draft(const Context&, const DraftInput& input) {
    PreparedDraft draft{input};
    draft.input.body_html = make_body(input.body_html, {}).html;
    return draft;
}

void save_draft(db::Tx& tx, const Context& context, const PreparedDraft& draft) {
    auto& input = draft.input;
    auto ticket = access_ticket(tx, context, input.ticket_id);
    tx.execute(sql::save_draft, ticket.id, context.actor.id, input.kind, input.body_html, input.attachment_ids, input.base_message_count,
               context.now());
}

void discard_draft(db::Tx& tx, const Context& context, const TicketKey& input) {
    auto ticket = access_ticket(tx, context, input.ticket_id);
    tx.execute(sql::delete_draft, ticket.id, context.actor.id);
}

}  // namespace goodhost::tickets
