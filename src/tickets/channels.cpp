#include "tickets/channels.hpp"

#include "tickets/queries.hpp"
#include "tickets/writes.hpp"

/// What channels ask to find where a message belongs.
namespace goodhost::tickets {

namespace {

struct PlaceLine : TicketPlace {
    std::optional<TicketId> merged_into;
};
BOOST_DESCRIBE_STRUCT(PlaceLine, (TicketPlace), (merged_into))

}  // namespace

std::optional<MessagePlace> find_message_by_source(db::Reader& reader, std::string_view source_id) {
    return reader.find<MessagePlace>(sql::find_message_by_source, source_id);
}

std::optional<TicketPlace> find_ticket_place(db::Reader& reader, TicketId id) {
    auto place = reader.find<PlaceLine>(sql::find_place, id);
    while (place && place->merged_into) place = reader.find<PlaceLine>(sql::find_place, *place->merged_into);
    return place;
}

void set_message_source(db::Tx& tx, MessageId id, std::string_view source_id) { tx.execute(sql::set_message_source, id, source_id); }

void owe_since(db::Tx& tx, const Context& context, TicketId id, Instant heard_at) {
    auto read = tx.find<TicketRecord>(sql::find_record, id);
    if (!read || !read->unanswered_since || *read->unanswered_since <= heard_at) return;
    Change change(std::move(*read));
    change.ticket.unanswered_since = heard_at;
    save_flow(tx, context, change);
}

}  // namespace goodhost::tickets
