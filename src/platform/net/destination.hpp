#pragma once
#include <cstdint>
#include <string>

namespace goodhost::net {

/// A server of somebody.
struct Destination {
    std::string host;
    std::uint16_t port = 0;
    bool allow_private = false;
    std::string authorities_file;  ///< PEM, trusted beside the system's; may be empty
};

}  // namespace goodhost::net
