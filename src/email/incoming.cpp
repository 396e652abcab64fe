#include "email/incoming.hpp"

#include <map>

#include "email/queries.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/files/files.hpp"
#include "platform/html/sanitise.hpp"
#include "platform/html/sanitise_text.hpp"
#include "platform/i18n/catalogue.hpp"
#include "platform/mail/automatic.hpp"
#include "platform/mail/bounce.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

constexpr std::size_t longest_subject = 250;

std::string_view body_of(std::string_view raw) {
    auto lf = raw.find("\n\n"), crlf = raw.find("\r\n\r\n");
    if (crlf < lf) return raw.substr(crlf + 4);
    return lf == std::string_view::npos ? raw : raw.substr(lf + 2);
}

std::optional<Cause> kind_of_automatic(const mail::Message& message) {
    if (mail::read_feedback(message).is_complaint) return Cause::complaint;
    if (mail::read_bounce(message).is_bounce) return Cause::bounce;
    auto automatic = mail::read_automatic(message);
    if (automatic.is_loop) return Cause::loop;
    if (automatic.is_auto_generated || automatic.is_auto_reply || automatic.is_list) return Cause::automatic;
    return std::nullopt;
}

/// At a character's boundary.
std::string cut(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    return text.substr(0, most);
}

/// Encoded words may hold a NUL, which no text of a database may.
void drop_nul(std::string& text) { std::erase(text, '\0'); }

void drop_nul(mail::Message& message) {
    for (auto* text : {&message.subject, &message.message_id, &message.text_body, &message.text_body_unflowed, &message.html_body})
        drop_nul(*text);
    for (auto& sender : message.from) drop_nul(sender.name), drop_nul(sender.address);
    for (auto& id : message.in_reply_to) drop_nul(id);
    for (auto& id : message.references) drop_nul(id);
    for (auto& part : message.attachments) drop_nul(part.filename), drop_nul(part.content_id);
}

/// Bytes first, rows in the transaction of the message that uses them.
std::map<std::string, std::size_t> store_files(const Context& context, Incoming& incoming) {
    std::map<std::string, std::size_t> by_content_id;
    for (auto& part : incoming.message.attachments) {
        auto stored = context.services.files.put(part.content);
        if (!part.content_id.empty()) by_content_id.emplace(part.content_id, incoming.files.size());
        incoming.files.push_back({stored.sha256, part.filename.empty() ? "attachment" : cut(part.filename, 200), stored.media_type,
                                  stored.size, part.is_inline_image,
                                  part.content_id.empty() ? std::nullopt : std::optional(part.content_id)});
    }
    return by_content_id;
}

/// Makes the rows, in the name of the sender, and puts their addresses into the body.
std::vector<tickets::AttachmentId> attach(db::Tx& tx, const Context& acting, const Incoming& incoming, tickets::Body& body) {
    std::vector<tickets::AttachmentId> ids;
    for (std::size_t i = 0; i < incoming.files.size(); ++i) {
        auto row = tickets::store_attachment(tx, acting, incoming.files[i]);
        ids.push_back(row.id);
        auto pending = pending_address(i);
        for (auto at = body.html.find(pending); at != std::string::npos; at = body.html.find(pending))
            body.html.replace(at, pending.size(), row.url);
    }
    return ids;
}

/// Who may speak on a ticket by mail, being in copy or let in by a person, need not be one who sees it in the portal.
Context speaking_on(const Context& acting, tickets::TicketId id) {
    auto access = std::make_shared<Access>(*acting.access);
    access->signed_stream = "ticket/" + std::to_string(id.value);
    Context confined = acting;
    confined.access = std::move(access);
    return confined;
}

}  // namespace

