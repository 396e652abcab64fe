#include "email/way_out.hpp"

#include "accounts/portal_frame.hpp"
#include "email/domain_check.hpp"
#include "email/mail_files.hpp"
#include "email/mail_texts.hpp"
#include "email/notifications.hpp"
#include "email/outbox.hpp"
#include "email/senders.hpp"
#include "email/tries.hpp"
#include "email/unsubscribe.hpp"
#include "platform/registry.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::email {

using http::Audience;
using http::endpoint;
using http::Method;

namespace {

http::Route file_download() {
    auto route = http::raw_route(Method::get, "/mail/files/{token}/{name}", Audience::anyone, {}, download_mailed_file);
    route.summary = "A file of a mail that was too large to be sent along";
    return route;
}

DomainCheck check_by_system(const Context& context, const SenderKey& input) { return check_sender(dns::SystemResolver(), context, input); }

void register_pages(Registry& registry) {
    auto show = http::page_route(Method::get, "/unsubscribe/{token}", Audience::anyone, show_unsubscribe);
    auto leave = http::page_route(Method::post, "/unsubscribe/{token}", Audience::anyone, unsubscribe);
    registry.routes({show, leave, file_download()});
}

void register_texts(Registry& registry) {
    auto preview = endpoint<&preview_mail_text>(Method::post, "/api/v1/mail_texts/{kind}/previews", Audience::agent, configure,
                                                "A mail as it would look with these words");
    preview.status = 200;
    registry.routes({
        endpoint<&list_mail_texts>(Method::get, "/api/v1/mail_texts", Audience::agent, configure,
                                   "The words of the program's mails, for a brand and a language"),
        endpoint<&put_mail_text>(Method::put, "/api/v1/mail_texts/{kind}", Audience::agent, configure, "Change the words of a mail"),
        endpoint<&delete_mail_text>(Method::delete_, "/api/v1/mail_texts/{kind}", Audience::agent, configure,
                                    "Take the standard words again"),
        preview,
        endpoint<&send_mail_text>(Method::post, "/api/v1/mail_texts/{kind}/samples", Audience::agent, configure,
                                  "Send a mail with these words to oneself"),
    });
}

void register_notifications(Registry& registry) {
    registry.job({"email.digest", send_digest});
    registry.consumer({.name = "email.notify", .types = {"tickets.", "email."}, .handle = notify_agents, .start_at = trail::StartAt::now});
    registry.live(notification_topic());
    registry.routes({
        endpoint<&list_notifications>(Method::get, "/api/v1/me/notifications", Audience::agent, {}, "What I was told of, newest first"),
        endpoint<&read_notifications>(Method::put, "/api/v1/me/notifications/read", Audience::agent, {}, "I have read them"),
        endpoint<&get_notification_settings>(Method::get, "/api/v1/me/notification_settings", Audience::agent, {}, "How I want to be told"),
        endpoint<&put_notification_settings>(Method::put, "/api/v1/me/notification_settings", Audience::agent, {},
                                             "Choose how I want to be told"),
    });
}

}  // namespace

void register_way_out(Registry& registry) {
    registry.job(send_kind());
    registry.constraint("dkim_keys_selector_unique", "email.selector_taken", "selector");
    register_pages(registry);
    register_texts(registry);
    register_notifications(registry);
    registry.routes({
        endpoint<&list_outbox>(Method::get, "/api/v1/outbox", Audience::agent, configure, "Mails of ours and what became of them"),
        endpoint<&get_outbox>(Method::get, "/api/v1/outbox/{outbox_id}", Audience::agent, configure, "A mail of ours"),
        endpoint<&queue_again>(Method::post, "/api/v1/outbox/{outbox_id}/attempts", Audience::agent, tickets::may_reply,
                               "Try again now to hand a mail over"),
        endpoint<&list_senders>(Method::get, "/api/v1/senders", Audience::agent, configure, "How each brand's mail leaves"),
        endpoint<&get_sender>(Method::get, "/api/v1/senders/{brand_id}", Audience::agent, configure, "How a brand's mail leaves"),
        endpoint<&change_sender>(Method::patch, "/api/v1/senders/{brand_id}", Audience::agent, configure,
                                 "Change how a brand's mail leaves"),
        endpoint<&probe_sender>(Method::post, "/api/v1/senders/{brand_id}/probes", Audience::agent, configure,
                                "Sign in to the brand's mail server and say what it answers"),
        endpoint<&check_by_system>(Method::post, "/api/v1/senders/{brand_id}/dns_checks", Audience::agent, configure,
                                   "Look whether MX, SPF, DKIM, DMARC and reverse DNS are in order"),
        http::prepared_endpoint<&prepare_dkim_key, &create_dkim_key>(Method::post, "/api/v1/senders/{brand_id}/dkim_keys", Audience::agent,
                                                                     configure, "Make a DKIM key; its record is to be put into the DNS"),
        endpoint<&change_dkim_key>(Method::patch, "/api/v1/senders/{brand_id}/dkim_keys/{key_id}", Audience::agent, configure,
                                   "Sign with a DKIM key, or no longer"),
        endpoint<&delete_dkim_key>(Method::delete_, "/api/v1/senders/{brand_id}/dkim_keys/{key_id}", Audience::agent, configure,
                                   "Forget a DKIM key"),
    });
}

}  // namespace goodhost::email
