#pragma once
#include "brands/brands.hpp"
#include "email/email.hpp"
#include "platform/http/route.hpp"
#include "platform/mail/dkim.hpp"
#include "platform/mail/smtp.hpp"

/// How a brand's mail leaves the house: its relay, the keys that sign it, the signature under it.
namespace goodhost::email {

struct DkimKeyTag {};
using DkimKeyId = Id<DkimKeyTag>;

/// The private half is sealed in the database and never shown.
struct DkimKey {
    DkimKeyId id;
    BrandId brand_id;
    std::string domain, selector;
    mail::DkimAlgorithm algorithm = mail::DkimAlgorithm::rsa_sha256;
    std::string record_name;  ///< where the DNS needs a TXT record: `s1._domainkey.example.com`
    std::string record;       ///< its text
    bool active = false;      ///< mails are signed with it
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(DkimKey, (), (id, brand_id, domain, selector, algorithm, record_name, record, active, created_at))

struct Sender {
    BrandId brand_id;
    std::string address;  ///< of the brand, where its mails come from
    std::string host;     ///< empty: the program's smtp_url
    std::int64_t port = 587;
    mail::Security security = mail::Security::starttls;
    std::string username;
    bool has_password = false;
    std::int64_t per_domain = 4;        ///< mails handed over at once for one recipient domain
    std::int64_t attach_limit_mb = 10;  ///< files of a mail that are larger together go as links
    std::string signature;              ///< of the brand, under the agent's own
    bool tags_replies = true;           ///< answers go to `support+t1042-...@`; not for mail servers that refuse a `+`
    std::vector<DkimKey> dkim_keys;
};
BOOST_DESCRIBE_STRUCT(Sender, (),
                      (brand_id, address, host, port, security, username, has_password, per_domain, attach_limit_mb, signature,
                       tags_replies, dkim_keys))

struct SenderList {
    std::vector<Sender> items;
};
BOOST_DESCRIBE_STRUCT(SenderList, (), (items))

struct SenderChange {
    BrandId brand_id;
    Patch<std::string> host, username, password, signature;
    Patch<std::int64_t> port, per_domain, attach_limit_mb;
    Patch<mail::Security> security;
    Patch<bool> tags_replies;
    static constexpr Rule rules[] = {{.field = "host", .max_length = 253, .may_be_empty = true},
                                     {.field = "username", .max_length = 320, .may_be_empty = true},
                                     {.field = "password", .max_length = 1000, .may_be_empty = true},
                                     {.field = "signature", .max_length = 2000, .may_be_empty = true},
                                     {.field = "port", .min = 1, .max = 65535},
                                     {.field = "per_domain", .min = 1, .max = 100},
                                     {.field = "attach_limit_mb", .min = 0, .max = 100}};
};
BOOST_DESCRIBE_STRUCT(SenderChange, (),
                      (brand_id, host, username, password, signature, port, per_domain, attach_limit_mb, security, tags_replies))

struct SenderKey {
    BrandId brand_id;
};
BOOST_DESCRIBE_STRUCT(SenderKey, (), (brand_id))

struct NewDkimKey {
    BrandId brand_id;
    mail::DkimAlgorithm algorithm = mail::DkimAlgorithm::rsa_sha256;
    std::optional<std::string> selector;
    static constexpr Rule rules[] = {{"selector", 63}};
};
BOOST_DESCRIBE_STRUCT(NewDkimKey, (), (brand_id, algorithm, selector))

struct DkimKeyChange {
    BrandId brand_id;
    DkimKeyId key_id;
    bool active = false;
};
BOOST_DESCRIBE_STRUCT(DkimKeyChange, (), (brand_id, key_id, active))

struct DkimKeyKey {
    BrandId brand_id;
    DkimKeyId key_id;
};
BOOST_DESCRIBE_STRUCT(DkimKeyKey, (), (brand_id, key_id))

/// What a server said to an attempt to sign in.
struct SenderProbe {
    mail::ReplyClass outcome = mail::ReplyClass::unreached;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(SenderProbe, (), (outcome, words))

SenderList list_senders(db::Reader& reader, const Context& context, const http::Empty&);
Sender get_sender(db::Reader& reader, const Context& context, const SenderKey& input);
Sender change_sender(db::Tx& tx, const Context& context, const SenderChange& input);
/// Signs in to the relay and goes again. Blocks.
SenderProbe probe_sender(const Context& context, const SenderKey& input);

/// Making an RSA key takes a while, so it is done before the transaction.
struct PreparedDkimKey {
    NewDkimKey input;
    std::string private_key, record;
};
PreparedDkimKey prepare_dkim_key(const Context& context, const NewDkimKey& input);
/// Not active yet: it signs once its record is in the DNS and somebody says so.
DkimKey create_dkim_key(db::Tx& tx, const Context& context, const PreparedDkimKey& prepared);
DkimKey change_dkim_key(db::Tx& tx, const Context& context, const DkimKeyChange& input);
void delete_dkim_key(db::Tx& tx, const Context& context, const DkimKeyKey& input);

/// What sending needs of a brand, with its secrets opened.
struct WayOut {
    std::optional<mail::Relay> relay;  ///< none: mails are kept
    std::vector<mail::DkimSigner> signers;
    std::int64_t per_domain = 4;
};
WayOut way_out(db::Reader& reader, const Context& context, const brands::Brand& brand);
/// The rest of a sender's settings; standard ones where none were made.
Sender sender_of(db::Reader& reader, const brands::Brand& brand);

}  // namespace goodhost::email
