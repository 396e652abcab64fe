#include "accounts/follow.hpp"

#include "accounts/accounts.hpp"
#include "platform/crypto/signer.hpp"
#include "platform/services.hpp"

namespace goodhost::accounts {

namespace {

constexpr std::string_view purpose = "accounts.follow";
constexpr std::chrono::hours life{90 * 24};

struct FollowPayload {
    std::string stream;
    ContactId contact_id;
};
BOOST_DESCRIBE_STRUCT(FollowPayload, (), (stream, contact_id))

std::string_view token_in(const http::Request& request) {
    std::string_view path = request.path;
    if (path.size() > 3 && path[3] == '/' && path.substr(3).starts_with("/t/")) path.remove_prefix(3);
    if (path.starts_with("/t/")) return path.substr(3, path.find('/', 3) - 3);
    return request.query_value("follow");
}

}  // namespace

std::string follow_token(const Context& context, std::string_view stream, ContactId contact) {
    return context.services.signer.sign(purpose, json::to_json(FollowPayload{std::string(stream), contact}), context.now() + life);
}

bool identify_follower(db::Reader& reader, const http::Request& request, Context& context) {
    auto token = token_in(request);
    if (token.empty()) return false;
    auto text = context.services.signer.verify(purpose, token, context.now());
    if (!text) return false;
    auto payload = json::from_json<FollowPayload>(*text);
    auto contact = find_contact(reader, payload.contact_id);
    if (!contact || contact->brand_id != context.brand) return false;
    context = acting_as_contact(context, *contact);
    auto access = std::make_shared<Access>(*context.access);
    access->signed_stream = payload.stream;
    access->sees_company = false;
    context.access = access;
    return true;
}

}  // namespace goodhost::accounts
