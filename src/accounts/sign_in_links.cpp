#include "accounts/sign_in_links.hpp"

#include "accounts/queries.hpp"
#include "accounts/second_factor.hpp"
#include "accounts/sessions.hpp"
#include "brands/brands.hpp"
#include "platform/config/settings.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/random.hpp"
#include "platform/mail/notice.hpp"
#include "platform/services.hpp"

namespace goodhost::accounts {

namespace {

constexpr std::chrono::minutes link_life{15};
constexpr std::chrono::hours invitation_life{7 * 24};

/// Of `https://help.example:8443`.
std::string_view host_of(std::string_view origin) {
    auto slashes = origin.find("//");
    if (slashes == std::string_view::npos) return {};
    auto host = origin.substr(slashes + 2);
    return host.substr(0, host.find(':', host.starts_with('[') ? host.find(']') : 0));
}

bool is_local(std::string_view host) {
    return host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1" || host == "[::1]";
}

/// Anybody may ask for a link, and say in its request's Host whatever it likes: a link that signs in leads to an address of the brand, or to
/// the machine itself where somebody tries the program out.
std::string address_for_links(db::Reader& reader, const Context& context) {
    auto brand = brands::find_brand(reader, context.brand);
    auto host = host_of(context.origin);
    if (!brand || brand->domain == host || is_local(host)) return context.origin;
    auto address = context.services.settings.text("public_address");
    constexpr std::string_view mark = "{domain}";
    if (auto at = address.find(mark); at != std::string::npos) address.replace(at, mark.size(), brand->domain);
    return address;
}

void mail_link(db::Tx& tx, const Context& context, const mail::Notice& mail, std::string_view path, const std::string& token) {
    auto filled = mail;
    filled.arguments["link"] = address_for_links(tx, context) + std::string(path) + token;
    filled.arguments["name"] = mail.to_name;
    mail::queue(tx, context, filled);
}

}  // namespace

std::string make_link(db::Tx& tx, const Context& context, const LinkOwner& owner) {
    auto token = crypto::random_token(256);
    tx.execute(sql::insert_link, crypto::hex(crypto::sha256(token)), owner.agent_id, owner.contact_id, context.now(), owner.expires_at);
    return token;
}

std::optional<LinkOwner> find_link(db::Reader& reader, const Context& context, std::string_view token) {
    auto owner = reader.find<LinkOwner>(sql::find_link, crypto::hex(crypto::sha256(token)));
    return owner && owner->expires_at > context.now() ? owner : std::nullopt;
}

std::optional<LinkOwner> use_link(db::Tx& tx, const Context& context, std::string_view token) {
    auto owner = find_link(tx, context, token);
    return owner && tx.execute(sql::delete_link, crypto::hex(crypto::sha256(token))) == 1 ? owner : std::nullopt;
}

void request_agent_link(db::Tx& tx, const Context& context, const LinkRequest& input) {
    auto agent = find_agent_by_email(tx, input.email);
    if (!agent || !agent->active) return;
    auto token = make_link(tx, context, {agent->id, std::nullopt, context.now() + link_life});
    mail_link(tx, context, {agent->email, agent->name, agent->locale, "accounts.mail.sign_in", {}}, "/desk/sign-in?link=", token);
}

void request_contact_link(db::Tx& tx, const Context& context, std::string_view email) {
    auto contact = find_contact_by_email(tx, context.brand, email);
    if (!contact) return;
    auto token = make_link(tx, context, {std::nullopt, contact->id, context.now() + link_life});
    mail_link(tx, context, {std::string(*normal_email(email)), contact->name, contact->locale, "accounts.mail.sign_in", {}},
              "/sign-in/link?token=", token);
}

void send_invitation(db::Tx& tx, const Context& context, const AgentKey& input) {
    auto agent = find_agent(tx, input.agent_id);
    if (!agent) throw Problem(ProblemKind::not_found, "accounts.agent_not_found");
    auto token = make_link(tx, context, {agent->id, std::nullopt, context.now() + invitation_life});
    mail_link(tx, context, {agent->email, agent->name, agent->locale, "accounts.mail.invitation", {}}, "/desk/sign-in?link=", token);
}

http::Response sign_in_by_link(const http::Call& call) {
    auto input = call.input<LinkUse>();
    auto& context = call.context;
    auto& database = context.services.database;
    const Problem expired(ProblemKind::unauthenticated, "accounts.link_expired");
    auto owner = database.read([&](db::Reader& reader) { return find_link(reader, context, input.token); });
    if (!owner || !owner->agent_id) throw expired;
    auto secrets = database.read([&](db::Reader& reader) { return secrets_of(reader, *owner->agent_id); });
    if (!secrets.active) throw expired;
    // Who reads somebody's mail has one factor, not two. The link is still good after a wrong code.
    check_second_factor(context, secrets, input.code.value_or(""));
    if (!database.write([&](db::Tx& tx) { return use_link(tx, context, input.token); })) throw expired;
    return signed_in(call, secrets.id);
}

}  // namespace goodhost::accounts
