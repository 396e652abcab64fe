#include "tickets/writes.hpp"

#include <algorithm>

#include "platform/crypto/hash.hpp"
#include "tickets/jobs.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"
#include "tickets/secrets.hpp"
#include "tickets/words.hpp"

namespace goodhost::tickets {

using namespace std::chrono_literals;

namespace {

void set_timers(db::Tx& tx, const Context& context, const Change& change) {
    auto& [before, ticket] = change;
    auto in_brand = [&] { return in_brand_of(context, ticket.brand_id); };
    auto key = std::to_string(ticket.id.value);
    if (ticket.next_report_at && ticket.next_report_at != before.next_report_at)
        jobs::enqueue(tx, in_brand(), timers::report, timers::OfTicket{ticket.id}, {ticket.next_report_at, key});
    if (ticket.snoozed_until && ticket.snoozed_until != before.snoozed_until)
        jobs::enqueue(tx, in_brand(), timers::wake, timers::OfTicket{ticket.id}, {ticket.snoozed_until, key});
    if (ticket.status == Status::resolved && ticket.resolved_at && ticket.resolved_at != before.resolved_at) {
        auto days = settings_of(tx, ticket.brand_id).reopen_days;
        jobs::enqueue(tx, in_brand(), timers::close, timers::OfTicket{ticket.id}, {*ticket.resolved_at + days * 24h + 1ms, key});
    }
}

void use_attachments(db::Tx& tx, const Context& context, Message& message, const std::vector<AttachmentId>& attachments) {
    for (std::size_t i = 0; i < attachments.size(); ++i) {
        auto changed = tx.execute(sql::use_attachment, attachments[i], message.id, context.actor.kind, context.actor.id);
        if (changed == 0)
            throw Problem(ProblemKind::invalid, "platform.invalid_input",
                          std::vector<FieldProblem>{{"attachment_ids[" + std::to_string(i) + "]", "tickets.attachment_unknown", {}}});
    }
    if (attachments.empty()) return;
    for (auto& line : tx.list<AttachmentLine>(sql::list_attachments_of_message, message.id))
        message.attachments.push_back(attachment_of(std::move(line)));
}

MessageLine line_of(MessageToStore& message) {
    MessageLine line;
    line.ticket_id = message.ticket_id;
    line.home_ticket_id = message.home_ticket_id;
    line.kind = message.kind;
    line.state = message.state;
    line.by_kind = message.by.kind;
    line.by_id = message.by.id;
    line.by_name = std::move(message.by.name);
    line.by_email = std::move(message.by.email);
    line.channel = message.channel;
    line.automatic = message.automatic;
    line.body_html = message.body->html;
    line.body_text = message.body->text;
    line.quoted_html = message.body->quoted_html;
    line.quoted_text = message.body->quoted_text;
    line.remote_images = message.body->remote_images;
    line.mentions = std::move(message.mentions);
    line.created_at = message.created_at;
    line.undo_until = message.undo_until;
    line.send_at = message.send_at;
    line.raw_sha256 = message.raw_sha256;
    line.clean_by = rules_without_finds(*message.body);
    return line;
}

std::string trimmed_lower(std::string_view text) {
    auto from = text.find_first_not_of(" \t\r\n"), to = text.find_last_not_of(" \t\r\n");
    if (from == std::string_view::npos) return {};
    std::string tag(text.substr(from, to - from + 1));
    std::ranges::transform(tag, tag.begin(), [](unsigned char c) { return static_cast<char>(c < 128 ? std::tolower(c) : c); });
    return tag;
}

}  // namespace

void insert_ticket(db::Tx& tx, TicketRecord& ticket) {
    auto queue = queue_of(ticket);
    ticket.id = tx.get<TicketId>(sql::insert_ticket, ticket.brand_id, ticket.subject, ticket.category, ticket.severity, ticket.status,
                                 ticket.channel, ticket.contact_id, ticket.customer_id, ticket.service_id, ticket.assignee_id,
                                 ticket.team_id, ticket.tags, ticket.cc, ticket.custom_fields, ticket.created_at, ticket.unanswered_since,
                                 ticket.last_message_at, ticket.last_message_by, ticket.last_message_snippet, ticket.message_count,
                                 ticket.attachment_count, queue, is_open(queue), owed_at(ticket), owed_since(ticket));
    for (auto& tag : ticket.tags) tx.execute(sql::insert_tag, ticket.id, tag);
}

void save_flow(db::Tx& tx, const Context& context, const Change& change) {
    auto& [before, ticket] = change;
    auto queue = queue_of(ticket);
    tx.execute(sql::save_flow, ticket.id, ticket.status, ticket.reason, ticket.next_report_at, ticket.snoozed_until, ticket.updated_at,
               ticket.first_replied_at, ticket.resolved_at, ticket.reopened_count, ticket.unanswered_since, ticket.last_message_at,
               ticket.last_message_by, ticket.last_message_snippet, ticket.message_count, ticket.attachment_count, queue, is_open(queue),
               owed_at(ticket), owed_since(ticket));
    if (ticket.merged_into != before.merged_into) tx.execute(sql::save_merged_into, ticket.id, ticket.merged_into);
    set_timers(tx, context, change);
}

Person speaker_of(const Context& context) { return {context.actor.kind, context.actor.id, context.actor.name, {}}; }

Message store_message(db::Tx& tx, const Context& context, MessageToStore message, const std::vector<AttachmentId>& attachments) {
    auto plan = std::move(message.plan), before = std::move(message.before), source = std::move(message.source_id);
    auto line = line_of(message);
    line.id = tx.get<MessageId>(sql::insert_message, line.ticket_id, line.home_ticket_id, line.kind, line.state, line.by_kind, line.by_id,
                                line.by_name, line.by_email, line.channel, line.automatic, line.body_html, line.body_text, line.quoted_html,
                                line.quoted_text, line.remote_images, line.mentions, line.created_at, line.undo_until, line.send_at, plan,
                                before, source, line.raw_sha256, line.clean_by);
    auto stored = message_of(std::move(line));
    use_attachments(tx, context, stored, attachments);
    return stored;
}

void count_message(TicketRecord& ticket, const Message& message) {
    ++ticket.message_count;
    ticket.attachment_count += std::ssize(message.attachments);
    ticket.last_message_at = message.created_at;
    ticket.last_message_by = message.by.kind;
    ticket.last_message_snippet = snippet_of(message.body_text);
}

void recount(db::Reader& reader, TicketRecord& ticket) {
    auto last = reader.find<MessageLine>(sql::find_last_message, ticket.id);
    ticket.message_count = reader.get<std::int64_t>(sql::count_messages, ticket.id);
    ticket.attachment_count = reader.get<std::int64_t>(sql::count_attachments, ticket.id);
    if (!last) return;
    ticket.last_message_at = last->created_at;
    ticket.last_message_by = last->by_kind;
    ticket.last_message_snippet = snippet_of(last->body_text);
}

std::string text_hash(const Body& body) { return crypto::hex(crypto::sha256(body.text)); }

Settings settings_of(db::Reader& reader, BrandId brand) {
    auto settings = reader.find<Settings>(sql::find_settings, brand);
    return settings ? *settings : Settings{brand};
}

std::vector<std::string> normal_tags(const std::vector<std::string>& tags, FieldProblems& problems) {
    std::vector<std::string> normal;
    if (tags.size() > 50) problems.add("tags", "too_long", {{"max", "50"}});
    for (std::size_t i = 0; i < tags.size(); ++i) {
        auto tag = trimmed_lower(tags[i]);
        auto field = "tags[" + std::to_string(i) + "]";
        if (tag.empty())
            problems.add(field, "required");
        else if (tag.size() > 60)
            problems.add(field, "too_long", {{"max", "60"}});
        else if (tag.find_first_of(",\"") != std::string::npos)
            problems.add(field, "tickets.bad_tag");
        else
            normal.push_back(std::move(tag));
    }
    std::ranges::sort(normal);
    normal.erase(std::ranges::unique(normal).begin(), normal.end());
    return normal;
}

AssignmentNames check_assignment(db::Reader& reader, const AssignmentTo& to, FieldProblems& problems) {
    AssignmentNames names;
    if (to.assignee_id) {
        auto name = reader.find<std::string>(sql::find_active_agent_name, *to.assignee_id);
        if (name)
            names.assignee = Named{to.assignee_id->value, *name};
        else
            problems.add("assignee_id", "unknown_value");
    }
    if (to.team_id) {
        auto name = reader.find<std::string>(sql::find_team_name, *to.team_id);
        if (name)
            names.team = Named{to.team_id->value, *name};
        else
            problems.add("team_id", "unknown_value");
    }
    return names;
}

}  // namespace goodhost::tickets
