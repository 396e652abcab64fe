#pragma once
#include <string>
#include <vector>

#include "app/program.hpp"

namespace goodhost::bench {

/// What the load needs to know of a seeded host.
struct Prepared {
    std::string token;                 ///< of an agent who sees all brands
    std::string session;               ///< cookie of the contact of `ticket`
    std::int64_t ticket = 0;           ///< has 20 messages
    std::vector<std::string> writers;  ///< addresses of known contacts, who write new tickets
};
BOOST_DESCRIBE_STRUCT(Prepared, (), (token, session, ticket, writers))

Prepared prepare(app::Program& program);

}  // namespace goodhost::bench
