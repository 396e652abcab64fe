#pragma once
#include "platform/html/html.hpp"
#include "platform/http/multipart.hpp"
#include "platform/http/route.hpp"
#include "platform/i18n/translator.hpp"
#include "tickets/tickets.hpp"

namespace goodhost {
class Registry;
}

/// The portal's pages about tickets; they work without a script.
namespace goodhost::tickets {

void register_pages(Registry& registry);

/// Pieces that several pages share.
html::Html status_badge(const i18n::Translator& t, Status status);
/// `critical` in the words of a customer.
std::string severity_words(const i18n::Translator& t, Severity severity);
std::string category_words(const i18n::Translator& t, std::string_view key, const std::map<std::string, std::string>& name);
/// What happens next and by when, in a sentence.
std::string next_words(const i18n::Translator& t, const TicketRow& ticket, Instant now);
/// The address of a ticket for this reader: its own, or the signed link's.
std::string address_of(const http::Call& call, TicketId id);
/// Stores the files of a form (field `files`) and gives their attachments.
std::vector<AttachmentId> store_files(const Context& context, const http::Multipart& form);
/// Throws Problem forbidden `platform.csrf` unless the form carries the session's token; signed links need none.
void check_form_token(const http::Call& call, const http::Multipart& form);

http::Response show_home(const http::Call& call);
http::Response show_list(const http::Call& call);
http::Response show_new(const http::Call& call);
http::Response post_new(const http::Call& call);
http::Response show_ticket(const http::Call& call);
http::Response post_reply(const http::Call& call);
http::Response post_state(const http::Call& call);
http::Response show_followed(const http::Call& call);
http::Response post_followed_reply(const http::Call& call);
http::Response post_followed_state(const http::Call& call);

}  // namespace goodhost::tickets
