#pragma once
#include "tickets/types.hpp"

namespace goodhost::tickets {

/// A row of `tickets` without the derived list columns `queue`, `is_open`, `owed_at` and `owed_since`.
struct TicketRecord {
    TicketId id;
    BrandId brand_id;
    std::string subject;
    std::string category;
    Severity severity = Severity::normal;
    Status status = Status::new_;
    Channel channel = Channel::portal;
    accounts::ContactId contact_id;
    std::optional<accounts::CustomerId> customer_id;
    std::optional<hosting::ServiceId> service_id;
    std::optional<accounts::AgentId> assignee_id;
    std::optional<accounts::TeamId> team_id;
    std::vector<std::string> tags;
    std::vector<EmailAddress> cc;
    RawJson custom_fields{"{}"};
    std::string reason;
    std::optional<Instant> next_report_at;
    std::optional<Instant> snoozed_until;
    Instant created_at{};
    Instant updated_at{};
    std::optional<Instant> first_replied_at;
    std::optional<Instant> resolved_at;
    std::int64_t reopened_count = 0;
    std::optional<TicketId> merged_into;
    std::optional<Instant> unanswered_since;
    Instant last_message_at{};
    ActorKind last_message_by = ActorKind::contact;
    std::string last_message_snippet;
    std::int64_t message_count = 0;
    std::int64_t attachment_count = 0;
    std::optional<PromiseKind> promise_kind;  ///< of the promise that is due next
    std::optional<Instant> promise_due_at;
};
BOOST_DESCRIBE_STRUCT(TicketRecord, (),
                      (id, brand_id, subject, category, severity, status, channel, contact_id, customer_id, service_id, assignee_id,
                       team_id, tags, cc, custom_fields, reason, next_report_at, snoozed_until, created_at, updated_at, first_replied_at,
                       resolved_at, reopened_count, merged_into, unanswered_since, last_message_at, last_message_by, last_message_snippet,
                       message_count, attachment_count, promise_kind, promise_due_at))

}  // namespace goodhost::tickets
