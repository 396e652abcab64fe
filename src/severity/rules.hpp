#pragma once
#include "platform/http/route.hpp"
#include "severity/rule.hpp"

/// What a host arranges; the first active rule of a basis that fits a ticket counts. Each change is on the stream `severity`.
namespace goodhost::severity {

struct RuleList {
    std::vector<SeverityRule> items;  ///< in order
};
BOOST_DESCRIBE_STRUCT(RuleList, (), (items))
RuleList list_rules(db::Reader& reader, const Context& context, const http::Empty&);

struct RuleKey {
    RuleId rule_id;
};
BOOST_DESCRIBE_STRUCT(RuleKey, (), (rule_id))
SeverityRule get_rule(db::Reader& reader, const Context& context, const RuleKey& input);

struct RuleInput {
    std::string name;
    std::optional<std::int64_t> position;  ///< else the last
    Basis basis = Basis::words;
    Conditions conditions;
    std::vector<std::string> phrases;
    std::optional<std::int64_t> tickets, minutes;
    Severity severity = Severity::high;
    std::optional<bool> active;
    static constexpr Rule rules[] = {{"name", 100},
                                     {.field = "position", .min = 1, .max = 100'000},
                                     {"phrases", 500},
                                     {.field = "tickets", .min = 0, .max = 1'000},
                                     {.field = "minutes", .min = 0, .max = 1'440}};
};
BOOST_DESCRIBE_STRUCT(RuleInput, (), (name, position, basis, conditions, phrases, tickets, minutes, severity, active))
SeverityRule create_rule(db::Tx& tx, const Context& context, const RuleInput& input);

struct RuleChange {
    RuleId rule_id;
    Patch<std::string> name;
    Patch<std::int64_t> position;
    Patch<Conditions> conditions;
    Patch<std::vector<std::string>> phrases;
    Patch<std::int64_t> tickets, minutes;
    Patch<Severity> severity;
    Patch<bool> active;
    static constexpr Rule rules[] = {{"name", 100},
                                     {.field = "position", .min = 1, .max = 100'000},
                                     {"phrases", 500},
                                     {.field = "tickets", .min = 0, .max = 1'000},
                                     {.field = "minutes", .min = 0, .max = 1'440}};
};
BOOST_DESCRIBE_STRUCT(RuleChange, (), (rule_id, name, position, conditions, phrases, tickets, minutes, severity, active))
SeverityRule change_rule(db::Tx& tx, const Context& context, const RuleChange& input);
void delete_rule(db::Tx& tx, const Context& context, const RuleKey& input);

/// What a rule of words, crowds or tickets would have raised of what came in the last 30 days, at most the newest 2,000. Tickets of the
/// asker's brands as they are today; what was reported from outside is not known any more.
struct WouldRaise {
    TicketId ticket_id;
    std::string subject;
    Severity severity = Severity::normal;
    std::string phrase;
};
BOOST_DESCRIBE_STRUCT(WouldRaise, (), (ticket_id, subject, severity, phrase))
struct Preview {
    std::int64_t examined = 0;
    std::int64_t raised = 0;
    std::vector<WouldRaise> items;  ///< the newest 50
};
BOOST_DESCRIBE_STRUCT(Preview, (), (examined, raised, items))
Preview preview_rule(db::Reader& reader, const Context& context, const RuleKey& input);

}  // namespace goodhost::severity
