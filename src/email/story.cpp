#include "email/story.hpp"

#include <fmt/format.h>

#include "email/matching.hpp"
#include "email/template.hpp"

namespace goodhost::email {

namespace {

/// Nobody can make one up: the last part is signed.
std::string source_of(const Context& context, const Story& story, const Letter& letter) {
    auto what = fmt::format("{}/{}/{}/{}", story.ticket.id.value, story.message.id.value, letter.kind, letter.to.email);
    return fmt::format("t{}.m{}.{}@{}", story.ticket.id.value, story.message.id.value, signed_part(context, what), story.brand.domain);
}

}  // namespace

std::optional<Story> story_of(db::Reader& reader, BrandId brand, tickets::TicketId ticket, tickets::MessageId message) {
    auto of_brand = brands::find_brand(reader, brand);
    auto place = tickets::find_ticket_place(reader, ticket);
    auto said = tickets::find_message(reader, message);
    if (!of_brand || !place || !said) return std::nullopt;
    auto contact = accounts::find_contact(reader, place->contact_id);
    if (!contact) return std::nullopt;
    return Story{*of_brand, *contact, *place, *said};
}

NewMail mail_to(const Context& context, const Story& story, const Letter& letter) {
    NewMail mail{.brand = story.brand.id, .to_address = letter.to.email, .to_name = letter.to.name, .kind = std::string(letter.kind)};
    mail.source_id = source_of(context, story, letter);
    mail.subject = fmt::format("{} [#{}]", story.ticket.subject, story.ticket.id.value);
    mail.ticket_id = story.ticket.id;
    mail.message_id = story.message.id;
    return mail;
}

std::string signature_under(const std::string& of_agent, const Sender& sender) {
    if (sender.signature.empty()) return of_agent;
    return of_agent + (of_agent.empty() ? "" : "\n") + sender.signature;
}

std::string follow_link(const Context& context, const Story& story) {
    auto stream = tickets::stream_of(story.ticket.id);
    return public_address(context, story.brand) + "/t/" + accounts::follow_token(context, stream, story.contact.id);
}

}  // namespace goodhost::email
