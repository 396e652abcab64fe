#pragma once
#include "tickets/seed_cast.hpp"

/// Which story happens to whom and when: all chance is here, so that playing it can be repeated.
namespace goodhost::tickets::seeding {

enum class Act { open, say, snooze, merge, close };

struct Line {
    Instant at;
    std::uint32_t ticket = 0, order = 0;  ///< index of Script::tickets; of the line on its ticket
    Act act = Act::say;
    bool takes = false;  ///< the agent takes the ticket with it
    bool by_light_agent = false;
    const Part* part = nullptr;          ///< open, say
    std::optional<Instant> report_at{};  ///< what it announces
};

struct Told {
    std::size_t subject = 0, contact = 0, agent = 0;
    const Story* story = nullptr;
    Channel channel = Channel::portal;
    Instant snoozed_until{};
    std::uint32_t merged_into = 0;  ///< index, of a ticket that ends with Act::merge
};

struct Script {
    Library library;  ///< what the pointers lead into
    std::vector<Told> tickets;
    std::vector<Line> lines;  ///< in the order of time
};

Script write_script(SeedPlan& plan, const Cast& cast);

}  // namespace goodhost::tickets::seeding
