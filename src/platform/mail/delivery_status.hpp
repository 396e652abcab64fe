#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace goodhost::mail {

// Fields of one group, names in lower case; of two equal names the first counts.
using FieldGroup = std::map<std::string, std::string>;

// `body` is valid UTF-8. The groups of a message/delivery-status or message/feedback-report body (RFC 3464 2.1), at most 200.
std::vector<FieldGroup> read_field_groups(std::string_view body);

// `rfc822; user@example.org` without the type; also `<user@example.org>` and encoded forms.
std::string typed_value(std::string_view value);
// An address out of a recipient field, empty when it holds none.
std::string recipient_address(std::string_view value);

}  // namespace goodhost::mail
