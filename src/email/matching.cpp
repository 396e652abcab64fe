#include "email/matching.hpp"

#include <algorithm>
#include <charconv>

#include "email/queries.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/signer.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/services.hpp"

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

constexpr std::size_t tag_digits = 24, id_digits = 26;

/// A token begins or ends with what it signs, so it is its digest that is cut: addresses and Message-IDs have no end, and no
/// room for more than the digits.
std::string digits_of(const Context& context, std::string_view purpose, std::string_view what) {
    constexpr Instant no_end{std::chrono::sys_days{std::chrono::year{9999} / 1 / 1}};
    return crypto::hex(crypto::sha256(context.services.signer.sign(purpose, what, no_end)));
}

/// Made anew to compare.
std::string tag_of(const Context& context, tickets::TicketId id) {
    auto number = std::to_string(id.value);
    return "t" + number + "-" + digits_of(context, "email.reply_address", number).substr(0, tag_digits);
}

std::optional<tickets::TicketId> ticket_of_tag(const Context& context, std::string_view address) {
    auto at = address.rfind('@'), plus = address.rfind("+t", at);
    if (at == std::string_view::npos || plus == std::string_view::npos) return std::nullopt;
    auto tag = mail::lower(address.substr(plus + 1, at - plus - 1));
    std::int64_t number = 0;
    auto [end, fault] = std::from_chars(tag.data() + 1, tag.data() + tag.size(), number);
    if (fault != std::errc{} || number <= 0) return std::nullopt;
    tickets::TicketId id{number};
    return crypto::equal(tag_of(context, id), tag) ? std::optional(id) : std::nullopt;
}

/// Where it was delivered to says more than what the sender wrote.
std::vector<std::string> addresses_of(const mail::Message& message) {
    std::vector<std::string> all;
    for (auto name : {"Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc"})
        for (auto& header : message.headers)
            if (mail::equals_nocase(header.name, name))
                for (auto& one : mail::parse_addresses(header.raw)) all.push_back(one.address);
    return all;
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

std::string reply_address(const Context& context, std::string_view mailbox, tickets::TicketId id) {
    auto at = mailbox.rfind('@');
    return std::string(mailbox.substr(0, at)) + "+" + tag_of(context, id) + std::string(mailbox.substr(std::min(at, mailbox.size())));
}

std::string signed_part(const Context& context, std::string_view what) {
    return digits_of(context, "email.source", what).substr(0, id_digits);
}

std::string without_tag(std::string_view address) {
    auto at = address.rfind('@'), plus = address.find('+');
    if (plus == std::string_view::npos || at == std::string_view::npos || plus > at) return std::string(address);
    return std::string(address.substr(0, plus)) + std::string(address.substr(at));
}

std::optional<tickets::TicketPlace> find_ticket_of(db::Reader& reader, const Context& context, const mail::Message& message) {
    for (auto& address : addresses_of(message))
        if (auto id = ticket_of_tag(context, address))
            if (auto place = in_brand(reader, context.brand, *id)) return place;
    for (auto& id : references_of(message)) {
        if (auto said = tickets::find_message_by_source(reader, id))
            if (auto place = in_brand(reader, context.brand, said->ticket_id)) return place;
        auto sent = reader.find<Sent>(sql::find_outbox_by_source, id);
        if (sent && sent->ticket_id)
            if (auto place = in_brand(reader, context.brand, *sent->ticket_id)) return place;
    }
    if (auto number = number_in_subject(message.subject)) return in_brand(reader, context.brand, *number);
    return std::nullopt;
}

bool may_speak(db::Reader& reader, const tickets::TicketPlace& ticket, const std::string& address) {
    auto owner = accounts::find_contact(reader, ticket.contact_id);
    auto sender = accounts::find_contact_by_email(reader, ticket.brand_id, address);
    if (sender && owner && (sender->id == owner->id || (sender->customer_id && sender->customer_id == owner->customer_id))) return true;
    return std::ranges::any_of(ticket.cc, [&](auto& copied) { return accounts::normal_email(copied.email) == address; });
}

}  // namespace goodhost::email
