#pragma once
#include <string>
#include <string_view>

namespace goodhost::mail {

// Undoes format=flowed (RFC 3676): soft-broken lines of one quote depth are joined, space stuffing is removed.
std::string unflow(std::string_view text, bool delete_space);

}  // namespace goodhost::mail
