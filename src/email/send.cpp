#include <expected>

#include "email/gate.hpp"
#include "email/outbox.hpp"
#include "email/outgoing.hpp"
#include "email/queries.hpp"
#include "email/senders.hpp"
#include "email/tries.hpp"
#include "platform/config/settings.hpp"
#include "platform/log/log.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

/// How soon a mail looks again whether its domain's gate is free.
constexpr std::chrono::seconds turn{2};

struct Errand {
    OutboxMail mail;
    brands::Brand brand;
    WayOut way;
};

std::optional<Errand> errand_of(db::Reader& reader, const Context& context, std::int64_t id) {
    auto mail = reader.find<OutboxMail>(sql::find_outbox, id);
    auto brand = mail ? brands::find_brand(reader, mail->brand_id) : std::nullopt;
    if (!brand || mail->state != OutboxState::queued) return std::nullopt;
    return Errand{*mail, *brand, way_out(reader, context, *brand)};
}

/// This program, or the node that was at it, ended after the last bytes had left.
mail::SmtpReply answer_lost() {
    return {.words = "Goodhost was stopped before the mail server's answer came: it may have the mail already", .answer_lost = true};
}

/// What can't be made into a mail stands on its ticket as failed, not only among the jobs that died.
std::expected<std::string, mail::SmtpReply> bytes_of(const Context& context, const Errand& errand) {
    try {
        return signed_bytes(context, errand.brand, errand.mail, errand.way.signers);
    } catch (const std::exception& fault) {
        return std::unexpected(mail::SmtpReply{.reply_class = mail::ReplyClass::refused, .words = fault.what()});
    }
}

std::string domain_of(const std::string& address) { return address.substr(address.rfind('@') + 1); }

/// The connections and gates of one program.
class Postman {
  public:
    void send(const Context& context, const jobs::Job& job) {
        auto input = json::from_json<SendOutbox>(job.payload);
        auto& database = context.services.database;
        auto errand = database.read([&](db::Reader& reader) { return errand_of(reader, context, input.outbox_id); });
        if (!errand) return;
        auto& [mail, brand, way] = *errand;
        if (!way.relay || context.services.settings.flag("demo")) {
            database.write([&](db::Tx& tx) { tx.execute(sql::keep_outbox, mail.id, context.now()); });
            return;
        }
        auto pass = gate_.enter(way.relay->host + " " + domain_of(mail.to_address), way.per_domain);
        if (!pass) {
            database.write([&](db::Tx& tx) { enqueue_sending(tx, context, mail.brand_id, mail.id, context.now() + turn); });
            return;
        }
        auto reply = mail.ending_at ? answer_lost() : hand_over(context, *errand);
        if (!reply) return;
        log::info("email.tried", {{"outbox", mail.id}, {"code", reply->code}, {"answer", reply->words}});
        database.write([&](db::Tx& tx) { settle_try(tx, context, mail, *reply); });
    }

  private:
    /// Nothing when somebody else was quicker.
    std::optional<mail::SmtpReply> hand_over(const Context& context, const Errand& errand) {
        auto& [mail, brand, way] = errand;
        bool ours = true;
        auto before_end = [&] { return ours = context.services.database.write([&](db::Tx& tx) { return begin_end(tx, context, mail); }); };
        auto raw = bytes_of(context, errand);
        if (!raw) return raw.error();
        auto reply = client_.send(*way.relay, envelope_of(brand, mail), *raw, before_end);
        return ours ? std::optional(reply) : std::nullopt;
    }

    mail::SmtpClient client_;
    Gate gate_;
};

}  // namespace

jobs::Kind send_kind() {
    auto postman = std::make_shared<Postman>();
    return {.name = "email.send",
            .handle = [postman](const Context& context, const jobs::Job& job) { postman->send(context, job); },
            .lane = jobs::Lane::slow,
            .lease = std::chrono::minutes{5}};
}

}  // namespace goodhost::email
