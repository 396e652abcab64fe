#include "email/senders.hpp"

#include <algorithm>

#include "email/queries.hpp"
#include "platform/config/settings.hpp"
#include "platform/core/changes.hpp"
#include "platform/crypto/vault.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::email {

namespace {

struct SenderRow {
    BrandId brand_id;
    std::string host;
    std::int64_t port = 587;
    mail::Security security = mail::Security::starttls;
    std::string username, password_sealed;
    std::int64_t per_domain = 4, attach_limit_mb = 10;
    std::string signature;
    bool tags_replies = true;
};
BOOST_DESCRIBE_STRUCT(SenderRow, (),
                      (brand_id, host, port, security, username, password_sealed, per_domain, attach_limit_mb, signature, tags_replies))

struct SealedKey {
    DkimKeyId id;
    std::string domain, selector;
    mail::DkimAlgorithm algorithm = mail::DkimAlgorithm::rsa_sha256;
    std::string private_sealed;
};
BOOST_DESCRIBE_STRUCT(SealedKey, (), (id, domain, selector, algorithm, private_sealed))

std::string place_of_password(BrandId brand) { return "sender/" + std::to_string(brand.value) + "/password"; }
/// Selectors are unique within a domain, and the row's id is not known yet when a key is sealed.
std::string place_of_key(std::string_view domain, std::string_view selector) {
    return "dkim/" + std::string(domain) + "/" + std::string(selector);
}

brands::Brand access_brand(db::Reader& reader, const Context& context, BrandId id) {
    auto brand = brands::find_brand(reader, id);
    if (!brand || !context.sees_brand(id)) throw Problem(ProblemKind::not_found, "brands.not_found");
    return *brand;
}

DkimKey access_key(db::Reader& reader, const Context& context, const DkimKeyKey& key) {
    auto found = reader.find<DkimKey>(sql::find_dkim_key, key.key_id);
    if (!found || found->brand_id != key.brand_id || !context.sees_brand(found->brand_id))
        throw Problem(ProblemKind::not_found, "email.dkim_key_not_found");
    found->record_name = found->selector + "._domainkey." + found->domain;
    return *found;
}

SenderRow row_of(db::Reader& reader, BrandId brand) {
    auto row = reader.find<SenderRow>(sql::find_sender, brand).value_or(SenderRow{});
    row.brand_id = brand;
    return row;
}

Sender sender_with(db::Reader& reader, const brands::Brand& brand, const SenderRow& row) {
    Sender sender{brand.id,
                  brand.sender_address,
                  row.host,
                  row.port,
                  row.security,
                  row.username,
                  !row.password_sealed.empty(),
                  row.per_domain,
                  row.attach_limit_mb,
                  row.signature,
                  row.tags_replies,
                  reader.list<DkimKey>(sql::list_dkim_keys, brand.id)};
    for (auto& key : sender.dkim_keys) key.record_name = key.selector + "._domainkey." + key.domain;
    return sender;
}

void record(db::Tx& tx, const Context& context, BrandId brand, std::string_view type, const auto& what) {
    auto of_brand = context;
    of_brand.brand = brand;
    trail::append(tx, of_brand, "sender/" + std::to_string(brand.value), type, what);
}

std::string domain_of(const brands::Brand& brand) {
    auto at = brand.sender_address.rfind('@');
    if (at == std::string::npos) throw Problem(ProblemKind::conflict, "email.no_sender_address");
    return brand.sender_address.substr(at + 1);
}

/// A label of the DNS; `g20261122` when nothing was chosen, so that the next key has another one.
std::string selector_of(const Context& context, const NewDkimKey& input) {
    if (!input.selector || input.selector->empty()) {
        auto day = to_rfc3339(context.now()).substr(0, 10);
        std::erase(day, '-');
        return (input.algorithm == mail::DkimAlgorithm::rsa_sha256 ? "r" : "e") + day;
    }
    auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (!std::ranges::all_of(*input.selector, good) || input.selector->starts_with('-') || input.selector->ends_with('-'))
        throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"selector", "email.bad_selector", {}}});
    return *input.selector;
}

}  // namespace

Sender sender_of(db::Reader& reader, const brands::Brand& brand) { return sender_with(reader, brand, row_of(reader, brand.id)); }

SenderList list_senders(db::Reader& reader, const Context& context, const http::Empty&) {
    SenderList list;
    for (auto& brand : brands::list_brands(reader))
        if (context.sees_brand(brand.id)) list.items.push_back(sender_of(reader, brand));
    return list;
}

