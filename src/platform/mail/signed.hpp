#pragma once
#include <optional>
#include <string>
#include <string_view>

// What stands inside of signatures. Nothing is verified: the words are read, not believed.
namespace goodhost::mail {

// The MIME entity inside of an S/MIME message that is signed with its content (RFC 8551 section 3.5.2); nothing for one that is
// encrypted, holds certificates only or is none. Linear; DER and BER.
std::optional<std::string> content_of_signed(std::string_view cms);

// Takes armour and signatures off what is signed in the text itself (RFC 4880 section 7); the words stay. Linear.
void take_off_armour(std::string& text);

}  // namespace goodhost::mail
