#include "accounts/sign_in_links.hpp"

#include "accounts/queries.hpp"
#include "accounts/sessions.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/random.hpp"
#include "platform/mail/notice.hpp"
#include "platform/services.hpp"

namespace goodhost::accounts {

namespace {

constexpr std::chrono::minutes link_life{15};
constexpr std::chrono::hours invitation_life{7 * 24};

void mail_link(db::Tx& tx, const Context& context, const mail::Notice& mail, std::string_view path, const std::string& token) {
    auto filled = mail;
    filled.arguments["link"] = context.origin + std::string(path) + token;
    filled.arguments["name"] = mail.to_name;
    mail::queue(tx, context, filled);
}

}  // namespace

std::string make_link(db::Tx& tx, const Context& context, const LinkOwner& owner) {
    auto token = crypto::random_token(256);
    tx.execute(sql::insert_link, crypto::hex(crypto::sha256(token)), owner.agent_id, owner.contact_id, context.now(), owner.expires_at);
    return token;
}

std::optional<LinkOwner> use_link(db::Tx& tx, const Context& context, std::string_view token) {
    auto hash = crypto::hex(crypto::sha256(token));
    auto owner = tx.find<LinkOwner>(sql::find_link, hash);
    if (!owner || tx.execute(sql::delete_link, hash) != 1 || owner->expires_at <= context.now()) return std::nullopt;
    return owner;
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
    auto owner = context.services.database.write([&](db::Tx& tx) { return use_link(tx, context, input.token); });
    if (!owner || !owner->agent_id) throw Problem(ProblemKind::unauthenticated, "accounts.link_expired");
    auto active = context.services.database.read([&](db::Reader& reader) { return find_agent(reader, *owner->agent_id); });
    if (!active || !active->active) throw Problem(ProblemKind::unauthenticated, "accounts.link_expired");
    return signed_in(call, *owner->agent_id);
}

}  // namespace goodhost::accounts
