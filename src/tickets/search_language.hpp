#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/time.hpp"

/// The language of the search box and of views: words, "phrases", -not, field:value,value. Pure: no clock, no database.
///   severity:critical,high assignee:me is:unanswered created:>2026-01-01 updated:<7d -tag:migration #1042 "disk full" subject:dns
namespace goodhost::tickets {

enum class SearchField {
    severity,
    status,
    category,
    channel,
    tier,
    queue,
    assignee,
    team,
    brand,
    tag,
    contact,
    customer,
    service,
    server,
    follower,
    promise,
    is,
    has,
    created,
    updated,
    number
};

struct Term {
    SearchField field = SearchField::is;
    bool negated = false;
    std::vector<std::string> values;  ///< any of them; never empty but for times
    Instant from{}, until{};          ///< created, updated: from <= time < until
};

struct SearchFault {
    std::int64_t at = 0;  ///< characters before the place in the text
    /// unknown_field, unknown_value, value_missing, bad_time, bad_number, quote_open, too_long: `tickets.search.<code>` is its text
    std::string code;
};

struct SearchText {
    std::vector<Term> terms;
    std::string words;           ///< what is left for the full-text index, in its own notation: word "phrase" -word subject:word
    bool words_in_body = false;  ///< `body:` was used: subjects don't count
    std::vector<SearchFault> faults;
};

/// Never fails: what is not understood is told in `faults` and left out. Days are UTC; `now` is for `<7d`.
SearchText parse_search(std::string_view text, Instant now);

}  // namespace goodhost::tickets
