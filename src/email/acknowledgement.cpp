#include "email/acknowledgement.hpp"

#include <algorithm>
#include <memory>
#include <mutex>

#include "email/caps.hpp"
#include "email/mail_texts.hpp"
#include "email/queries.hpp"
#include "email/story.hpp"
#include "email/template.hpp"
#include "email/thread.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

using namespace std::chrono_literals;

namespace {

/// How long and how often the promise is waited for.
constexpr Duration patience = 30s, look_again = 1s;

/// The hard cap of the product: nobody waits longer than a day for a word.
constexpr std::chrono::hours longest_wait{24};

struct Promised {
    Instant created_at{};
    std::optional<Instant> unanswered_since;
    std::optional<tickets::PromiseKind> kind;
    std::optional<Instant> due_at;

    Prospect prospect() const {
        Prospect prospect{unanswered_since.value_or(created_at), {}};
        if (kind && due_at) prospect.promise = tickets::NextPromise{*kind, *due_at};
        return prospect;
    }
};
BOOST_DESCRIBE_STRUCT(Promised, (), (created_at, unanswered_since, kind, due_at))

}  // namespace

std::optional<Acknowledgement> acknowledgement_of(const trail::Entry& entry) {
    if (entry.type != tickets::entries::created) return std::nullopt;
    auto created = trail::payload_of<tickets::entries::Created>(entry);
    const bool asks = created.by == ActorKind::contact && !created.automatic && !created.split_from;
    return asks ? std::optional(Acknowledgement{created.ticket_id, created.message_id}) : std::nullopt;
}

namespace {

void acknowledge(const Context& context, const jobs::Job& job) {
    auto input = json::from_json<Acknowledgement>(job.payload);
    context.services.database.write([&](db::Tx& tx) {
        auto promised = tx.find<Promised>(sql::find_promised, input.ticket_id);
        if (!promised) return;
        const bool waits = promised->unanswered_since && !promised->kind && context.now() < promised->created_at + patience;
        if (waits)
            jobs::enqueue(tx, context, acknowledge_job, input, {context.now() + look_again, std::to_string(input.ticket_id.value)});
        else
            write_acknowledgement(tx, context, input);
    });
}

}  // namespace

jobs::Kind acknowledge_kind() {
    // One after the other on a node: those that count the same mails against the caps would only be run again.
    auto turn = std::make_shared<std::mutex>();
    return {.name = acknowledge_job, .handle = [turn](const Context& context, const jobs::Job& job) {
                const std::lock_guard lock(*turn);
                acknowledge(context, job);
            }};
}

void write_acknowledgement(db::Tx& tx, const Context& context, const Acknowledgement& input) {
    auto story = story_of(tx, context.brand, input.ticket_id, input.message_id);
    auto promised = tx.find<Promised>(sql::find_promised, input.ticket_id);
    if (!story || !promised || story->contact.email.empty()) return;
    if (!may_send_automatic(tx, context, story->contact.email, story->ticket.id)) return;
    auto mail = mail_to(context, *story, {"acknowledgement", {story->contact.email, story->contact.name}});
    auto t = i18n::Translator(context.services.catalogue, story->contact.locale, story->contact.time_zone);
    Values values{{"name", story->contact.name},
                  {"brand", story->brand.name},
                  {"number", std::to_string(story->ticket.id.value)},
                  {"subject", story->ticket.subject},
                  {"next", next_words(t, promised->prospect(), context.now())}};
    auto words = filled_text(tx, context, {story->brand.id, "acknowledgement", t.locale()}, values).body;
    set_thread(tx, context, mail);
    fill(context, mail, t,
         {.brand = story->brand, .text = words, .action_label = t("email.follow"), .action_link = follow_link(context, *story)});
    write_down(tx, context, mail);
}

std::string next_words(const i18n::Translator& t, const Prospect& prospect, Instant now) {
    using tickets::PromiseKind;
    auto& promise = prospect.promise;
    const bool told = promise && promise->kind != PromiseKind::report && promise->due_at > now;
    const auto last = prospect.heard_at + longest_wait;
    const auto due = told ? std::min(promise->due_at, last) : last;
    // What was held for longer than anybody should wait has no time left to be named.
    if (due <= now) return t("email.acknowledgement.late");
    const bool solved = told && promise->kind == PromiseKind::resolution;
    return t(solved ? "email.acknowledgement.solution" : "email.acknowledgement.answer", {{"time", t.time(due)}});
}

}  // namespace goodhost::email
