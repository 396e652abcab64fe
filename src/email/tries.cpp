#include "email/tries.hpp"

#include "email/queries.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::email {

namespace {

/// How often a mail is sent though an earlier try may have arrived.
constexpr std::int64_t most_lost_answers = 2;

void tell(db::Tx& tx, const Context& context, const OutboxMail& mail, std::string_view type, const mail::SmtpReply& reply) {
    tell_ticket(tx, context, mail, type, {.address = mail.to_address, .status = reply.status, .words = reply.words});
}

/// ±20 %, by the mail's id: what failed together does not come back together.
Duration spread(Duration pause, std::int64_t id) { return pause * (80 + id * 7919 % 41) / 100; }

bool is_over(const OutboxMail& mail, const mail::SmtpReply& reply, Instant next) {
    if (reply.reply_class == mail::ReplyClass::refused || next - mail.queued_at > mail::give_up_after) return true;
    return reply.answer_lost && mail.lost_answers + 1 >= most_lost_answers;
}

}  // namespace

void settle_try(db::Tx& tx, const Context& context, const OutboxMail& mail, const mail::SmtpReply& reply) {
    auto now = context.now();
    auto settle = [&](OutboxState state, std::optional<Instant> sent, std::optional<Instant> next) {
        return tx.execute(sql::settle_outbox, mail.id, state, reply.words, reply.code, reply.status, sent, next,
                          static_cast<std::int64_t>(reply.answer_lost)) > 0;
    };
    if (reply.reply_class == mail::ReplyClass::accepted) {
        if (settle(OutboxState::sent, now, {})) tell(tx, context, mail, entries::handed_over, reply);
        return;
    }
    auto next = now + spread(mail::pause_after(reply, mail.attempts + 1), mail.id);
    if (is_over(mail, reply, next)) {
        if (!settle(OutboxState::failed, now, {})) return;
        if (reply.reply_class == mail::ReplyClass::refused) mark_refused(tx, mail, reply, now);
        tell(tx, context, mail, entries::failed, reply);
        return;
    }
    if (!settle(OutboxState::queued, {}, next)) return;
    if (reply.answer_lost)
        tell(tx, context, mail, entries::answer_lost, reply);
    else if (mail.attempts == 0)
        tell(tx, context, mail, entries::delayed, reply);
    enqueue_sending(tx, context, mail.brand_id, mail.id, next);
}

bool begin_end(db::Tx& tx, const Context& context, const OutboxMail& mail) {
    return tx.execute(sql::begin_end, mail.id, context.now()) > 0;
}

SentMail queue_again(db::Tx& tx, const Context& context, const OutboxKey& input) {
    auto mail = get_outbox(tx, context, input);
    if (!mail.ticket_id && !context.may(configure)) throw Problem(ProblemKind::not_found, "email.outbox_not_found");
    if (mail.state == OutboxState::sent) throw Problem(ProblemKind::conflict, "email.already_handed_over");
    tx.execute(sql::queue_outbox, mail.id, context.now());
    enqueue_sending(tx, context, mail.brand_id, mail.id, {});
    tell(tx, context, mail, entries::queued_again, {});
    return tx.get<SentMail>(sql::find_sent_mail, mail.id);
}

}  // namespace goodhost::email
