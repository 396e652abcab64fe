#pragma once
#include <string>
#include <vector>

#include "email/email.hpp"
#include "platform/http/route.hpp"
#include "platform/imap/imap.hpp"

/// Where a mailbox's mail is fetched from: an account on an IMAP server.
namespace goodhost::email {

using imap::Security;

/// password: as it is. oauth: `secret` is a refresh token, for which `token_url` gives tokens of an hour (XOAUTH2).
enum class SignIn { password, oauth };
BOOST_DESCRIBE_ENUM(SignIn, password, oauth)

/// What becomes of the mail that stands in a folder when it is read for the first time.
enum class Existing { unread, all, none };
BOOST_DESCRIBE_ENUM(Existing, unread, all, none)

struct SourceFields {
    std::string host;
    std::int32_t port = 993;
    Security security = Security::tls;
    std::string login;
    SignIn sign_in = SignIn::password;
    std::string token_url, client_id;
    std::vector<std::string> folders;
    std::string moved_to;  ///< mail that was taken goes there; empty: it is marked as read
    Existing existing = Existing::unread;
};
BOOST_DESCRIBE_STRUCT(SourceFields, (), (host, port, security, login, sign_in, token_url, client_id, folders, moved_to, existing))

/// What the API tells: secrets are taken, never given.
struct MailboxSource : SourceFields {
    MailboxId mailbox_id;
    bool has_secret = false, has_client_secret = false;
};
BOOST_DESCRIBE_STRUCT(MailboxSource, (SourceFields), (mailbox_id, has_secret, has_client_secret))

/// Secrets that are left out stay as they are, as long as they go to the same server and name.
struct SourceInput {
    MailboxId mailbox_id;
    std::string host, login;
    std::int32_t port = 993;
    Security security = Security::tls;
    std::optional<SignIn> sign_in;
    std::optional<std::string> secret, client_secret, token_url, client_id, moved_to;
    std::optional<std::vector<std::string>> folders;
    std::optional<Existing> existing;
    static constexpr Rule rules[] = {{"host", 253},           {.field = "port", .min = 1, .max = 65535},
                                     {"login", 320},          {"secret", 10000},
                                     {"client_secret", 2000}, {"token_url", 1000},
                                     {"client_id", 500},      {"moved_to", 250}};
};
BOOST_DESCRIBE_STRUCT(SourceInput, (),
                      (mailbox_id, host, login, port, security, sign_in, secret, client_secret, token_url, client_id, moved_to, folders,
                       existing))

/// As it is used: secrets opened.
struct Source : SourceFields {
    MailboxId mailbox_id;
    std::string secret, client_secret;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Source, (SourceFields), (mailbox_id, secret, client_secret, version))

struct MailboxKey {
    MailboxId mailbox_id;
};
BOOST_DESCRIBE_STRUCT(MailboxKey, (), (mailbox_id))

/// Throws Problem unavailable when a secret was sealed with another key.
std::optional<Source> find_source(db::Reader& reader, const Context& context, MailboxId id);
/// A refresh token that was changed for a new one.
void keep_new_secret(db::Tx& tx, const Context& context, const Source& source);
/// What the input means, checked: with the stored secrets where it has none.
Source source_of(db::Reader& reader, const Context& context, const SourceInput& input);
net::Destination destination_of(const Context& context, const Source& source);

MailboxSource get_source(db::Reader& reader, const Context& context, const MailboxKey& input);
MailboxSource put_source(db::Tx& tx, const Context& context, const SourceInput& input);
void delete_source(db::Tx& tx, const Context& context, const MailboxKey& input);

/// What a person sees after trying an account.
struct ConnectionTest {
    bool works = false;
    std::optional<net::Fault> fault;
    std::string words;  ///< of the server or the system
    std::vector<std::string> missing_folders;
    bool pushes = false;  ///< it tells of new mail at once (IDLE)
    bool encrypted = false;
};
BOOST_DESCRIBE_STRUCT(ConnectionTest, (), (works, fault, words, missing_folders, pushes, encrypted))
ConnectionTest test_connection(const Context& context, const SourceInput& input);

/// Sent on this channel when what is to be fetched has changed.
inline constexpr std::string_view sources_channel = "mailbox_sources";

}  // namespace goodhost::email
