#include "email/matching.hpp"

#include <algorithm>
#include <charconv>

#include "email/queries.hpp"

namespace goodhost::email {

namespace {

/// Relays cut long References; the newest stand at the end and are tried first.
constexpr std::size_t most_references = 50;

struct Sent {
    std::optional<tickets::TicketId> ticket_id;
    std::optional<tickets::MessageId> message_id;
};
BOOST_DESCRIBE_STRUCT(Sent, (), (ticket_id, message_id))

std::vector<std::string> references_of(const mail::Message& message) {
    std::vector<std::string> ids(message.in_reply_to);
    auto& all = message.references;
    for (std::size_t i = 0; i < std::min(all.size(), most_references); ++i) ids.push_back(all[all.size() - 1 - i]);
    return ids;
}

std::optional<tickets::TicketId> number_in_subject(std::string_view subject) {
    auto at = subject.find("[#");
    if (at == std::string_view::npos) return std::nullopt;
    std::int64_t number = 0;
    auto [end, fault] = std::from_chars(subject.data() + at + 2, subject.data() + subject.size(), number);
    bool closed = fault == std::errc{} && end < subject.data() + subject.size() && *end == ']';
    return closed && number > 0 ? std::optional(tickets::TicketId{number}) : std::nullopt;
}

std::optional<tickets::TicketPlace> in_brand(db::Reader& reader, BrandId brand, tickets::TicketId id) {
    auto place = tickets::find_ticket_place(reader, id);
    return place && place->brand_id == brand ? place : std::nullopt;
}

}  // namespace

std::optional<tickets::TicketPlace> find_ticket_of(db::Reader& reader, BrandId brand, const mail::Message& message) {
    for (auto& id : references_of(message)) {
        if (auto said = tickets::find_message_by_source(reader, id))
            if (auto place = in_brand(reader, brand, said->ticket_id)) return place;
        auto sent = reader.find<Sent>(sql::find_outbox_by_source, id);
        if (sent && sent->ticket_id)
            if (auto place = in_brand(reader, brand, *sent->ticket_id)) return place;
    }
    if (auto number = number_in_subject(message.subject)) return in_brand(reader, brand, *number);
    return std::nullopt;
}

bool may_speak(db::Reader& reader, const tickets::TicketPlace& ticket, const std::string& address) {
    auto owner = accounts::find_contact(reader, ticket.contact_id);
    auto sender = accounts::find_contact_by_email(reader, ticket.brand_id, address);
    if (sender && owner && (sender->id == owner->id || (sender->customer_id && sender->customer_id == owner->customer_id))) return true;
    return std::ranges::any_of(ticket.cc, [&](auto& copied) { return accounts::normal_email(copied.email) == address; });
}

}  // namespace goodhost::email
