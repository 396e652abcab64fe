#include "email/acknowledgement.hpp"
#include "email/blocklist.hpp"
#include "email/consent.hpp"
#include "email/fetcher.hpp"
#include "email/figures.hpp"
#include "email/filters.hpp"
#include "email/health.hpp"
#include "email/lmtp.hpp"
#include "email/mailboxes.hpp"
#include "email/migrations.hpp"
#include "email/outbox.hpp"
#include "email/quarantine.hpp"
#include "email/queries.hpp"
#include "email/reports.hpp"
#include "email/seed.hpp"
#include "email/sources.hpp"
#include "email/way_out.hpp"
#include "platform/mail/notice.hpp"
#include "platform/registry.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::email {

using http::Audience;
using http::endpoint;
using http::Method;

namespace {

http::Route mail_upload() {
    auto route = http::raw_route(Method::post, "/api/v1/mail", Audience::agent, tickets::may_create, post_mail);
    route.summary = "Take a raw message (RFC 5322) into the mailbox named by ?mailbox=";
    route.spool = true;
    return route;
}

http::Route connection_test() {
    auto route = endpoint<&test_connection>(Method::post, "/api/v1/mailboxes/{mailbox_id}/connection_tests", Audience::agent, configure,
                                            "Try an IMAP account, and say what is wrong");
    route.slow = true;
    route.per_minute = 20;
    return route;
}

http::Route consent_return() {
    auto route = endpoint<&finish_consent>(Method::post, "/api/v1/mailbox_consents", Audience::agent, configure,
                                           "Take what the owner of a mailbox answered, and fetch its mail");
    route.slow = true;
    route.status = 200;
    route.per_minute = 20;
    return route;
}

http::Route consent_begin() {
    auto route = endpoint<&begin_consent>(Method::post, "/api/v1/mailboxes/{mailbox_id}/consents", Audience::agent, configure,
                                          "Where the owner of a mailbox is asked to let us read it (OAuth 2.0)");
    route.status = 200;
    return route;
}

http::Route held_download() {
    auto route = http::raw_route(Method::get, "/api/v1/quarantine/{mail_id}/raw", Audience::agent, quarantine, download_held);
    route.summary = "The raw message";
    return route;
}

}  // namespace

void register_email(Registry& registry) {
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.files_in_use(sql::list_files_in_use);
    registry.seed({"mailboxes", seed_mailboxes});
    registry.permissions({{configure, {}}, {quarantine, {"lead", "agent"}}});
    registry.constraint("mailboxes_name_unique", "email.mailbox_name_taken", "name");
    registry.constraint("mailboxes_address_unique", "email.mailbox_address_taken", "address");
    register_way_out(registry);
    register_figures(registry);
    registry.constraint("blocked_senders_unique", "email.sender_blocked_already", "sender");
    registry.resident({"email.lmtp", make_lmtp});
    registry.resident({"email.fetch", make_fetcher});
    registry.job({watch_job, watch_mailboxes});
    registry.upkeep(forget_heartbeats);
    registry.job(acknowledge_kind());
    registry.job({"email.teach", teach});
    registry.job({mail::notice_job, send_notice});
    registry.consumer({.name = "email.words", .types = {"tickets."}, .handle = mail_ticket_words, .start_at = trail::StartAt::now});
    registry.routes({
        endpoint<&list_mailboxes>(Method::get, "/api/v1/mailboxes", Audience::agent, {}, "List mailboxes"),
        endpoint<&create_mailbox>(Method::post, "/api/v1/mailboxes", Audience::agent, configure, "Create a mailbox"),
        endpoint<&change_mailbox>(Method::patch, "/api/v1/mailboxes/{mailbox_id}", Audience::agent, configure, "Change a mailbox"),
        endpoint<&list_mailbox_health>(Method::get, "/api/v1/mailbox_health", Audience::agent, {}, "How the mailboxes are"),
        endpoint<&get_source>(Method::get, "/api/v1/mailboxes/{mailbox_id}/source", Audience::agent, configure,
                              "Where a mailbox's mail is fetched from"),
        endpoint<&put_source>(Method::put, "/api/v1/mailboxes/{mailbox_id}/source", Audience::agent, configure,
                              "Fetch a mailbox's mail from an IMAP account"),
        endpoint<&delete_source>(Method::delete_, "/api/v1/mailboxes/{mailbox_id}/source", Audience::agent, configure,
                                 "Fetch a mailbox's mail no more"),
        connection_test(),
        consent_begin(),
        consent_return(),
        mail_upload(),
        endpoint<&list_held>(Method::get, "/api/v1/quarantine", Audience::agent, quarantine, "Mails that are held, newest first"),
        endpoint<&get_held>(Method::get, "/api/v1/quarantine/{mail_id}", Audience::agent, quarantine, "A mail that is held"),
        held_download(),
        endpoint<&release_held>(Method::post, "/api/v1/quarantine/{mail_id}/release", Audience::agent, quarantine,
                                "Put a held mail on a ticket, or on a new one"),
        endpoint<&discard_held>(Method::delete_, "/api/v1/quarantine/{mail_id}", Audience::agent, quarantine, "Throw a held mail away"),
        endpoint<&list_blocked_senders>(Method::get, "/api/v1/blocked_senders", Audience::agent, quarantine, "Whose mail is held"),
        endpoint<&block_sender>(Method::post, "/api/v1/blocked_senders", Audience::agent, quarantine,
                                "Hold all mail of an address or a domain"),
        endpoint<&unblock_sender>(Method::delete_, "/api/v1/blocked_senders/{blocked_sender_id}", Audience::agent, quarantine,
                                  "Take a sender off the list"),
        endpoint<&judge_mail>(Method::put, "/api/v1/mails/{mail_id}/judgement", Audience::agent, quarantine,
                              "Say whether a mail is spam; the filter learns from it"),
        endpoint<&list_ticket_deliveries>(Method::get, "/api/v1/tickets/{ticket_id}/deliveries", Audience::agent, tickets::may_view,
                                          "What became of the mails that went out for a ticket, and where those that came in are from"),
    });
}

}  // namespace goodhost::email
