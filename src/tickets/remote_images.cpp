#include "tickets/remote_images.hpp"

#include "platform/config/settings.hpp"
#include "platform/files/files.hpp"
#include "platform/html/sanitise_tokens.hpp"
#include "platform/http/client.hpp"
#include "platform/services.hpp"
#include "tickets/access.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::tickets {

namespace {

struct ImageKey {
    TicketId ticket_id;
    MessageId message_id;
    std::int64_t index = 0;
};
BOOST_DESCRIBE_STRUCT(ImageKey, (), (ticket_id, message_id, index))

constexpr std::size_t largest = 10 << 20;
constexpr std::chrono::seconds patience{10};

/// The address of the n-th picture that was left out; what is left to count when there are fewer.
std::optional<std::string> address_of(std::string_view page, std::int64_t& left) {
    html::Tokens tokens(page);
    for (auto token = tokens.next(); token.kind != html::Token::Kind::end; token = tokens.next()) {
        if (token.kind != html::Token::Kind::open || !html::has_attribute(token.attributes, "data-src")) continue;
        if (left-- == 0) return html::attribute(token.attributes, "data-src");
    }
    return std::nullopt;
}

std::optional<std::string> address_of(const Message& message, std::int64_t index) {
    auto found = address_of(message.body_html, index);
    return found || !message.quoted_html ? found : address_of(*message.quoted_html, index);
}

http::ClientResponse fetch(const Context& context, const std::string& url) {
    http::ClientOptions options;
    options.timeout = patience;
    options.max_response_bytes = largest;
    if (context.services.settings.flag("remote_images_allow_private")) options.allowed_hosts = {"0.0.0.0/0", "::/0"};
    return http::fetch({.url = url}, options);
}

}  // namespace

http::Response remote_image(const http::Call& call) {
    auto& context = call.context;
    const auto key = call.input<ImageKey>();
    auto url = context.services.database.read([&](db::Reader& reader) {
        auto ticket = access_ticket(reader, context, key.ticket_id);
        auto message = find_message(reader, key.message_id);
        return message && message->ticket_id == ticket.id ? address_of(*message, key.index) : std::nullopt;
    });
    if (!url) throw Problem(ProblemKind::not_found, "tickets.image_not_found");
    auto answer = fetch(context, *url);
    auto type = files::sniff_media_type(answer.body);
    const bool shown = answer.status == 200 && !answer.truncated && type.starts_with("image/") && files::shown_inline(type);
    if (!shown) throw Problem(ProblemKind::not_found, "tickets.image_not_found", *url);
    http::Response response;
    response.headers.add("Content-Type", type);
    response.headers.add("Content-Disposition", files::content_disposition("inline", "image"));
    response.headers.add("X-Content-Type-Options", "nosniff");
    response.headers.add("Content-Security-Policy", "default-src 'none'; sandbox");
    response.headers.add("Cache-Control", "private, max-age=3600");
    response.body = std::move(answer.body);
    return response;
}

}  // namespace goodhost::tickets
