#include "email/text_kinds.hpp"

#include <algorithm>

namespace goodhost::email {

const std::vector<TextKind>& text_kinds() {
    static const TextVariable name{"name", "Ann Example"}, brand{"brand", "Nova Hosting"};
    static const std::vector<TextKind> kinds = {
        {"acknowledgement", "email.acknowledgement.", true, {name, brand, {"number", "1042", true}, {"subject", "My site is down"}}},
        {"accounts.mail.sign_in", "accounts.mail.sign_in.", false, {name, brand}},
        {"accounts.mail.invitation", "accounts.mail.invitation.", false, {name, brand}},
        {"notification",
         "email.mail.notification.",
         false,
         {name,
          brand,
          {"number", "1042"},
          {"subject", "My site is down"},
          {"reason", "Ann Example answered"},
          {"words", "Still down."},
          {"answer", "Reply to this mail to answer on the ticket."}}},
        {"digest",
         "email.mail.digest.",
         false,
         {name, brand, {"count", "3"}, {"lines", "#1042 My site is down: Ann Example answered", true}}},
    };
    return kinds;
}

const TextKind* find_text_kind(std::string_view kind) {
    auto at = std::ranges::find(text_kinds(), kind, &TextKind::kind);
    return at == text_kinds().end() ? nullptr : &*at;
}

}  // namespace goodhost::email
