#pragma once
#include <string_view>

// What mail programs of many languages write around quotations.
namespace goodhost::mail {

// "On Monday Kim <kim@example.org> wrote:" in one line, with quote marks removed.
bool is_quote_introduction(std::string_view line);
// The words such a line can begin with: it may go on in the next lines.
bool begins_introduction(std::string_view line);
// "----- Original message -----" and "Begin forwarded message:".
bool is_original_separator(std::string_view line);
// "From: ...", "Sent: ..." of a quoted header block.
bool is_quoted_header(std::string_view line);
// "Sent from my iPhone".
bool is_device_signature(std::string_view line);

}  // namespace goodhost::mail
