#pragma once
#include "severity/phrases.hpp"
#include "severity/severity.hpp"
#include "tickets/conditions.hpp"

/// Which severity a fact speaks for: no clock, no input or output.
namespace goodhost::severity {

struct Conditions : tickets::CommonConditions {
    std::vector<tickets::Channel> channels;
    std::vector<std::string> languages;
    std::vector<accounts::TeamId> team_ids;
    static constexpr Rule rules[] = {{"severities", 4}, {"categories", 100}, {"brand_ids", 1000},
                                     {"channels", 5},   {"languages", 50},   {"team_ids", 100}};
};
BOOST_DESCRIBE_STRUCT(Conditions, (tickets::CommonConditions), (channels, languages, team_ids))

/// A ticket that fits gets at least `severity`. What it costs the customer decides nothing here.
struct SeverityRule {
    RuleId id;
    std::string name;
    std::int64_t position = 0;
    Basis basis = Basis::words;
    Conditions conditions;
    std::vector<std::string> phrases;  ///< words
    std::int64_t tickets = 0;          ///< crowd: of that many customers
    std::int64_t minutes = 0;          ///< crowd: within that time
    Severity severity = Severity::high;
    bool active = true;
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(SeverityRule, (), (id, name, position, basis, conditions, phrases, tickets, minutes, severity, active, created_at))

/// What of a ticket rules ask for.
struct Facts {
    TicketId id;
    BrandId brand_id;
    Severity severity = Severity::normal;
    std::string category;
    tickets::Channel channel = tickets::Channel::portal;
    std::string language;
    std::optional<accounts::TeamId> team_id;
    tickets::Status status = tickets::Status::new_;
    std::optional<TicketId> merged_into;
    std::optional<hosting::ServiceId> service_id;
    std::optional<accounts::CustomerId> customer_id;
    std::optional<hosting::ServerId> server_id;  ///< of its service, or the only one of its customer's services
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(Facts, (),
                      (id, brand_id, severity, category, channel, language, team_id, status, merged_into, service_id, customer_id,
                       server_id, created_at))

/// Something that became known of a ticket.
struct Fact {
    Basis basis = Basis::words;
    std::string key;  ///< the same fact has the same; it raises a ticket once
    Instant at{};
    Reason reason;
    const SaidWords* words = nullptr;  ///< borrowed
    bool automatic = false;            ///< a program's words
};

bool fits(const SeverityRule& rule, const Facts& facts);

/// Rules in the order in which they are asked, with their phrases taken apart.
class RuleBook {
  public:
    explicit RuleBook(std::vector<SeverityRule> in_order);
    const std::vector<SeverityRule>& rules() const { return rules_; }
    /// Of a rule of this book: the phrase that is in the words, as the rule has it.
    const std::string* phrase_in(const SeverityRule& rule, const SaidWords& words) const;

  private:
    std::vector<SeverityRule> rules_;
    std::vector<std::vector<Phrase>> phrases_;  ///< as rules_ are
};

/// The first active rule of the fact's basis that fits, and what it gives; a program's words are never critical.
struct Verdict {
    const SeverityRule* rule = nullptr;  ///< of the book
    Severity severity = Severity::normal;
    std::string phrase;
};
std::optional<Verdict> judge(const RuleBook& book, const Facts& facts, const Fact& fact);

/// enough: it is that grave already. held: a person has chosen since.
enum class Outcome { raised, enough, held };
BOOST_DESCRIBE_ENUM(Outcome, raised, enough, held)

/// Nothing is ever lowered, and after a person's choice only what came later counts.
Outcome outcome_of(Severity from, Severity to, Instant fact_at, std::optional<Instant> chosen_at);

}  // namespace goodhost::severity
