#include "tickets/rows.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

#include "platform/http/http.hpp"
#include "tickets/queries.hpp"

namespace goodhost::tickets {

namespace {

template <class IdType>
std::optional<Named> named(const std::optional<IdType>& id, std::optional<std::string> name) {
    if (!id) return std::nullopt;
    return Named{id->value, std::move(name).value_or("")};
}

/// Mostly they are already, and a line is long to move.
template <class Order, class Key>
void put_in_order(std::vector<TicketLine>& lines, Order order, Key key) {
    if (!std::ranges::is_sorted(lines, order, key)) std::ranges::sort(lines, order, key);
}

/// One row of list_related; `kind` is a link's or `merged`.
struct RelatedLine {
    std::string kind;
    Direction direction = Direction::to;
    TicketId id;
    std::string subject;
    Status status = Status::new_;
};
BOOST_DESCRIBE_STRUCT(RelatedLine, (), (kind, direction, id, subject, status))

}  // namespace

std::int64_t reader_of(const Context& context) { return context.is_agent() ? context.actor.id : 0; }

TicketRow row_of(std::int64_t agent, TicketLine line) {
    TicketRow row;
    row.id = row.number = line.id;
    row.brand_id = line.brand_id;
    row.subject = std::move(line.subject);
    row.category = std::move(line.category);
    row.severity = line.severity;
    row.status = line.status;
    row.channel = line.channel;
    row.contact = {line.contact_id.value, std::move(line.contact_name), std::move(line.contact_email)};
    row.customer = named(line.customer_id, std::move(line.customer_name));
    if (line.service_id)
        row.service = {line.service_id->value, std::move(line.service_name).value_or(""), std::move(line.service_domain).value_or("")};
    row.assignee = named(line.assignee_id, std::move(line.assignee_name));
    row.team = named(line.team_id, std::move(line.team_name));
    row.tags = std::move(line.tags);
    row.last_message = {line.last_message_at, line.last_message_by, std::move(line.last_message_snippet)};
    row.message_count = line.message_count;
    row.unread = agent != 0 && (!line.read_until || *line.read_until < line.last_message_at);
    row.unanswered_since = line.unanswered_since;
    row.next_report_at = line.next_report_at;
    row.snoozed_until = line.snoozed_until;
    row.created_at = line.created_at;
    row.updated_at = line.updated_at;
    row.resolved_at = line.resolved_at;
    row.merged_into = line.merged_into;
    row.attachments = line.attachment_count > 0;
    if (line.promise_kind && line.promise_due_at) row.promise = NextPromise{*line.promise_kind, *line.promise_due_at};
    return row;
}

std::vector<TicketLine> ordered_lines(db::Reader& reader, const db::Query& query, Sort sort) {
    constexpr std::size_t a_page = 51;
    std::vector<TicketLine> lines;
    lines.reserve(a_page);
    reader.run(query, [&](db::Cursor& row) { db::decode_row(row, type_of<TicketLine>(), &lines.emplace_back()); });
    switch (sort) {
        case Sort::owed: put_in_order(lines, std::less{}, [](auto& line) { return std::pair(line.owed_at, line.id); }); break;
        case Sort::updated: put_in_order(lines, std::greater{}, [](auto& line) { return std::pair(line.updated_at, line.id); }); break;
        case Sort::created: put_in_order(lines, std::greater{}, &TicketLine::id); break;
    }
    return lines;
}

std::optional<TicketLine> find_line(db::Reader& reader, const Context& context, TicketId id) {
    auto line = find_any_line(reader, reader_of(context), id);
    if (line && !may_see(context, {line->id, line->brand_id, line->contact_id, line->customer_id})) line.reset();
    return line;
}

std::optional<TicketLine> find_any_line(db::Reader& reader, std::int64_t agent, TicketId id) {
    return reader.find<TicketLine>(db::Query(sql::list_tickets, agent).add(sql::with_id, id));
}

TicketDetails details_of(db::Reader& reader, std::int64_t agent, TicketLine line) {
    TicketDetails details;
    details.custom_fields = std::move(line.custom_fields);
    details.cc = json::from_json<std::vector<EmailAddress>>(line.cc.text);
    if (!line.reason.empty()) details.reason = std::move(line.reason);
    details.followers = reader.list<Named>(sql::list_followers, line.id);
    std::ranges::sort(details.followers, {}, [](auto& follower) { return std::tie(follower.name, follower.id); });
    auto others = reader.list<RelatedLine>(sql::list_related, line.id);
    std::ranges::stable_sort(others, {}, &RelatedLine::id);
    for (auto& related : others) {
        LinkedTicket ticket{related.id, std::move(related.subject), related.status};
        if (auto kind = enum_from<LinkKind>(related.kind))
            details.links.push_back({*kind, related.direction, std::move(ticket)});
        else
            details.merged.push_back(std::move(ticket));
    }
    static_cast<TicketRow&>(details) = row_of(agent, std::move(line));
    return details;
}

Message message_of(MessageLine line) {
    Message message;
    message.id = line.id;
    message.ticket_id = line.ticket_id;
    message.home_ticket_id = line.home_ticket_id;
    message.kind = line.kind;
    message.by = {line.by_kind, line.by_id, std::move(line.by_name), std::move(line.by_email)};
    message.channel = line.channel;
    message.created_at = line.created_at;
    message.automatic = line.automatic;
    message.state = line.state;
    message.send_at = line.send_at;
    if (line.state == MessageState::undone) return message;
    message.body_html = std::move(line.body_html);
    message.body_text = std::move(line.body_text);
    message.quoted_html = std::move(line.quoted_html);
    message.quoted_text = std::move(line.quoted_text);
    message.mentions = std::move(line.mentions);
    message.remote_images = line.remote_images;
    message.raw = line.raw_sha256.has_value();
    message.undo_until = line.undo_until;
    return message;
}

Attachment attachment_of(AttachmentLine line) {
    Attachment attachment;
    attachment.id = line.id;
    attachment.url = "/api/v1/attachments/" + std::to_string(line.id.value) + "/" + http::percent_encode(line.name);
    attachment.name = std::move(line.name);
    attachment.media_type = std::move(line.media_type);
    attachment.size = line.size;
    attachment.inline_ = line.is_inline;
    attachment.sha256 = std::move(line.sha256);
    return attachment;
}

}  // namespace goodhost::tickets
