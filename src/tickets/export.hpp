#pragma once
#include "platform/http/route.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

/// The whole of a ticket for keeping: what was said, and the trail with its hashes, which prove it.
struct TicketExport {
    TicketDetails ticket;
    std::vector<Message> messages;
    std::vector<trail::Entry> trail;
    std::string finding;  ///< of the chain: intact, erased, altered, missing
    Instant exported_at{};
};
BOOST_DESCRIBE_STRUCT(TicketExport, (), (ticket, messages, trail, finding, exported_at))
TicketExport export_ticket(const Context& context, TicketId id);

http::Response trail_json(const http::Call& call);
http::Response trail_pdf(const http::Call& call);
/// The source of a message that came by email, as a download.
http::Response raw_message(const http::Call& call);

/// The export as pages of A4 in the languages of its words.
std::string pdf_of(const Context& context, const TicketExport& content);

}  // namespace goodhost::tickets
