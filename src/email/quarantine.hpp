#pragma once
#include "email/email.hpp"
#include "platform/http/route.hpp"

/// Mails that wait for a person's word.
namespace goodhost::email {

struct HeldMail {
    MailId id;
    BrandId brand_id;
    std::string mailbox, from_address, from_name, subject;
    Cause cause = Cause::automatic;
    Instant received_at;
    std::int64_t size = 0;
    std::optional<tickets::TicketId> ticket_id;  ///< the ticket that it would go on
    std::optional<double> spam_score;            ///< rspamd's, where it was asked
};
BOOST_DESCRIBE_STRUCT(HeldMail, (),
                      (id, brand_id, mailbox, from_address, from_name, subject, cause, received_at, size, ticket_id, spam_score))

struct HeldList {
    std::vector<HeldMail> items;
    std::optional<std::int64_t> next_cursor;
};
BOOST_DESCRIBE_STRUCT(HeldList, (), (items, next_cursor))

struct HeldFilter {
    std::optional<std::int64_t> cursor;
    std::optional<std::int32_t> limit;
    static constexpr Rule rules[] = {{.field = "limit", .min = 1, .max = 500}};
};
BOOST_DESCRIBE_STRUCT(HeldFilter, (), (cursor, limit))

struct HeldKey {
    MailId mail_id;
};
BOOST_DESCRIBE_STRUCT(HeldKey, (), (mail_id))

struct Release {
    MailId mail_id;
    std::optional<tickets::TicketId> ticket_id;  ///< on this ticket; else a new one
};
BOOST_DESCRIBE_STRUCT(Release, (), (mail_id, ticket_id))

HeldList list_held(db::Reader& reader, const Context& context, const HeldFilter& filter);
HeldMail get_held(db::Reader& reader, const Context& context, const HeldKey& input);
/// Becomes a word on the ticket, or a new ticket. Parsing and files come first, so it has no transaction of its own.
Delivery release_held(const Context& context, const Release& input);
/// Stays stored, is shown no more.
void discard_held(db::Tx& tx, const Context& context, const HeldKey& input);
/// The raw message, as a download.
http::Response download_held(const http::Call& call);

}  // namespace goodhost::email
