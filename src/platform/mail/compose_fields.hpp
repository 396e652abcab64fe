#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/message.hpp"

namespace goodhost::mail {

// Whole header lines, folded and ended by CRLF; empty when there is no value.
std::string text_field(std::string_view name, std::string_view text);
std::string address_field(std::string_view name, const std::vector<Address>& addresses);
std::string id_field(std::string_view name, const std::vector<std::string>& ids);

// `; name="value"` on a line of its own, or RFC 2231 where the value is not plain ASCII.
std::string parameter(std::string_view name, std::string_view value);

// Control characters become spaces, ill-formed UTF-8 is replaced.
std::string one_line(std::string_view text);
bool is_token(std::string_view text);

}  // namespace goodhost::mail
