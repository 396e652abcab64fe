#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Lines of an LMTP client. Pure, bounded by the line's length.
namespace goodhost::lmtp {

enum class Verb { lhlo, mail, rcpt, data, rset, noop, quit, vrfy, unknown };

struct Command {
    Verb verb = Verb::unknown;
    std::string_view argument;
};
/// The verb in any case; the rest without blanks around it.
Command read_command(std::string_view line);

enum class PathFault { none, syntax, not_ascii, parameter };

/// `FROM:<a@b> SIZE=5 BODY=8BITMIME SMTPUTF8`.
struct Path {
    std::string address;  ///< without quotes of the local part and without a source route; empty: <>
    std::uint64_t size = 0;
    bool utf8 = false;  ///< this mail may have addresses that are not ASCII
    PathFault fault = PathFault::none;
};
enum class PathKind { sender, recipient };
Path read_path(std::string_view argument, PathKind kind, bool utf8_allowed);

}  // namespace goodhost::lmtp
