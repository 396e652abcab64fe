#include "tickets/live.hpp"

#include <algorithm>

#include "tickets/queries.hpp"
#include "tickets/rows.hpp"
#include "tickets/secrets.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

namespace {

struct ReadMark {
    accounts::AgentId agent_id;
    Instant read_until{};
};
BOOST_DESCRIBE_STRUCT(ReadMark, (), (agent_id, read_until))

/// What all viewers of an entry share. `row` and `details` say `"unread":false`, which is turned for who has not read it.
struct Loaded {
    TicketId id;
    BrandId brand_id;
    accounts::ContactId contact_id;
    std::optional<accounts::CustomerId> customer_id;
    Instant last_message_at{};
    std::vector<ReadMark> reads;
    RawJson row, details, event;
    RawJson message;       ///< null when the entry has none
    bool refetch = false;  ///< messages came or went: a client that shows them fetches the ticket anew
    RawJson contact_data;  ///< what a contact is sent; null: nothing
    std::vector<accounts::AgentId> mentions;
    std::string mentioned_by;
};
BOOST_DESCRIBE_STRUCT(Loaded, (),
                      (id, brand_id, contact_id, customer_id, last_message_at, reads, row, details, event, message, refetch, contact_data,
                       mentions, mentioned_by))

struct ForContact {
    TicketId id;
    Status status = Status::new_;
    std::optional<Instant> next_report_at;
    std::optional<Message> message;
};
BOOST_DESCRIBE_STRUCT(ForContact, (), (id, status, next_report_at, message))

struct AboutMessage {
    std::optional<MessageId> message_id;
};
BOOST_DESCRIBE_STRUCT(AboutMessage, (), (message_id))

/// What of an entry concerns contacts: what was said to them, and where the ticket stands.
bool concerns_contact(std::string_view type) {
    constexpr std::string_view types[] = {entries::created,  entries::replied,        entries::released, entries::reply_undone,
                                          entries::resolved, entries::status_changed, entries::reopened, entries::closed,
                                          entries::merged,   entries::unmerged,       entries::split};
    return std::ranges::find(types, type) != std::end(types);
}

bool moves_messages(std::string_view type) { return type == entries::merged || type == entries::unmerged || type == entries::split; }

/// Not before the words can't be taken back any more.
bool shown_to_contact(const Message& message, std::string_view type) {
    return message.kind != MessageKind::note && message.state == MessageState::sent && (!message.undo_until || type == entries::released);
}

std::string contact_data(const TicketDetails& details, const std::optional<Message>& message, const trail::Entry& entry) {
    if (!concerns_contact(entry.type)) return "null";
    if (message && !shown_to_contact(*message, entry.type)) return "null";
    ForContact data{details.id, details.status, details.next_report_at, message};
    if (data.message) data.message->mentions.clear();
    return json::to_json(data);
}

std::string with_unread(std::string json) {
    constexpr std::string_view read = "\"unread\":false";
    if (auto at = json.find(read); at != std::string::npos) json.replace(at, read.size(), "\"unread\":true");
    return json;
}

bool unread_by(const Loaded& loaded, std::int64_t agent) {
    auto mark = std::ranges::find(loaded.reads, accounts::AgentId{agent}, &ReadMark::agent_id);
    return mark == loaded.reads.end() || mark->read_until < loaded.last_message_at;
}

/// Who is mentioned is told wherever in the desk they are: the list's topic is the one that is always followed.
std::string mention_of(const Loaded& loaded, const Context& viewer) {
    bool mentioned = std::ranges::find(loaded.mentions, accounts::AgentId{viewer.actor.id}) != loaded.mentions.end();
    return mentioned ? ",\"mentioned_by\":" + json::to_json(loaded.mentioned_by) : std::string();
}

}  // namespace

std::string load_update(db::Reader& reader, const trail::Entry& entry) {
    auto id = ticket_of(entry.stream);
    if (!id) return {};
    auto line = find_any_line(reader, 0, *id);
    if (!line) return {};
    Loaded loaded{line->id, line->brand_id, line->contact_id, line->customer_id, line->last_message_at, {}, {}, {}, {}, {}, false, {}, {},
                  {}};
    loaded.reads = reader.list<ReadMark>(sql::list_reads, *id);
    auto details = details_of(reader, 0, std::move(*line));
    std::optional<Message> message;
    auto about = json::from_json<AboutMessage>(entry.payload.empty() ? "{}" : entry.payload);
    if (about.message_id) message = find_message(reader, *about.message_id);
    loaded.row.text = json::to_json(static_cast<const TicketRow&>(details));
    loaded.details.text = json::to_json(details);
    loaded.event.text = json::to_json(
        event_of({entry.stream_sequence, entry.type, entry.actor_kind, entry.actor_id, entry.actor_name, entry.at, entry.payload}));
    loaded.refetch = moves_messages(entry.type);
    loaded.contact_data.text = contact_data(details, message, entry);
    if (message) mask_secrets(*message);
    if (message && entry.type == entries::noted) loaded.mentions = message->mentions, loaded.mentioned_by = message->by.name;
    loaded.message.text = json::to_json(message);
    return json::to_json(loaded);
}

std::vector<live::Update> view_update(const Context& viewer, const trail::Entry&, const std::string& text) {
    auto loaded = json::from_json<Loaded>(text);
    if (!may_see(viewer, {loaded.id, loaded.brand_id, loaded.contact_id, loaded.customer_id})) return {};
    auto topic = stream_of(loaded.id);
    if (!viewer.is_agent()) {
        if (loaded.contact_data.text == "null") return {};
        return {{topic, std::move(loaded.contact_data.text)}};
    }
    if (!viewer.may(may_view)) return {};
    if (unread_by(loaded, viewer.actor.id)) {
        loaded.row.text = with_unread(std::move(loaded.row.text));
        loaded.details.text = with_unread(std::move(loaded.details.text));
    }
    auto of_list = "{\"id\":" + std::to_string(loaded.id.value) + ",\"ticket\":" + loaded.row.text + mention_of(loaded, viewer) + "}";
    auto of_ticket = "{\"ticket\":" + loaded.details.text + ",\"message\":" + loaded.message.text + ",\"event\":" + loaded.event.text +
                     ",\"refetch\":" + (loaded.refetch ? "true" : "false") + "}";
    return {{"tickets", std::move(of_list)}, {std::move(topic), std::move(of_ticket)}};
}

bool may_follow_topic(db::Reader& reader, const Context& viewer, std::string_view topic) {
    if (topic == "tickets") return viewer.is_agent() && viewer.may(may_view);
    auto id = ticket_of(topic);
    if (!id || (viewer.is_agent() && !viewer.may(may_view))) return false;
    return find_line(reader, viewer, *id).has_value();
}

}  // namespace goodhost::tickets
