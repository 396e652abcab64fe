#pragma once
#include "email/email.hpp"
#include "platform/http/route.hpp"

namespace goodhost::email {

struct MailboxList {
    std::vector<Mailbox> items;
};
BOOST_DESCRIBE_STRUCT(MailboxList, (), (items))

struct MailboxInput {
    std::string name, address;
    std::optional<BrandId> brand_id;
    std::optional<accounts::TeamId> team_id;
    std::optional<std::string> category;
    static constexpr Rule rules[] = {{"name", 100}, {"address", 320}, {"category", 60}};
};
BOOST_DESCRIBE_STRUCT(MailboxInput, (), (name, address, brand_id, team_id, category))

struct MailboxChange {
    MailboxId mailbox_id;
    Patch<std::string> name, address;
    Patch<accounts::TeamId> team_id;
    Patch<std::string> category;
    Patch<bool> active;
    static constexpr Rule rules[] = {{"name", 100}, {"address", 320}, {.field = "category", .max_length = 60, .may_be_empty = true}};
};
BOOST_DESCRIBE_STRUCT(MailboxChange, (), (mailbox_id, name, address, team_id, category, active))

MailboxList list_mailboxes(db::Reader& reader, const Context& context, const http::Empty&);
Mailbox create_mailbox(db::Tx& tx, const Context& context, const MailboxInput& input);
Mailbox change_mailbox(db::Tx& tx, const Context& context, const MailboxChange& input);

/// POST /api/v1/mail?mailbox=NAME with the raw message as body.
http::Response post_mail(const http::Call& call);

}  // namespace goodhost::email
