#include "email/mail_files.hpp"

#include <algorithm>
#include <charconv>

#include "platform/crypto/signer.hpp"
#include "platform/files/files.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

constexpr std::string_view purpose = "email.file";
constexpr std::chrono::hours life{90 * 24};

struct MailedFile {
    BrandId brand_id;
    tickets::AttachmentId attachment_id;
};
BOOST_DESCRIBE_STRUCT(MailedFile, (), (brand_id, attachment_id))

std::string link_to(const Context& context, const brands::Brand& brand, const tickets::Attachment& file) {
    auto token = context.services.signer.sign(purpose, json::to_json(MailedFile{brand.id, file.id}), context.now() + life);
    return public_address(context, brand) + "/mail/files/" + token + "/" + http::percent_encode(file.name);
}

/// `src="/api/v1/attachments/12/name"` becomes what `address` gives for attachment 12; what it does not know is left empty.
std::string with_images(std::string_view html, const std::function<std::string(tickets::AttachmentId)>& address) {
    constexpr std::string_view own = "src=\"/api/v1/attachments/";
    std::string out;
    while (true) {
        auto at = html.find(own);
        out += html.substr(0, at);
        if (at == std::string_view::npos) return out;
        html.remove_prefix(at + own.size());
        tickets::AttachmentId id;
        std::from_chars(html.data(), html.data() + html.size(), id.value);
        out += "src=\"" + address(id);
        html.remove_prefix(std::min(html.find('"'), html.size()));
    }
}

}  // namespace

std::string content_id_of(tickets::AttachmentId id) { return "file" + std::to_string(id.value) + "@goodhost.invalid"; }

void add_files(const Context& context, NewMail& mail, const FilesOf& files, MailContent& content) {
    auto& message = files.message;
    std::int64_t sum = 0;
    for (auto& file : message.attachments) {
        if (sum + file.size <= files.limit_bytes) {
            sum += file.size;
            mail.file_ids.push_back(file.id);
        } else {
            content.files.push_back({file.name, files.t.bytes(file.size), link_to(context, content.brand, file)});
        }
    }
    content.body_html = with_images(message.body_html, [&](tickets::AttachmentId id) {
        if (std::ranges::find(mail.file_ids, id) != mail.file_ids.end()) return "cid:" + content_id_of(id);
        auto file = std::ranges::find(message.attachments, id, &tickets::Attachment::id);
        return file == message.attachments.end() ? std::string() : link_to(context, content.brand, *file);
    });
}

http::Response download_mailed_file(const http::Call& call) {
    auto& services = call.context.services;
    auto text = services.signer.verify(purpose, call.parameter("token"), call.context.now());
    if (!text) throw Problem(ProblemKind::not_found, "email.unknown_link");
    auto mailed = json::from_json<MailedFile>(*text);
    auto system = call.context.as_system(mailed.brand_id);
    auto file =
        services.database.read([&](db::Reader& reader) { return tickets::access_attachment(reader, system, mailed.attachment_id); });
    auto path = services.files.path_of(file.sha256);
    if (!path) throw Problem(ProblemKind::not_found, "email.unknown_link");
    http::Response response;
    response.headers.add("Content-Type", file.media_type);
    response.headers.add("Content-Disposition",
                         files::content_disposition(files::shown_inline(file.media_type) ? "inline" : "attachment", file.name));
    response.headers.add("X-Content-Type-Options", "nosniff");
    response.headers.add("Content-Security-Policy", "default-src 'none'; sandbox");
    response.headers.add("Cache-Control", "private, no-store");
    response.headers.add("Referrer-Policy", "no-referrer");
    response.file = http::FileBody{*path, static_cast<std::uint64_t>(file.size)};
    return response;
}

}  // namespace goodhost::email
