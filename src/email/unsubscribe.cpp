#include "email/unsubscribe.hpp"

#include <algorithm>

#include "accounts/portal_frame.hpp"
#include "email/queries.hpp"
#include "email/template.hpp"
#include "platform/crypto/signer.hpp"
#include "platform/html/elements.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

constexpr std::string_view purpose = "email.unsubscribe";
/// A mail is found and its link followed years later.
constexpr std::chrono::hours life{24 * 365 * 5};

struct Subscription {
    BrandId brand_id;
    std::string address, list;
};
BOOST_DESCRIBE_STRUCT(Subscription, (), (brand_id, address, list))

/// The button of a mail program says `List-Unsubscribe=One-Click`, our page `again` when it shall come back.
bool comes_back(const http::Request& request) {
    return std::ranges::any_of(http::parse_form(request.body), [](auto& field) { return field.first == "again"; });
}

Subscription subscription_of(const http::Call& call) {
    auto text = call.context.services.signer.verify(purpose, call.parameter("token"), call.context.now());
    if (!text) throw Problem(ProblemKind::not_found, "email.unknown_link");
    return json::from_json<Subscription>(*text);
}

http::Response page(const http::Call& call, const Subscription& subscription, bool left) {
    auto t = i18n::translator(call.context);
    using namespace html;
    auto form = post_form({.action = std::string(call.request.path), .csrf = accounts::form_token(call)},
                          fragment(when(left,
                                        [] {
                                            return input({{"type", "hidden"}, {"name", "again"}, {"value", "yes"}});
                                        }),
                                   submit_button(t(left ? "email.unsubscribe.again" : "email.unsubscribe.leave"))));
    auto words = t(left ? "email.unsubscribe.left" : "email.unsubscribe.ask", {{"address", subscription.address}});
    auto heading = t("email.unsubscribe.title");
    return accounts::portal_page(call, {.title = heading, .content = fragment(h1(heading), p(words), form), .narrow = true});
}

}  // namespace

bool is_unsubscribed(db::Reader& reader, BrandId brand, std::string_view address, std::string_view list) {
    return !list.empty() && reader.get<std::int64_t>(sql::is_unsubscribed, brand, address, list) > 0;
}

std::string unsubscribe_link(const Context& context, const brands::Brand& brand, std::string_view address, std::string_view list) {
    auto what = json::to_json(Subscription{brand.id, std::string(address), std::string(list)});
    return public_address(context, brand) + "/unsubscribe/" + context.services.signer.sign(purpose, what, context.now() + life);
}

std::vector<std::pair<std::string, std::string>> unsubscribe_headers(const Context& context, const brands::Brand& brand,
                                                                     const OutboxMail& mail) {
    auto link = unsubscribe_link(context, brand, mail.to_address, mail.list);
    return {{"List-Unsubscribe", "<" + link + ">"}, {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}};
}

http::Response show_unsubscribe(const http::Call& call) {
    auto subscription = subscription_of(call);
    bool left = call.context.services.database.read(
        [&](db::Reader& reader) { return is_unsubscribed(reader, subscription.brand_id, subscription.address, subscription.list); });
    return page(call, subscription, left);
}

http::Response unsubscribe(const http::Call& call) {
    auto subscription = subscription_of(call);
    bool leave = !comes_back(call.request);
    call.context.services.database.write([&](db::Tx& tx) {
        auto& [brand, address, list] = subscription;
        leave ? tx.execute(sql::insert_unsubscribed, brand, address, list, call.context.now())
              : tx.execute(sql::delete_unsubscribed, brand, address, list);
    });
    return page(call, subscription, leave);
}

}  // namespace goodhost::email
