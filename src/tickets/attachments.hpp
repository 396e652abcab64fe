#pragma once
#include "platform/http/route.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

/// POST /api/v1/uploads: the body as it comes, its name in the header X-File-Name (percent-encoded).
http::Response upload(const http::Call& call);
/// GET /api/v1/attachments/{attachment_id}/{name}: shown only where a browser can't run it, else as a download.
http::Response download(const http::Call& call);
/// The answer that carries a stored file, inert.
http::Response file_response(const Context& context, const Attachment& attachment, std::string_view disposition);

/// Removes the row of an upload that no message and no draft uses.
void discard_attachment(db::Tx& tx, const Context& system, AttachmentId id);

}  // namespace goodhost::tickets
