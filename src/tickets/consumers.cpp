#include "tickets/consumers.hpp"

#include "platform/registry.hpp"
#include "platform/search/search.hpp"
#include "tickets/access.hpp"
#include "tickets/queries.hpp"
#include "tickets/writes.hpp"

namespace goodhost::tickets {

namespace {

struct Indexed {
    MessageId id;
    TicketId ticket_id;
    BrandId brand_id;
    std::string subject;
    std::string contact_name;
    std::string body_text;
    std::string by_name;
    MessageKind kind = MessageKind::message;
    MessageState state = MessageState::sent;
};
BOOST_DESCRIBE_STRUCT(Indexed, (), (id, ticket_id, brand_id, subject, contact_name, body_text, by_name, kind, state))

/// Each message is a document of its own under its ticket's subject, so that a hit leads to the message.
void index(db::Tx& tx, const Indexed& message) {
    if (message.state != MessageState::sent) return search::remove(tx, "message", message.id.value);
    search::Document document;
    document.kind = "message";
    document.id = message.id.value;
    document.owner = message.ticket_id.value;
    document.brand = message.brand_id;
    document.title = message.subject;
    document.text = message.body_text + "\n" + message.by_name + "\n" + message.contact_name;
    document.internal = message.kind == MessageKind::note;
    search::put(tx, document);
}

void index_message(db::Tx& tx, const trail::Entry& entry) {
    auto word = trail::payload_of<entries::Word>(entry);
    if (auto message = tx.find<Indexed>(sql::find_indexed, word.message_id)) index(tx, *message);
}

/// After a new subject, a merge or a split all messages of the ticket have another title or another place.
void index_ticket(db::Tx& tx, TicketId id) {
    for (auto& message : tx.list<Indexed>(sql::list_indexed, id)) index(tx, message);
}

void react(db::Tx& tx, const Context&, const trail::Entry& entry) {
    if (entry.type == entries::edited) {
        auto edited = trail::payload_of<entries::Edited>(entry);
        if (edited.changes.contains("subject")) index_ticket(tx, edited.ticket_id);
    } else if (entry.type == entries::merged || entry.type == entries::unmerged) {
        auto merged = trail::payload_of<entries::Merged>(entry);
        index_ticket(tx, merged.ticket_id);
        index_ticket(tx, merged.into_ticket_id);
    } else if (entry.type == entries::split) {
        for (auto id : trail::payload_of<entries::Split>(entry).message_ids)
            if (auto message = tx.find<Indexed>(sql::find_indexed, id)) index(tx, *message);
    } else {
        index_message(tx, entry);
    }
}

struct ContactMerged {
    accounts::ContactId contact_id;
    accounts::ContactId into_contact_id;
    std::optional<accounts::CustomerId> into_customer_id;
};
BOOST_DESCRIBE_STRUCT(ContactMerged, (), (contact_id, into_contact_id, into_customer_id))

void follow_merged_contact(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto merged = trail::payload_of<ContactMerged>(entry);
    for (auto id : tx.list<TicketId>(sql::list_ids_of_contact, merged.contact_id)) {
        auto ticket = tx.get<TicketRecord>(sql::find_record, id);
        tx.execute(sql::change_contact, id, merged.into_contact_id, merged.into_customer_id ? merged.into_customer_id : ticket.customer_id);
        entries::Edited edited{id, {}};
        edited.changes["contact_id"] = {RawJson{json::to_json(merged.contact_id)}, RawJson{json::to_json(merged.into_contact_id)}};
        record(tx, context, ticket, Fact{entries::edited, edited});
    }
}

}  // namespace

void register_consumers(Registry& registry) {
    registry.consumer({"tickets.search",
                       {entries::created, entries::replied, entries::noted, entries::reply_undone, entries::edited, entries::merged,
                        entries::unmerged, entries::split},
                       react});
    registry.consumer({"tickets.contacts", {"accounts.contact_merged"}, follow_merged_contact});
}

}  // namespace goodhost::tickets
