#pragma once
#include "platform/jobs/jobs.hpp"
#include "tickets/types.hpp"

namespace goodhost {
class Registry;
}

/// The slice's timers. Each handler looks again at what is so when it runs: a timer that was overtaken does nothing.
namespace goodhost::tickets::timers {

inline constexpr std::string_view release = "tickets.release";  ///< OfMessage: the undo window passed
inline constexpr std::string_view send = "tickets.send";        ///< OfMessage: a scheduled message's time came
inline constexpr std::string_view wake = "tickets.wake";        ///< OfTicket: a snooze ends
inline constexpr std::string_view report = "tickets.report";    ///< OfTicket: a promised report is due
inline constexpr std::string_view close = "tickets.close";      ///< OfTicket: resolved and never reopened
inline constexpr std::string_view discard = "tickets.discard";  ///< OfAttachment: uploaded and never used

struct OfMessage {
    MessageId message_id;
};
BOOST_DESCRIBE_STRUCT(OfMessage, (), (message_id))
struct OfTicket {
    TicketId ticket_id;
};
BOOST_DESCRIBE_STRUCT(OfTicket, (), (ticket_id))
struct OfAttachment {
    AttachmentId attachment_id;
};
BOOST_DESCRIBE_STRUCT(OfAttachment, (), (attachment_id))

void register_timers(Registry& registry);

}  // namespace goodhost::tickets::timers
