#include <fmt/format.h>

#include "brands/brands.hpp"
#include "email/caps.hpp"
#include "email/mail_files.hpp"
#include "email/mail_texts.hpp"
#include "email/matching.hpp"
#include "email/outbox.hpp"
#include "email/queries.hpp"
#include "email/senders.hpp"
#include "email/template.hpp"
#include "email/thread.hpp"
#include "platform/html/secrets.hpp"
#include "platform/mail/charset.hpp"
#include "platform/services.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::email {

namespace {

namespace entries = tickets::entries;

constexpr std::size_t longest_history = 4000;

/// What a mail about a ticket is made of.
struct Story {
    brands::Brand brand;
    accounts::ContactRow contact;
    tickets::TicketPlace ticket;
    tickets::Message message;
};

std::optional<Story> story_of(db::Reader& reader, BrandId brand, tickets::TicketId ticket, tickets::MessageId message) {
    auto of_brand = brands::find_brand(reader, brand);
    auto place = tickets::find_ticket_place(reader, ticket);
    auto said = tickets::find_message(reader, message);
    if (!of_brand || !place || !said) return std::nullopt;
    auto contact = accounts::find_contact(reader, place->contact_id);
    if (!contact) return std::nullopt;
    return Story{*of_brand, *contact, *place, *said};
}

struct Letter {
    std::string_view kind;
    tickets::EmailAddress to;
};

/// Nobody can make one up: the last part is signed.
std::string source_of(const Context& context, const Story& story, const Letter& letter) {
    auto what = fmt::format("{}/{}/{}/{}", story.ticket.id.value, story.message.id.value, letter.kind, letter.to.email);
    return fmt::format("t{}.m{}.{}@{}", story.ticket.id.value, story.message.id.value, signed_part(context, what), story.brand.domain);
}

std::string follow_link(const Context& context, const Story& story) {
    auto stream = "ticket/" + std::to_string(story.ticket.id.value);
    return public_address(context, story.brand) + "/t/" + accounts::follow_token(context, stream, story.contact.id);
}

NewMail mail_to(const Context& context, const Story& story, const Letter& letter) {
    NewMail mail{.brand = story.brand.id, .to_address = letter.to.email, .to_name = letter.to.name, .kind = std::string(letter.kind)};
    mail.source_id = source_of(context, story, letter);
    mail.subject = fmt::format("{} [#{}]", story.ticket.subject, story.ticket.id.value);
    mail.ticket_id = story.ticket.id;
    mail.message_id = story.message.id;
    return mail;
}

/// The agent's own words under the letter, then the brand's.
std::string signature_of(db::Reader& reader, const Story& story, const Sender& sender) {
    auto agent = story.message.by.kind == ActorKind::agent ? accounts::find_agent(reader, {story.message.by.id}) : std::nullopt;
    std::string signature = agent ? agent->signature : "";
    if (!sender.signature.empty()) signature += (signature.empty() ? "" : "\n") + sender.signature;
    return signature;
}

void acknowledge(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto created = trail::payload_of<entries::Created>(entry);
    bool asks = created.by == ActorKind::contact && !created.automatic && !created.split_from;
    if (!asks) return;
    auto story = story_of(tx, entry.brand_id, created.ticket_id, created.message_id);
    if (!story || story->contact.email.empty()) return;
    if (!may_send_automatic(tx, context.as_system(entry.brand_id), story->contact.email, story->ticket.id)) return;
    auto mail = mail_to(context, *story, {"acknowledgement", {story->contact.email, story->contact.name}});
    auto t = i18n::Translator(context.services.catalogue, story->contact.locale, story->contact.time_zone);
    Values values{{"name", story->contact.name},
                  {"brand", story->brand.name},
                  {"number", std::to_string(story->ticket.id.value)},
                  {"subject", story->ticket.subject}};
    auto words = filled_text(tx, context, {story->brand.id, "acknowledgement", t.locale()}, values).body;
    set_thread(tx, context, mail);
    fill(context, mail, t,
         {.brand = story->brand, .text = words, .action_label = t("email.follow"), .action_link = follow_link(context, *story)});
    write_down(tx, context, mail);
}

/// The last word of the other side before this one, as the desk shows it: what it hides is not sent around.
Answered answered_by(db::Reader& reader, const Story& story, const i18n::Translator& t) {
    auto id = reader.find<tickets::MessageId>(sql::find_answered, story.ticket.id, story.message.id);
    auto asked = id ? tickets::find_message(reader, *id) : std::nullopt;
    if (!asked) return {};
    auto text = html::mask_text(asked->body_text).text;
    if (text.size() > longest_history) text = std::string(mail::cut_utf8(text, longest_history)) + " …";
    auto name = asked->by.name.empty() ? story.contact.name : asked->by.name;
    return {t("email.wrote", {{"time", t.time(asked->created_at)}, {"name", name}}), text};
}

void pass_on(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    auto word = trail::payload_of<entries::Word>(entry);
    bool ours = word.by == ActorKind::agent && word.kind != tickets::MessageKind::note;
    bool final = entry.type == entries::released || !word.undo_until;
    if (!ours || !final) return;
    auto story = story_of(tx, entry.brand_id, word.ticket_id, word.message_id);
    if (!story || story->message.state != tickets::MessageState::sent) return;
    std::vector<tickets::EmailAddress> people = story->ticket.cc;
    if (!story->contact.email.empty()) people.insert(people.begin(), {story->contact.email, story->contact.name});
    auto sender = sender_of(tx, story->brand);
    auto signature = signature_of(tx, *story, sender);
    auto t = i18n::Translator(context.services.catalogue, story->contact.locale, story->contact.time_zone);
    auto answered = answered_by(tx, *story, t);
    for (auto& to : people) {
        auto mail = mail_to(context, *story, {word.kind == tickets::MessageKind::report ? "report" : "reply", to});
        MailContent content{.brand = story->brand, .text = story->message.body_text, .signature = signature, .personal = true};
        if (to.email == story->contact.email) content.action_label = t("email.follow"), content.action_link = follow_link(context, *story);
        add_files(context, mail, {story->message, sender.attach_limit_mb << 20, t}, content);
        set_thread(tx, context, mail);
        content.answered = answered;
        fill(context, mail, t, content);
        write_down(tx, context, mail);
    }
}

}  // namespace

void mail_ticket_words(db::Tx& tx, const Context& context, const trail::Entry& entry) {
    if (entry.type == entries::created)
        acknowledge(tx, context, entry);
    else if (entry.type == entries::replied || entry.type == entries::released)
        pass_on(tx, context, entry);
}

}  // namespace goodhost::email
