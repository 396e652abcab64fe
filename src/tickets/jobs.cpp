#include "tickets/jobs.hpp"

#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "tickets/attachments.hpp"
#include "tickets/scheduled.hpp"
#include "tickets/state.hpp"

namespace goodhost::tickets::timers {

namespace {

/// A timer in one transaction: reads its payload and calls the use case as the program itself.
template <class Payload, auto Use, auto Member>
jobs::Kind timer(std::string_view name) {
    jobs::Kind kind;
    kind.name = name;
    kind.handle = [](const Context& context, const jobs::Job& job) {
        auto payload = json::from_json<Payload>(job.payload);
        auto system = context.as_system(job.brand_id);
        context.services.database.write([&](db::Tx& tx) { Use(tx, system, payload.*Member); });
    };
    return kind;
}

}  // namespace

void register_timers(Registry& registry) {
    registry.job(timer<OfMessage, &release_message, &OfMessage::message_id>(release));
    registry.job(timer<OfMessage, &send_scheduled, &OfMessage::message_id>(send));
    registry.job(timer<OfTicket, &wake_ticket, &OfTicket::ticket_id>(wake));
    registry.job(timer<OfTicket, &tell_report_due, &OfTicket::ticket_id>(report));
    registry.job(timer<OfTicket, &close_for_good, &OfTicket::ticket_id>(close));
    registry.job(timer<OfAttachment, &discard_attachment, &OfAttachment::attachment_id>(discard));
}

}  // namespace goodhost::tickets::timers
