#pragma once
#include "brands/brands.hpp"
#include "email/outbox.hpp"

/// Leaving a list of ours: by the link in the mail, or by the mail program's own button (RFC 8058).
namespace goodhost::email {

inline constexpr std::string_view notifications_list = "notifications";  ///< to agents
inline constexpr std::string_view notices_list = "notices";              ///< to customers: maintenance, announcements, surveys

bool is_unsubscribed(db::Reader& reader, BrandId brand, std::string_view address, std::string_view list);

/// The page of the link; signed, so that nobody unsubscribes others.
std::string unsubscribe_link(const Context& context, const brands::Brand& brand, std::string_view address, std::string_view list);
/// `List-Unsubscribe` and `List-Unsubscribe-Post`.
std::vector<std::pair<std::string, std::string>> unsubscribe_headers(const Context& context, const brands::Brand& brand,
                                                                     const OutboxMail& mail);

/// Asks; a link is opened by scanners too, so looking changes nothing.
http::Response show_unsubscribe(const http::Call& call);
/// Leaves, or with `again` comes back.
http::Response unsubscribe(const http::Call& call);

}  // namespace goodhost::email
