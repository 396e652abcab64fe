#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What an IMAP server says (RFC 9051, RFC 3501), as far as a reader of mailboxes needs it. Pure; linear in the length.
namespace goodhost::imap {

/// A line with what stood in its literals taken out: `* 1 FETCH (BODY[] {12})` keeps the `{12}`.
struct Line {
    std::string text;
    std::vector<std::string> literals;
};

/// The size of the literal that a piece of a line ends with: `... {12}` or `{12+}`.
std::optional<std::uint64_t> literal_size(std::string_view piece);

/// Whether the literal that follows is the body of a message: `* 1 FETCH (UID 3 BODY[] {12}`.
bool announces_body(std::string_view piece);

enum class Kind { ok, no, bad, bye, preauth, capability, exists, expunge, fetch, go_on, other };

struct Listed {
    std::uint32_t uid = 0;
    bool seen = false, deleted = false, has_size = false;
    std::uint64_t size = 0;
    std::chrono::sys_seconds arrived{};  ///< INTERNALDATE; zero when not told
    std::optional<std::string> body;     ///< where it was not a literal: quoted
};

struct Response {
    std::string tag;  ///< empty: untagged or `+`
    Kind kind = Kind::other;
    std::string code;  ///< of a status: `UIDVALIDITY 5`, without brackets
    std::string text;  ///< of a status, in the server's words; of a capability line: the words
    std::uint32_t number = 0;
    Listed fetched;
};

/// Nothing when it is no response.
std::optional<Response> read_response(const Line& line);

/// `UIDVALIDITY 5` asked for `UIDVALIDITY`: 5.
std::optional<std::uint32_t> number_of_code(const Response& response, std::string_view name);

/// A string for the wire: quoted, or nothing when it needs a literal (bytes that are not printable ASCII).
std::optional<std::string> quoted(std::string_view text);

/// A folder's name on the wire: modified UTF-7 (RFC 3501 section 5.1.3). Bad UTF-8 becomes U+FFFD.
std::string mailbox_name(std::string_view utf8);

/// `22-Nov-2026 09:08:07 +0100`.
std::optional<std::chrono::sys_seconds> read_internal_date(std::string_view text);

}  // namespace goodhost::imap