Incoming read_incoming(std::string_view raw, const std::string& raw_sha256) {
    Incoming incoming;
    incoming.message = mail::parse(raw);
    drop_nul(incoming.message);
    incoming.raw_sha256 = raw_sha256;
    incoming.size = static_cast<std::int64_t>(raw.size());
    incoming.message_key = incoming.message.message_id.empty() ? raw_sha256 : cut(incoming.message.message_id, 900);
    incoming.body_hash = crypto::hex(crypto::sha256(body_of(raw)));
    if (!incoming.message.from.empty()) {
        incoming.from_address = accounts::normal_email(incoming.message.from.front().address).value_or("");
        incoming.from_name = cut(incoming.message.from.front().name, 200);
    }
    incoming.cause = kind_of_automatic(incoming.message);
    return incoming;
}

std::string pending_address(std::size_t index) { return "/api/v1/attachments/pending-" + std::to_string(index) + "-"; }

void store_parts(const Context& context, Incoming& incoming) {
    auto by_content_id = store_files(context, incoming);
    auto& message = incoming.message;
    auto& text = message.text_body_unflowed.empty() ? message.text_body : message.text_body_unflowed;
    html::SanitiseOptions options;
    options.content_id_address = [&](std::string_view id) -> std::optional<std::string> {
        auto found = by_content_id.find(std::string(id));
        return found == by_content_id.end() ? std::nullopt : std::optional(pending_address(found->second));
    };
    incoming.body = body_of_mail(message.html_body, text, options);
}

std::optional<Cause> cause_to_hold(db::Reader& reader, const Incoming& incoming, const std::optional<tickets::TicketPlace>& ticket) {
    if (incoming.from_address.empty()) return Cause::no_sender;
    if (incoming.cause) return incoming.cause;
    if (reader.get<std::int64_t>(sql::is_own_address, incoming.from_address) > 0) return Cause::loop;
    bool nothing = incoming.body.empty() && incoming.files.empty() && incoming.message.subject.empty();
    if (nothing) return Cause::empty;
    if (ticket && !may_speak(reader, *ticket, incoming.from_address)) return Cause::stranger;
    return std::nullopt;
}

Delivery put_on_ticket(db::Tx& tx, const Context& context, const Mailbox& mailbox, const Incoming& incoming,
                       const std::optional<tickets::TicketPlace>& ticket) {
    auto contact = accounts::find_or_create_contact(tx, context, incoming.from_address, incoming.from_name);
    auto acting = accounts::acting_as_contact(context, contact);
    auto body = incoming.body;
    auto& catalogue = context.services.catalogue;
    if (body.empty()) body.text = catalogue.text(contact.locale, "email.empty_message"), body.html = html::text_to_html(body.text);
    auto attachments = attach(tx, acting, incoming, body);
    auto source = incoming.message.message_id.empty() ? std::nullopt : std::optional(incoming.message.message_id);
    Delivery delivery;
    if (ticket) {
        tickets::NewMessage input{.body = body,
                                  .channel = tickets::Channel::email,
                                  .attachments = attachments,
                                  .source_id = source,
                                  .raw_sha256 = incoming.raw_sha256};
        auto said = tickets::add_message(tx, speaking_on(acting, ticket->id), ticket->id, input);
        delivery.outcome = Outcome::continued;
        delivery.ticket_id = said.ticket_id;
        delivery.message_id = said.id;
        return delivery;
    }
    tickets::NewTicket input{.brand = mailbox.brand_id,
                             .contact = contact.id,
                             .subject = cut(incoming.message.subject, longest_subject),
                             .body = body,
                             .channel = tickets::Channel::email};
    if (input.subject.find_first_not_of(" \t") == std::string::npos) input.subject = catalogue.text(contact.locale, "email.no_subject");
    if (mailbox.category) input.category = *mailbox.category;
    input.team = mailbox.team_id;
    input.attachments = attachments;
    input.source_id = source;
    input.raw_sha256 = incoming.raw_sha256;
    auto opened = tickets::open_ticket(tx, acting, input);
    delivery.outcome = Outcome::created;
    delivery.ticket_id = opened.id;
    return delivery;
}

}  // namespace goodhost::email
