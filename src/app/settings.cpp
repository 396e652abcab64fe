#include "app/settings.hpp"

namespace goodhost::app {

namespace {

using config::Kind;
using config::Secrecy;
using config::Setting;

constexpr Setting known[] = {
    {"data", Kind::text, "./data", "Folder of the database, files and secret key."},
    {"listen", Kind::text, "127.0.0.1:8080", "Address and port to serve on."},
    {"database", Kind::text, "", "postgresql:// URL; empty: SQLite in the data folder.", Secrecy::secret},
    {"database_readers", Kind::integer, "10", "Connections for reading.", Secrecy::plain, 1, 200},
    {"database_writers", Kind::integer, "8", "Connections for writing (PostgreSQL).", Secrecy::plain, 1, 200},
    {"slow_statement_ms", Kind::integer, "200", "Statements that take longer are logged with their plan.", Secrecy::plain, 1, 600000},
    {"slow_request_ms", Kind::integer, "1000", "Requests that take longer are logged with their statements.", Secrecy::plain, 1, 600000},
    {"secret_key_file", Kind::text, "", "File with 64 hexadecimal digits, the same on every node; empty: secret.key in the data folder."},
    {"tls_certificate", Kind::text, "", "PEM file; with tls_key the program serves TLS itself."},
    {"tls_key", Kind::text, "", "PEM file."},
    {"trusted_proxies", Kind::list, "", "Addresses or networks whose X-Forwarded-* headers are believed."},
    {"proxy_protocol", Kind::flag, "false", "Trusted proxies send a PROXY line first."},
    {"workers", Kind::integer, "8", "Threads for requests.", Secrecy::plain, 1, 256},
    {"requests_per_minute_anonymous", Kind::integer, "6000", "Of one address that is not signed in.", Secrecy::plain, 1, 100000000},
    {"requests_per_minute_actor", Kind::integer, "3000000", "Of one agent, contact or token.", Secrecy::plain, 1, 100000000},
    {"upload_limit_mb", Kind::integer, "100", "Largest upload.", Secrecy::plain, 1, 10000},
    {"stop_announce_seconds", Kind::integer, "0", "How long /readyz says that the node will stop before it does.", Secrecy::plain, 0, 600},
    {"stop_grace_seconds", Kind::integer, "20", "How long running requests may take to finish on stop.", Secrecy::plain, 0, 600},
    {"log_level", Kind::text, "info", "debug, info, warning or error."},
    {"demo", Kind::flag, "false", "Shows 'sign in as' and keeps outgoing mail in the mail catcher. Never on a real host."},
    {"public_address", Kind::text, "https://{domain}", "How a brand's pages are reached from outside, for links in mails."},
    {"smtp_url", Kind::text, "", "smtp://host:25, smtp://user:password@host:587 or smtps://; empty: mails wait in the outbox.",
     Secrecy::secret},
    {"mail_authentication_servers", Kind::list, "", "Own mail servers whose Authentication-Results are believed (their authserv-id)."},
    {"rspamd_url", Kind::text, "", "http://127.0.0.1:11333: every mail is judged by rspamd there."},
    {"rspamd_controller_url", Kind::text, "", "http://127.0.0.1:11334: rspamd is taught there what people say is spam, or is not."},
    {"rspamd_password", Kind::text, "", "Of rspamd's controller.", Secrecy::secret},
    {"spam_hold_score", Kind::integer, "8", "Mails with this score of rspamd or more are held.", Secrecy::plain, 1, 1000},
    {"clamd_address", Kind::text, "", "host:port or the path of clamd's socket: attachments are looked at by it."},
    {"mails_per_sender_hour", Kind::integer, "60", "More of one sender within an hour are held.", Secrecy::plain, 1, 1000000},
    {"lmtp", Kind::text, "", "Address and port where a mail server of ours hands mail over by LMTP; empty: nowhere."},
    {"mail_limit_mb", Kind::integer, "100", "Largest mail that is taken from a mail server.", Secrecy::plain, 1, 2000},
    {"mail_keeps_free_mb", Kind::integer, "200", "With less room on the disk, mail servers are asked to try again later.", Secrecy::plain,
     0, 1000000},
    {"mail_backlog", Kind::integer, "50000",
     "With so many entries of the trail not worked through, mail servers are asked to try again later.", Secrecy::plain, 100, 100000},
    {"mailbox_lease_seconds", Kind::integer, "45", "How long a node keeps a mailbox without a sign of life; then another one reads it.",
     Secrecy::plain, 4, 3600},
    {"mailbox_retry_seconds", Kind::integer, "2", "After what time a lost connection to a mailbox is tried again, doubled each time.",
     Secrecy::plain, 1, 60},
    {"mailbox_allow_private", Kind::flag, "false",
     "Mail may be fetched from, and by a brand handed over to, servers that are not on the public internet."},
    {"mailbox_authorities", Kind::text, "", "PEM file of authorities that mail servers may be vouched for by, beside the system's."},
    {"mailbox_heartbeat_minutes", Kind::integer, "60",
     "How often a mail to oneself shows that a mailbox works; 0: never. Only where mail goes out.", Secrecy::plain, 0, 10080},
    {"remote_images_allow_private", Kind::flag, "false",
     "Pictures that mails name may be at addresses that are not on the public internet."},
    {"webhook_allow_private", Kind::flag, "false", "Webhooks may go to addresses that are not on the public internet."},
    {"push_allow_private", Kind::flag, "false", "Push may go to services that are not on the public internet."},
    {"push_shows_subject", Kind::flag, "false", "Devices show a ticket's subject, on locked screens, too."},
    {"reopen_window_days", Kind::integer, "7", "A customer's word reopens a resolved ticket within this time; later it opens a follow-up.",
     Secrecy::plain, 0, 365},
    {"undo_seconds", Kind::integer, "10", "How long a reply can be taken back.", Secrecy::plain, 0, 120},
};

}  // namespace

std::span<const Setting> known_settings() { return known; }

}  // namespace goodhost::app
