#include "email/outgoing.hpp"

#include <algorithm>

#include "email/mail_files.hpp"
#include "email/unsubscribe.hpp"
#include "platform/files/files.hpp"
#include "platform/mail/compose.hpp"
#include "platform/services.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::email {

namespace {

/// The files that were chosen when the mail was written down; an image that its HTML shows by `cid:` goes inline.
std::vector<mail::OutgoingFile> files_of(const Context& context, const OutboxMail& mail) {
    std::vector<mail::OutgoingFile> files;
    if (mail.file_ids.empty() || !mail.message_id) return files;
    auto message = context.services.database.read([&](db::Reader& reader) { return tickets::find_message(reader, *mail.message_id); });
    if (!message) return files;
    for (auto& file : message->attachments) {
        if (std::ranges::find(mail.file_ids, file.id) == mail.file_ids.end()) continue;
        auto content_id = content_id_of(file.id);
        bool shown = mail.html.find("cid:" + content_id) != std::string::npos;
        files.push_back({file.name, file.media_type, context.services.files.read(file.sha256), shown ? content_id : ""});
    }
    return files;
}

}  // namespace

bool is_by_person(std::string_view kind) { return kind == "reply" || kind == "report"; }

mail::Envelope envelope_of(const brands::Brand& brand, const OutboxMail& mail) {
    // Whether a customer can be reached is worth knowing: a failed acknowledgement comes back and shows on the ticket.
    bool wants_news = is_by_person(mail.kind) || mail.kind == "acknowledgement";
    return {wants_news ? brand.sender_address : "", mail.to_address};
}

std::string signed_bytes(const Context& context, const brands::Brand& brand, const OutboxMail& mail,
                         const std::vector<mail::DkimSigner>& signers) {
    mail::Outgoing outgoing;
    outgoing.from = {brand.sender_name.empty() ? brand.name : brand.sender_name, brand.sender_address};
    outgoing.to = {{mail.to_name, mail.to_address}};
    if (!mail.reply_to.empty()) outgoing.reply_to = {{outgoing.from.name, mail.reply_to}};
    outgoing.subject = mail.subject;
    outgoing.message_id = mail.source_id;
    outgoing.in_reply_to = mail.in_reply_to;
    outgoing.references = mail.earlier_ids;
    if (outgoing.references.empty() && !mail.in_reply_to.empty()) outgoing.references = {mail.in_reply_to};
    outgoing.date_unix = to_millis(mail.created_at) / 1000;
    outgoing.text = mail.text;
    outgoing.html = mail.html;
    outgoing.files = files_of(context, mail);
    if (!is_by_person(mail.kind))
        outgoing.automation = mail.kind == "acknowledgement" ? mail::Automation::auto_replied : mail::Automation::auto_generated;
    if (!mail.list.empty()) outgoing.headers = unsubscribe_headers(context, brand, mail);
    auto raw = mail::compose(outgoing);
    std::string signatures;
    for (auto& signer : signers) signatures += mail::dkim_signature(raw, signer, to_millis(context.now()) / 1000);
    return signatures + raw;
}

}  // namespace goodhost::email
