#include "tickets/export.hpp"

#include <filesystem>

#include "platform/files/files.hpp"
#include "platform/services.hpp"
#include "tickets/access.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"
#include "tickets/secrets.hpp"

namespace goodhost::tickets {

namespace {

constexpr int most_entries = 10'000;

TicketId ticket_of(const http::Call& call) {
    TicketId id;
    if (!json::read_scalar(call.parameter("ticket_id"), type_of<TicketId>(), &id)) throw_ticket_not_found(id);
    return id;
}

std::string_view name_of(const trail::Verification& verification) {
    if (verification.faults.empty()) return verification.erased > 0 ? "erased" : "intact";
    return verification.faults.front().finding == trail::Finding::missing ? "missing" : "altered";
}

http::Response file(std::string media_type, const std::string& name, std::string bytes) {
    http::Response response;
    response.headers.add("Content-Type", std::move(media_type));
    response.headers.add("Content-Disposition", files::content_disposition("attachment", name));
    response.headers.add("Cache-Control", "no-store");
    response.body = std::move(bytes);
    return response;
}

struct RawLine {
    std::optional<std::string> sha256;
    TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(RawLine, (), (sha256, ticket_id))

std::int64_t count_secrets(db::Reader& reader, MessageId id) {
    auto message = find_message(reader, id);
    if (!message) return 0;
    mask_secrets(*message);
    return message->secrets;
}

/// The source shows what the desk hides: whoever opens it must be allowed to look, and the trail says so.
void look_at_secrets(const Context& context, const MessageKey& message) {
    context.require(may_reveal);
    context.services.database.write([&](db::Tx& tx) { reveal_secrets(tx, context, message); });
}

}  // namespace

TicketExport export_ticket(const Context& context, TicketId id) {
    auto content = context.services.database.read([&](db::Reader& reader) {
        auto ticket = get_ticket(reader, context, id);
        TicketExport result;
        // Pages of the past until all is there.
        while (ticket.earlier_messages) {
            auto earlier = get_ticket(reader, context, id, ticket.messages.front().id);
            ticket.messages.insert(ticket.messages.begin(), std::make_move_iterator(earlier.messages.begin()),
                                   std::make_move_iterator(earlier.messages.end()));
            ticket.earlier_messages = earlier.earlier_messages;
        }
        result.messages = std::move(ticket.messages);
        result.trail = trail::read_stream(reader, stream_of(id), 0, most_entries);
        result.ticket = std::move(static_cast<TicketDetails&>(ticket));
        return result;
    });
    content.finding = name_of(trail::verify(context.services.database, stream_of(id)));
    content.exported_at = context.now();
    return content;
}

http::Response trail_json(const http::Call& call) {
    auto id = ticket_of(call);
    return file("application/json", "ticket-" + std::to_string(id.value) + ".json", json::to_json(export_ticket(call.context, id)));
}

http::Response trail_pdf(const http::Call& call) {
    auto id = ticket_of(call);
    return file("application/pdf", "ticket-" + std::to_string(id.value) + ".pdf", pdf_of(call.context, export_ticket(call.context, id)));
}

http::Response raw_message(const http::Call& call) {
    auto& context = call.context;
    MessageId id;
    bool good = json::read_scalar(call.parameter("message_id"), type_of<MessageId>(), &id);
    auto [line, secrets] = context.services.database.read([&](db::Reader& reader) {
        auto ticket = access_ticket(reader, context, ticket_of(call));
        auto found = good ? reader.find<RawLine>(sql::find_raw, id) : std::nullopt;
        if (!found || found->ticket_id != ticket.id || !found->sha256) throw Problem(ProblemKind::not_found, "tickets.message_not_found");
        return std::pair(*found, count_secrets(reader, id));
    });
    if (secrets > 0) look_at_secrets(context, {line.ticket_id, id});
    auto path = context.services.files.path_of(*line.sha256);
    if (!path) throw Problem(ProblemKind::not_found, "tickets.message_not_found");
    auto response = file("message/rfc822", "message-" + std::to_string(id.value) + ".eml", {});
    response.file = http::FileBody{*path, std::filesystem::file_size(*path)};
    return response;
}

}  // namespace goodhost::tickets
