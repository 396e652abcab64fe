#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/http.hpp"

namespace goodhost::http {

/// What of a request decides how its answer is written; kept when the request itself has gone to its handler.
struct Conditions {
    Method method = Method::get;
    int version = 11;  ///< 10 or 11
    bool keep_alive = true;
    std::string if_none_match, range, if_range;
};

Conditions conditions_of(const Request& request, int version, bool keep_alive);

/// A part of a body; `first + length <= size`.
struct Part {
    std::uint64_t first = 0, length = 0;
};

/// A single `bytes=` range of a body of `size` bytes (RFC 9110 section 14). Nothing when the field is to be ignored
/// (malformed, another unit, several ranges); a part of length 0 when it can't be satisfied.
std::optional<Part> parse_range(std::string_view field, std::uint64_t size);

/// If-None-Match against the answer's ETag, weakly (RFC 9110 section 13.1.2).
bool matches_etag(std::string_view if_none_match, std::string_view etag);

/// An answer ready to be written: the head, then `part` of the response's body.
struct Answer {
    std::string head;
    Response response;
    Part part;

    /// The part's bytes; empty when they come from a file.
    std::string_view bytes() const;
};

/// Applies 304, 206, 416 and HEAD and writes the head by hand. `date` is an IMF-fixdate.
Answer make_answer(Response response, const Conditions& conditions, std::string_view date);

/// `Sun, 06 Nov 1994 08:49:37 GMT` of now; made once a second and thread.
std::string_view http_date();

}  // namespace goodhost::http
