#include "email/incoming.hpp"

#include <map>

#include "email/spool.hpp"
#include "platform/config/settings.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/files/files.hpp"
#include "platform/html/sanitise.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/automatic.hpp"
#include "platform/mail/bounce.hpp"
#include "platform/mail/charset.hpp"
#include "platform/net/spool.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

std::string_view body_of(std::string_view raw) {
    auto crlf = raw.find("\r\n\r\n");
    auto lf = raw.substr(0, crlf).find("\n\n");
    if (lf != std::string_view::npos) return raw.substr(lf + 2);
    return crlf == std::string_view::npos ? raw : raw.substr(crlf + 4);
}

std::string digest_of_body(const RawMail& raw) {
    constexpr std::size_t piece = 1 << 20;
    crypto::Sha256 digest;
    for (auto rest = body_of(raw.bytes); !rest.empty(); rest.remove_prefix(std::min(piece, rest.size()))) {
        digest.update(rest.substr(0, piece));
        if (raw.forget) raw.forget();
    }
    return crypto::hex(digest.finish());
}

std::optional<Cause> kind_of_automatic(const mail::Message& message) {
    if (mail::read_feedback(message).is_complaint) return Cause::complaint;
    if (mail::read_bounce(message).is_bounce) return Cause::bounce;
    auto automatic = mail::read_automatic(message);
    if (automatic.is_loop) return Cause::loop;
    if (automatic.is_auto_generated || automatic.is_auto_reply || automatic.is_list) return Cause::automatic;
    return std::nullopt;
}

/// Encoded words may hold a NUL, which no text of a database may.
void drop_nul(std::string& text) { std::erase(text, '\0'); }

void drop_nul(mail::Message& message) {
    for (auto* text : {&message.subject, &message.message_id, &message.text_body, &message.text_body_unflowed, &message.html_body})
        drop_nul(*text);
    for (auto& sender : message.from) drop_nul(sender.name), drop_nul(sender.address);
    for (auto& id : message.in_reply_to) drop_nul(id);
    for (auto& id : message.references) drop_nul(id);
    for (auto& part : message.attachments) drop_nul(part.filename), drop_nul(part.content_id);
}

/// Encoded words may hold line ends as well, with which a name would become a header of our answer.
void make_one_line(std::string& text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 32 || c == 127) c = ' ';
    text = mail::trim(text);
}

files::Stored store_content(const Context& context, const Incoming& incoming, const std::string& content) {
    auto* large = incoming.large ? incoming.large->find(content) : nullptr;
    if (!large) return context.services.files.put(content);
    if (!large->bytes->good()) throw Problem(ProblemKind::unavailable, "platform.files_unavailable", large->bytes->path());
    return context.services.files.put_file(large->bytes->path());
}

/// Bytes first, rows in the transaction of the message that uses them.
std::map<std::string, std::size_t> store_files(const Context& context, Incoming& incoming) {
    std::map<std::string, std::size_t> by_content_id;
    for (auto& part : incoming.message.attachments) {
        auto stored = store_content(context, incoming, part.content);
        if (!part.content_id.empty()) by_content_id.emplace(part.content_id, incoming.files.size());
        incoming.files.push_back({stored.sha256, part.filename.empty() ? "attachment" : std::string(mail::cut_utf8(part.filename, 200)),
                                  stored.media_type, stored.size, part.is_inline_image,
                                  part.content_id.empty() ? std::nullopt : std::optional(part.content_id)});
    }
    return by_content_id;
}

}  // namespace

Incoming read_incoming(const Context& context, const RawMail& raw) {
    Incoming incoming;
    incoming.large = mail::lighten(raw.bytes, spool_folder(context), {.passed = raw.forget});
    incoming.message = mail::parse(incoming.large ? std::string_view(incoming.large->text) : raw.bytes);
    drop_nul(incoming.message);
    make_one_line(incoming.message.subject);
    for (auto* people : {&incoming.message.from, &incoming.message.to, &incoming.message.cc})
        for (auto& person : *people) make_one_line(person.name);
    incoming.raw_sha256 = raw.sha256;
    incoming.size = static_cast<std::int64_t>(raw.bytes.size());
    incoming.message_key = incoming.message.message_id.empty() ? raw.sha256 : std::string(mail::cut_utf8(incoming.message.message_id, 900));
    incoming.body_hash = digest_of_body(raw);
    if (!incoming.message.from.empty()) {
        incoming.from_address = accounts::normal_email(incoming.message.from.front().address).value_or("");
        incoming.from_name = std::string(mail::cut_utf8(incoming.message.from.front().name, 200));
    }
    incoming.proof = proof_of(incoming.message, context.services.settings.list("mail_authentication_servers"));
    incoming.cause = kind_of_automatic(incoming.message);
    return incoming;
}

std::string pending_address(std::size_t index) { return "/api/v1/attachments/pending-" + std::to_string(index) + "-"; }

void store_parts(const Context& context, Incoming& incoming) {
    auto by_content_id = store_files(context, incoming);
    auto& message = incoming.message;
    auto& text = message.text_body_unflowed.empty() ? message.text_body : message.text_body_unflowed;
    html::SanitiseOptions options;
    options.content_id_address = [&](std::string_view id) -> std::optional<std::string> {
        auto found = by_content_id.find(std::string(id));
        return found == by_content_id.end() ? std::nullopt : std::optional(pending_address(found->second));
    };
    incoming.body = body_of_mail(message.html_body, text, options);
}

}  // namespace goodhost::email
