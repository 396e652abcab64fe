#include "email/thread.hpp"

#include <algorithm>

#include "email/matching.hpp"
#include "email/queries.hpp"

namespace goodhost::email {

namespace {

struct Earlier {
    std::string source_id;
    Instant at;
    bool theirs = false;
};
BOOST_DESCRIBE_STRUCT(Earlier, (), (source_id, at, theirs))

/// Empty: the brand has no mailbox, and answers go to its sender address.
std::string way_back(db::Reader& reader, const Context& context, BrandId brand, tickets::TicketId ticket) {
    auto mailbox = reader.find<std::string>(sql::find_way_back, ticket);
    if (!mailbox) mailbox = reader.find<std::string>(sql::find_brand_mailbox, brand);
    if (!mailbox) return {};
    bool tagged = reader.find<std::int64_t>(sql::tags_replies, brand).value_or(1) != 0;
    return tagged ? reply_address(context, *mailbox, ticket) : *mailbox;
}

}  // namespace

void set_thread(db::Reader& reader, const Context& context, NewMail& mail) {
    if (!mail.ticket_id) return;
    auto earlier = reader.list<Earlier>(sql::list_said_before, *mail.ticket_id, mail.message_id);
    auto ours = reader.list<Earlier>(sql::list_mailed_before, *mail.ticket_id, mail.to_address);
    earlier.insert(earlier.end(), ours.begin(), ours.end());
    std::ranges::stable_sort(earlier, {}, &Earlier::at);
    std::erase_if(earlier, [&](const Earlier& one) { return one.source_id == mail.source_id; });
    for (auto& one : earlier) mail.earlier_ids.push_back(one.source_id);
    auto theirs = std::find_if(earlier.rbegin(), earlier.rend(), [](const Earlier& one) { return one.theirs; });
    if (theirs != earlier.rend())
        mail.in_reply_to = theirs->source_id;
    else if (!earlier.empty())
        mail.in_reply_to = earlier.back().source_id;
    mail.reply_to = way_back(reader, context, mail.brand, *mail.ticket_id);
}

}  // namespace goodhost::email
