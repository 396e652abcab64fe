#include "tickets/attachments.hpp"

#include "platform/files/files.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/services.hpp"
#include "tickets/access.hpp"
#include "tickets/jobs.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"

namespace goodhost::tickets {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::hours kept_unused{7 * 24};

[[noreturn]] void throw_not_found() { throw Problem(ProblemKind::not_found, "tickets.attachment_not_found"); }

/// The last part of what the sender calls it, without what no file system has in a name.
std::string file_name_of(std::string_view sent) {
    auto name = http::percent_decode(sent, false);
    if (auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
    std::erase_if(name, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    if (name.size() > 200) name.resize(200);
    while (!name.empty() && (static_cast<unsigned char>(name.back()) & 0xC0) == 0x80 && name.size() == 200) name.pop_back();
    return name.empty() || name == "." || name == ".." ? "file" : name;
}

struct AttachmentOwner {
    std::optional<MessageId> message_id;
    std::string by_kind;
    std::int64_t by_id = 0;
    std::optional<MessageKind> kind;
    std::optional<MessageState> state;
    std::optional<Instant> undo_until;
    std::optional<TicketId> ticket_id;
    std::optional<BrandId> brand_id;
    std::optional<accounts::ContactId> contact_id;
    std::optional<accounts::CustomerId> customer_id;
};
BOOST_DESCRIBE_STRUCT(AttachmentOwner, (),
                      (message_id, by_kind, by_id, kind, state, undo_until, ticket_id, brand_id, contact_id, customer_id))

bool may_fetch(const Context& context, const AttachmentOwner& owner) {
    if (!owner.message_id) return owner.by_kind == enum_name(context.actor.kind) && owner.by_id == context.actor.id;
    if (!owner.ticket_id || !may_see(context, {*owner.ticket_id, *owner.brand_id, *owner.contact_id, owner.customer_id})) return false;
    if (owner.state == MessageState::undone) return false;
    if (context.is_agent()) return context.may(may_view);
    bool held_back = owner.undo_until && *owner.undo_until > context.now();
    return context.is_system() || (owner.kind != MessageKind::note && owner.state == MessageState::sent && !held_back);
}

}  // namespace

Attachment store_attachment(db::Tx& tx, const Context& context, const NewAttachment& input) {
    AttachmentLine line;
    line.sha256 = input.sha256;
    line.name = input.name;
    line.media_type = input.media_type;
    line.size = input.size;
    line.is_inline = input.is_inline;
    line.id = tx.get<AttachmentId>(sql::insert_attachment, line.sha256, line.name, line.media_type, line.size, line.is_inline,
                                   input.content_id, context.actor.kind, context.actor.id, context.now());
    jobs::enqueue(tx, context, timers::discard, timers::OfAttachment{line.id},
                  {context.now() + kept_unused, std::to_string(line.id.value)});
    return attachment_of(std::move(line));
}

Attachment access_attachment(db::Reader& reader, const Context& context, AttachmentId id) {
    auto owner = reader.find<AttachmentOwner>(sql::find_attachment_owner, id);
    auto line = reader.find<AttachmentLine>(sql::find_attachment, id);
    if (!owner || !line || !may_fetch(context, *owner)) throw_not_found();
    return attachment_of(std::move(*line));
}

void discard_attachment(db::Tx& tx, const Context& system, AttachmentId id) {
    auto line = tx.find<AttachmentLine>(sql::find_attachment, id);
    if (!line || line->message_id) return;
    if (tx.find<std::int64_t>(sql::find_draft_with_attachment, id)) {
        jobs::enqueue(tx, system, timers::discard, timers::OfAttachment{id}, {system.now() + kept_unused, std::to_string(id.value)});
        return;
    }
    tx.execute(sql::delete_attachment, id);
}

http::Response upload(const http::Call& call) {
    auto& context = call.context;
    if (!call.request.spooled) throw Problem(ProblemKind::invalid, "platform.invalid_input", "an upload without a body");
    auto stored = context.services.files.put_file(call.request.spooled->path);
    NewAttachment input{stored.sha256, file_name_of(call.request.headers.get("X-File-Name")), stored.media_type, stored.size, false, {}};
    auto attachment = context.services.database.write([&](db::Tx& tx) { return store_attachment(tx, context, input); });
    http::Response response;
    response.status = 201;
    response.headers.add("Content-Type", "application/json");
    response.body = json::to_json(attachment);
    return response;
}

http::Response file_response(const Context& context, const Attachment& attachment, std::string_view disposition) {
    auto path = context.services.files.path_of(attachment.sha256);
    if (!path) throw_not_found();
    http::Response response;
    response.headers.add("Content-Type", attachment.media_type);
    response.headers.add("Content-Disposition", files::content_disposition(disposition, attachment.name));
    response.headers.add("X-Content-Type-Options", "nosniff");
    response.headers.add("Content-Security-Policy", "default-src 'none'; sandbox");
    response.headers.add("Cache-Control", "private, max-age=31536000, immutable");
    response.headers.add("ETag", "\"" + attachment.sha256.substr(0, 32) + "\"");
    response.file = http::FileBody{*path, static_cast<std::uint64_t>(attachment.size)};
    return response;
}

http::Response download(const http::Call& call) {
    auto& context = call.context;
    AttachmentId id;
    if (!json::read_scalar(call.parameter("attachment_id"), type_of<AttachmentId>(), &id)) throw_not_found();
    auto attachment = context.services.database.read([&](db::Reader& reader) { return access_attachment(reader, context, id); });
    bool inline_ok = files::shown_inline(attachment.media_type) && call.request.query_value("download").empty();
    return file_response(context, attachment, inline_ok ? "inline" : "attachment");
}

}  // namespace goodhost::tickets
