#include "tickets/flow.hpp"

#include <gtest/gtest.h>

namespace goodhost::tickets {
namespace {

using namespace std::chrono_literals;

const Instant noon = *parse_rfc3339("2026-11-20T12:00:00Z");

TicketRecord ticket_in(Status status) {
    TicketRecord ticket;
    ticket.status = status;
    ticket.created_at = ticket.updated_at = noon - 48h;
    if (status == Status::resolved || status == Status::closed) ticket.resolved_at = noon - 24h;
    return ticket;
}

std::vector<std::string> faults(const Decision& decision, const TicketRecord& ticket) {
    FieldProblems problems;
    check_decision(decision, ticket, noon, problems);
    std::vector<std::string> codes;
    for (auto& problem : problems.take()) codes.push_back(problem.field + ":" + problem.code);
    return codes;
}

TEST(flow, a_contacts_word_opens_what_waits_and_leaves_new_ones_new) {
    const std::pair<Status, Status> cases[] = {{Status::new_, Status::new_},     {Status::open, Status::open},
                                               {Status::waiting, Status::open},  {Status::on_hold, Status::open},
                                               {Status::resolved, Status::open}, {Status::closed, Status::open}};
    for (auto [from, to] : cases) {
        auto ticket = ticket_in(from);
        hear_contact(ticket, noon);
        EXPECT_EQ(ticket.status, to) << enum_name(from);
        EXPECT_EQ(ticket.unanswered_since, noon);
        EXPECT_FALSE(ticket.resolved_at);
    }
}

TEST(flow, the_first_unanswered_word_counts_not_the_last) {
    auto ticket = ticket_in(Status::open);
    hear_contact(ticket, noon - 2h);
    hear_contact(ticket, noon);
    EXPECT_EQ(ticket.unanswered_since, noon - 2h);
}

TEST(flow, a_word_within_the_window_reopens_and_later_follows_up) {
    EXPECT_EQ(hearing_of(ticket_in(Status::waiting), noon, 24h * 7), Hearing::continues);
    EXPECT_EQ(hearing_of(ticket_in(Status::resolved), noon, 24h), Hearing::reopens);
    EXPECT_EQ(hearing_of(ticket_in(Status::resolved), noon, 24h - 1ms), Hearing::follow_up);
    EXPECT_EQ(hearing_of(ticket_in(Status::closed), noon, 24h * 7), Hearing::reopens);
}

TEST(flow, a_reply_pays_what_is_owed_and_waits_for_the_customer) {
    auto ticket = ticket_in(Status::new_);
    ticket.unanswered_since = noon - 1h;
    speak_publicly(ticket, {}, noon);
    EXPECT_EQ(ticket.status, Status::waiting);
    EXPECT_EQ(ticket.first_replied_at, noon);
    EXPECT_FALSE(ticket.unanswered_since);
}

TEST(flow, a_reply_to_a_resolved_ticket_leaves_it_resolved) {
    auto ticket = ticket_in(Status::resolved);
    speak_publicly(ticket, {}, noon);
    EXPECT_EQ(ticket.status, Status::resolved);
    speak_publicly(ticket, {Status::open, {}, {}}, noon);
    EXPECT_EQ(ticket.status, Status::open);
    EXPECT_EQ(ticket.reopened_count, 1);
}

TEST(flow, a_promised_report_stays_promised_until_given_or_resolved) {
    auto ticket = ticket_in(Status::on_hold);
    ticket.reason = "Waiting for the data centre";
    ticket.next_report_at = noon + 4h;
    hear_contact(ticket, noon);
    EXPECT_EQ(ticket.next_report_at, noon + 4h);
    EXPECT_EQ(ticket.reason, "");
    speak_publicly(ticket, {}, noon);
    EXPECT_EQ(ticket.next_report_at, noon + 4h);
    speak_publicly(ticket, {}, noon + 4h);
    EXPECT_FALSE(ticket.next_report_at);
}

TEST(flow, on_hold_needs_a_reason_and_a_report_in_the_future) {
    auto ticket = ticket_in(Status::open);
    using Codes = std::vector<std::string>;
    EXPECT_EQ(faults({Status::on_hold, {}, {}}, ticket),
              (Codes{"reason:tickets.reason_required", "next_report_at:tickets.next_report_required"}));
    EXPECT_EQ(faults({Status::on_hold, "Disk ordered", noon}, ticket), Codes{"next_report_at:tickets.in_the_past"});
    EXPECT_EQ(faults({Status::on_hold, "Disk ordered", noon + 1h}, ticket), Codes{});
    EXPECT_EQ(faults({Status::new_, {}, {}}, ticket), Codes{"status:tickets.status_new"});
}

TEST(flow, what_is_owed_soonest_comes_first) {
    auto owed = [](Severity severity, Duration ago) {
        auto ticket = ticket_in(Status::open);
        ticket.severity = severity;
        ticket.unanswered_since = noon - ago;
        return owed_at(ticket);
    };
    auto answered = ticket_in(Status::waiting);
    auto answered_later = answered;
    answered_later.updated_at += 1h;
    EXPECT_LT(owed(Severity::critical, 0h), owed(Severity::normal, 1h));
    EXPECT_LT(owed(Severity::normal, 10h), owed(Severity::critical, 0h));
    EXPECT_LT(owed(Severity::low, 0h), owed_at(answered));
    EXPECT_LT(owed_at(answered_later), owed_at(answered));
}

TEST(flow, a_ticket_stands_in_one_queue) {
    auto ticket = ticket_in(Status::waiting);
    EXPECT_EQ(queue_of(ticket), Queue::waiting);
    ticket.snoozed_until = noon + 1h;
    EXPECT_EQ(queue_of(ticket), Queue::snoozed);
    hear_contact(ticket, noon);
    EXPECT_EQ(queue_of(ticket), Queue::open);
    ticket.merged_into = TicketId{7};
    EXPECT_EQ(queue_of(ticket), Queue::merged);
    EXPECT_FALSE(is_open(queue_of(ticket)));
}

TEST(flow, undoing_puts_back_what_the_word_changed) {
    auto ticket = ticket_in(Status::open);
    ticket.unanswered_since = noon - 1h;
    auto before = before_of(ticket);
    speak_publicly(ticket, {Status::resolved, {}, {}}, noon);
    put_back(ticket, before, noon + 5s);
    EXPECT_EQ(ticket.status, Status::open);
    EXPECT_EQ(ticket.unanswered_since, noon - 1h);
    EXPECT_FALSE(ticket.first_replied_at);
    EXPECT_FALSE(ticket.resolved_at);
}

TEST(flow, a_snippet_is_cut_at_characters) {
    EXPECT_EQ(snippet_of("  Hello \n\n world "), "Hello world");
    EXPECT_EQ(snippet_of("안녕하세요", 3), "안녕하…");
    EXPECT_EQ(snippet_of("ab cd", 5), "ab cd");
    EXPECT_EQ(snippet_of("ab cd", 4), "ab c…");
}

}  // namespace
}  // namespace goodhost::tickets
