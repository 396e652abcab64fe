#include "accounts/accounts.hpp"
#include "email/acknowledgement.hpp"
#include "email/senders.hpp"
#include "email/story.hpp"
#include "email/template.hpp"
#include "email/text_kinds.hpp"
#include "platform/crypto/random.hpp"
#include "platform/services.hpp"

/// Mails as they would look, on the screen of an administrator or in its mailbox.
namespace goodhost::email {

using namespace std::chrono_literals;

namespace {

constexpr Duration sample_answer_time = 2h;

/// What the program words itself is shown in the language of the mail.
Values samples_of(const Context& context, const TextKind& kind, const i18n::Translator& t) {
    Values values;
    for (auto& variable : kind.variables) values[variable.name] = variable.sample;
    auto replace = [&](const std::string& name, const std::string& sample) {
        if (auto at = values.find(name); at != values.end()) at->second = sample;
    };
    const auto now = context.now();
    replace("next", next_words(t, {now, tickets::NextPromise{tickets::PromiseKind::first_response, now + sample_answer_time}}, now));
    const auto reason = t(std::string(kind.sample_reason), {{"by", values["name"]}});
    replace("reason", reason);
    replace("answer", t("email.notified.answer"));
    replace("lines", "#1042 My site is down: " + reason);
    return values;
}

std::string action_label(const Context& context, const TextKind& kind, const i18n::Translator& t) {
    const auto own = std::string(kind.key) + "action";
    return t(context.services.catalogue.has(own) ? own : "email.follow");
}

void add_person(db::Reader& reader, const Context& context, const MailTextInput& input, MailContent& content) {
    const auto agent = accounts::find_agent(reader, input.agent_id.value_or(accounts::AgentId{context.actor.id}));
    if (!agent) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"agent_id", "unknown_value", {}}});
    content.personal = true;
    content.signature = signature_under(agent->signature, sender_of(reader, content.brand));
}

NewMail sample_of(db::Reader& reader, const Context& context, const MailTextInput& input, const std::string& to) {
    const auto brand = access_brand_of_texts(reader, context, input.brand_id);
    auto& kind = get_text_kind(input.kind);
    check_words(kind, input);
    const i18n::Translator t(context.services.catalogue, i18n::Locale(input.locale), context.time_zone);
    auto values = samples_of(context, kind, t);
    values["brand"] = brand.name;
    NewMail mail{.brand = brand.id, .to_address = to, .kind = "sample", .list = std::string(kind.list)};
    const auto standard = standard_text(context.services.catalogue, t.locale(), kind);
    mail.subject = kind.fixed_subject ? values["subject"] + " [#" + values["number"] + "]"
                                      : render_template(input.subject.empty() ? standard.subject : input.subject, values);
    MailContent content{.brand = brand, .text = render_template(input.body, values)};
    content.action_label = action_label(context, kind, t);
    content.action_link = public_address(context, brand) + "/";
    if (kind.letter) {
        add_person(reader, context, input, content);
        content.answered = {t("email.wrote", {{"time", t.time(context.now())}, {"name", values["name"]}}), values["subject"]};
    }
    fill(context, mail, t, content);
    // Whoever left the list sees a sample all the same.
    mail.list.clear();
    mail.source_id = "sample." + crypto::random_token(128) + "@" + brand.domain;
    return mail;
}

}  // namespace

MailPreview preview_mail_text(db::Reader& reader, const Context& context, const MailTextInput& input) {
    auto mail = sample_of(reader, context, input, {});
    return {mail.subject, mail.text, mail.html};
}

void send_mail_text(db::Tx& tx, const Context& context, const MailTextInput& input) {
    auto agent = accounts::find_agent(tx, {context.actor.id});
    if (!agent) throw Problem(ProblemKind::not_found, "email.no_such_text");
    auto mail = sample_of(tx, context, input, agent->email);
    mail.to_name = agent->name;
    write_down(tx, context, mail);
}

}  // namespace goodhost::email
