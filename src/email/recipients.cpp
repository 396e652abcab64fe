#include "email/recipients.hpp"

#include "accounts/accounts.hpp"
#include "email/queries.hpp"

namespace goodhost::email {

std::optional<Mailbox> find_mailbox_of(db::Reader& reader, std::string_view address) {
    auto normal = accounts::normal_email(address);
    if (!normal) return std::nullopt;
    if (auto exact = reader.find<Mailbox>(sql::find_mailbox_by_address, *normal)) return exact;
    auto plus = normal->find('+'), at = normal->rfind('@');
    if (plus == std::string::npos || plus == 0 || plus > at) return std::nullopt;
    return reader.find<Mailbox>(sql::find_mailbox_by_address, normal->substr(0, plus) + normal->substr(at));
}

}  // namespace goodhost::email
