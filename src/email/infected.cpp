#include <algorithm>

#include "email/filters.hpp"
#include "email/queries.hpp"
#include "platform/net/spool.hpp"
#include "platform/trail/trail.hpp"

/// Attachments that a scanner knew: with their mail, and never on a ticket.
namespace goodhost::email {

namespace {

struct HeldRow {
    std::string name, virus;
    std::int64_t size = 0;
};
BOOST_DESCRIBE_STRUCT(HeldRow, (), (name, virus, size))

struct FileHeld {
    MailId mail_id;
    std::optional<tickets::MessageId> message_id;
    std::string name, virus;
};
BOOST_DESCRIBE_STRUCT(FileHeld, (), (mail_id, message_id, name, virus))

}  // namespace

std::int64_t size_of(const Incoming& incoming, const mail::Attachment& part) {
    auto* large = incoming.large ? incoming.large->find(part.content) : nullptr;
    return large ? static_cast<std::int64_t>(large->bytes->size()) : part.size;
}

void take_out_held(db::Reader& reader, MailId mail, Incoming& incoming) {
    for (auto& held : reader.list<HeldRow>(sql::list_mail_held_files, mail)) {
        auto& parts = incoming.message.attachments;
        auto is_it = [&](const mail::Attachment& part) { return part.filename == held.name && size_of(incoming, part) == held.size; };
        auto at = std::ranges::find_if(parts, is_it);
        if (at == parts.end()) continue;
        incoming.infected.push_back({held.name, held.virus, held.size, true});
        parts.erase(at);
    }
}

void record_infected(db::Tx& tx, const Context& context, const Incoming& incoming, const Delivery& delivery) {
    for (auto& file : incoming.infected) {
        if (!file.is_recorded) tx.execute(sql::insert_held_file, delivery.id, file.name, file.virus, file.size);
        if (!delivery.ticket_id) continue;
        trail::append(tx, context, tickets::stream_of(*delivery.ticket_id), "email.file_held",
                      FileHeld{delivery.id, delivery.message_id, file.name, file.virus});
    }
}

}  // namespace goodhost::email
