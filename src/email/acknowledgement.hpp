#pragma once
#include <optional>
#include <string_view>

#include "email/email.hpp"
#include "platform/i18n/translator.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/trail/trail.hpp"
#include "tickets/tickets.hpp"

/// The mail that says that a problem has arrived, under which number, what happens next and by when.
namespace goodhost::email {

struct Acknowledgement {
    tickets::TicketId ticket_id;
    tickets::MessageId message_id;
};
BOOST_DESCRIBE_STRUCT(Acknowledgement, (), (ticket_id, message_id))

/// A customer's own words that open a ticket are acknowledged; a program's are not, or two would answer each other.
std::optional<Acknowledgement> acknowledgement_of(const trail::Entry& entry);

inline constexpr std::string_view acknowledge_job = "email.acknowledge";
/// The job. What is promised follows the ticket on the trail: it is waited for a moment, and after that the
/// mail says what holds for every ticket.
jobs::Kind acknowledge_kind();

/// With what is promised by now; writing it twice is once.
void write_acknowledgement(db::Tx& tx, const Context& context, const Acknowledgement& input);

/// What is promised of a problem.
struct Prospect {
    Instant heard_at{};
    std::optional<tickets::NextPromise> promise;
};
/// What happens next and by when, in the reader's language and zone. Nothing promised, or nothing of what is told here: by the
/// end of the longest wait that there is.
std::string next_words(const i18n::Translator& t, const Prospect& prospect, Instant now);

}  // namespace goodhost::email