Sender get_sender(db::Reader& reader, const Context& context, const SenderKey& input) {
    return sender_of(reader, access_brand(reader, context, input.brand_id));
}

Sender change_sender(db::Tx& tx, const Context& context, const SenderChange& input) {
    auto brand = access_brand(tx, context, input.brand_id);
    auto row = row_of(tx, brand.id);
    apply_changes(input, row);
    if (row.host.find_first_of(" /@\t\r\n") != std::string::npos)
        throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"host", "email.bad_host", {}}});
    if (input.password.present) {
        auto password = input.password.value.value_or("");
        row.password_sealed = password.empty() ? "" : context.services.vault.seal(password, place_of_password(brand.id));
    }
    tx.execute(sql::put_sender, row.brand_id, row.host, row.port, row.security, row.username, row.password_sealed, row.per_domain,
               row.attach_limit_mb, row.signature, row.tags_replies);
    auto sender = sender_with(tx, brand, row);
    record(tx, context, brand.id, "email.sender_changed", sender);
    return sender;
}

PreparedDkimKey prepare_dkim_key(const Context& context, const NewDkimKey& input) {
    PreparedDkimKey prepared{input, mail::make_dkim_key(input.algorithm), {}};
    prepared.input.selector = selector_of(context, input);
    prepared.record = mail::dkim_record(input.algorithm, prepared.private_key);
    return prepared;
}

DkimKey create_dkim_key(db::Tx& tx, const Context& context, const PreparedDkimKey& prepared) {
    auto& input = prepared.input;
    auto brand = access_brand(tx, context, input.brand_id);
    auto domain = domain_of(brand);
    auto sealed = context.services.vault.seal(prepared.private_key, place_of_key(domain, *input.selector));
    auto id =
        tx.get<DkimKeyId>(sql::insert_dkim_key, brand.id, domain, *input.selector, input.algorithm, sealed, prepared.record, context.now());
    auto key = access_key(tx, context, {brand.id, id});
    record(tx, context, brand.id, "email.dkim_key_created", key);
    return key;
}

DkimKey change_dkim_key(db::Tx& tx, const Context& context, const DkimKeyChange& input) {
    auto key = access_key(tx, context, {input.brand_id, input.key_id});
    key.active = input.active;
    tx.execute(sql::change_dkim_key, key.id, key.active);
    record(tx, context, key.brand_id, "email.dkim_key_changed", key);
    return key;
}

void delete_dkim_key(db::Tx& tx, const Context& context, const DkimKeyKey& input) {
    auto key = access_key(tx, context, input);
    tx.execute(sql::delete_dkim_key, key.id);
    record(tx, context, key.brand_id, "email.dkim_key_deleted", key);
}

WayOut way_out(db::Reader& reader, const Context& context, const brands::Brand& brand) {
    auto& services = context.services;
    auto row = row_of(reader, brand.id);
    WayOut out{.per_domain = row.per_domain};
    if (!row.host.empty()) {
        auto password = services.vault.open(row.password_sealed, place_of_password(brand.id));
        bool allow_private = services.settings.flag("mailbox_allow_private");
        out.relay = mail::Relay{row.host, row.port, row.security, row.username, password.value_or(""), {}, {}, allow_private};
    } else if (auto url = services.settings.text("smtp_url"); !url.empty()) {
        out.relay = mail::relay_of_url(url);
    }
    if (out.relay) {
        out.relay->ca_file = services.settings.text("mailbox_authorities");
        out.relay->hello = brand.domain;
    }
    auto at = brand.sender_address.rfind('@');
    auto domain = at == std::string::npos ? std::string() : brand.sender_address.substr(at + 1);
    for (auto& key : reader.list<SealedKey>(sql::list_active_dkim_keys, brand.id, domain))
        if (auto pem = services.vault.open(key.private_sealed, place_of_key(key.domain, key.selector)))
            out.signers.push_back({key.domain, key.selector, key.algorithm, *pem});
    return out;
}

SenderProbe probe_sender(const Context& context, const SenderKey& input) {
    auto out = context.services.database.read(
        [&](db::Reader& reader) { return way_out(reader, context, access_brand(reader, context, input.brand_id)); });
    if (!out.relay) throw Problem(ProblemKind::conflict, "email.no_relay");
    mail::SmtpClient client;
    auto reply = client.probe(*out.relay);
    return {reply.reply_class, reply.words};
}

}  // namespace goodhost::email
