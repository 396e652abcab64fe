#include "email/acknowledgement.hpp"
#include "email/mail_files.hpp"
#include "email/queries.hpp"
#include "email/story.hpp"
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

std::string signature_of(db::Reader& reader, const Story& story, const Sender& sender) {
    auto agent = story.message.by.kind == ActorKind::agent ? accounts::find_agent(reader, {story.message.by.id}) : std::nullopt;
    return signature_under(agent ? agent->signature : "", sender);
}

/// The last word of the other side before this one, as the desk shows it: what it hides is not sent around.
Answered answered_by(db::Reader& reader, const Story& story, const i18n::Translator& t) {
    auto id = reader.find<tickets::MessageId>(sql::find_answered, story.ticket.id, story.message.id);
    auto asked = id ? tickets::find_message(reader, *id) : std::nullopt;
    if (!asked) return {};
    auto text = html::without_secrets(asked->body_text);
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
    if (auto asked = acknowledgement_of(entry))
        jobs::enqueue(tx, context.as_system(entry.brand_id), acknowledge_job, *asked, {{}, std::to_string(asked->ticket_id.value)});
    else if (entry.type == entries::replied || entry.type == entries::released)
        pass_on(tx, context, entry);
}

}  // namespace goodhost::email
