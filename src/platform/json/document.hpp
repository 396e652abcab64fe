#pragma once
#include <boost/json/error.hpp>
#include <boost/json/value.hpp>
#include <string_view>

namespace goodhost::json {

/// One document of at most 32 levels, in that memory. A fraction is the double nearest to its digits, so that what was written is read
/// as it was: the parser of Boost 1.81 is off in the last place with one in four numbers of 17 digits. Null where there is an error.
boost::json::value parse_document(std::string_view text, boost::json::storage_ptr memory, boost::json::error_code& error);

}  // namespace goodhost::json
