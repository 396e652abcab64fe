#pragma once
#include "brands/brands.hpp"
#include "email/template.hpp"
#include "tickets/tickets.hpp"

/// Files of a message on their way out: along with the mail, or, when they are large together, as signed links.
namespace goodhost::email {

/// By which the HTML of a mail shows a file that it carries.
std::string content_id_of(tickets::AttachmentId id);

struct FilesOf {
    const tickets::Message& message;
    std::int64_t limit_bytes;  ///< that may go along
    const i18n::Translator& t;
};

/// Chooses what goes along and fills `mail.file_ids`; the rest are links for `content.files`. Images that the message shows
/// are shown by the mail too.
void add_files(const Context& context, NewMail& mail, const FilesOf& files, MailContent& content);

/// GET /mail/files/{token}/{name}: whoever has the mail may fetch it, for 90 days.
http::Response download_mailed_file(const http::Call& call);

}  // namespace goodhost::email
