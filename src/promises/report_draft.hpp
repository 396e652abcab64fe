#pragma once
#include "platform/db/db.hpp"
#include "promises/promises.hpp"

/// The words of a progress report, from what the ticket's trail says happened since the last word.
namespace goodhost::promises {

struct DraftOf {
    TicketId ticket_id;
    std::optional<std::string> locale;  ///< else the customer's
    static constexpr Rule rules[] = {{"locale", 10}};
};
BOOST_DESCRIBE_STRUCT(DraftOf, (), (ticket_id, locale))

struct ReportDraft {
    std::string locale;
    std::string body_html, body_text;
    Instant next_report_at{};  ///< as the ticket's policy promises reports from now on
};
BOOST_DESCRIBE_STRUCT(ReportDraft, (), (locale, body_html, body_text, next_report_at))

/// Nothing is written; the agent reads it, changes it and sends it as a report.
ReportDraft draft_report(db::Reader& reader, const Context& context, const DraftOf& input);

}  // namespace goodhost::promises
