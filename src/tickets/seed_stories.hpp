#pragma once
#include <map>

#include "platform/seed_plan.hpp"
#include "tickets/types.hpp"

/// The stories of the demo host: what customers and agents say, with variables for names.
namespace goodhost::tickets::seeding {

enum class Voice { customer, agent, report, note };
BOOST_DESCRIBE_ENUM(Voice, customer, agent, report, note)

struct Part {
    Voice by = Voice::customer;
    std::int64_t after = 0;  ///< minutes since the part before
    std::string text;
    std::optional<Status> status;  ///< decided with the word; an agent's word without one waits for the customer
    std::optional<std::string> reason;
    std::optional<std::int64_t> report_after;  ///< minutes until the next report
    std::optional<Severity> severity;          ///< found to be, with `text` as note or word
    std::optional<std::string> attach;
};
BOOST_DESCRIBE_STRUCT(Part, (), (by, after, text, status, reason, report_after, severity, attach))

struct Story {
    std::string key, subject, category;
    Severity severity = Severity::normal;
    std::string team;
    std::vector<hosting::Tier> tiers;  ///< empty: any
    std::vector<std::string> tags;
    std::vector<Part> parts;
};
BOOST_DESCRIBE_STRUCT(Story, (), (key, subject, category, severity, team, tiers, tags, parts))

struct Language {
    std::vector<Story> stories;
    std::vector<std::vector<Part>> exchanges;  ///< of customer and agent, to lengthen a story
    Story again;                               ///< what an impatient customer sends a second time
};
BOOST_DESCRIBE_STRUCT(Language, (), (stories, exchanges, again))

/// By language: en ko cy uz bn.
using Library = std::map<std::string, Language>;
Library read_library();

/// What is wanted of a ticket of the demo host.
enum class Outcome { new_, open, waiting, on_hold, snoozed, resolved, closed };

/// Where a ticket stands after the first `count` parts of a story.
Status status_after(const Story& story, std::size_t count);
/// How many parts may be told so that the ticket ends so; empty when the story never gets there.
std::vector<std::size_t> cuts_for(const Story& story, Outcome outcome);

struct Names {
    std::string name, agent, company, domain, server, number;
};
/// The text with its `{domain}` and other variables filled.
std::string fill_in(const std::string& text, const Names& names);

}  // namespace goodhost::tickets::seeding
