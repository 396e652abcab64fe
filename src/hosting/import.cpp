#include "hosting/import.hpp"

#include <algorithm>

#include "brands/brands.hpp"
#include "hosting/queries.hpp"
#include "hosting/services.hpp"
#include "platform/registry.hpp"

namespace goodhost::hosting {

namespace {

using imports::Outcome;
using imports::Row;

[[noreturn]] void refuse(std::string_view column, std::string code) {
    throw Problem(ProblemKind::invalid, "platform.invalid_input", {{std::string(column), std::move(code), {}}});
}

BrandId brand_of(db::Reader& reader, const Context& context, const Row& row) {
    auto key = row.text("brand");
    if (key.empty()) return context.brand;
    auto brand = brands::find_brand_by_key(reader, key);
    if (!brand || !context.sees_brand(brand->id)) refuse("brand", "unknown_value");
    return brand->id;
}

template <class E>
E choice(const Row& row, std::string_view column, E standard) {
    auto text = row.text(column);
    if (text.empty()) return standard;
    auto value = enum_from<E>(text);
    if (!value) refuse(column, "unknown_value");
    return *value;
}

Outcome take_product(db::Tx& tx, const Context& context, const Row& row) {
    auto brand = brand_of(tx, context, row);
    auto external = row.required("external_id"), name = row.required("name");
    auto tier = choice(row, "tier", Tier::shared);
    auto known = tx.find<Product>(sql::find_product_by_external_id, brand, external);
    auto price = row.integer("price_minor", known ? known->price_minor : 0);
    if (!known) {
        ProductInput input{.name = name,
                           .tier = tier,
                           .brand_id = brand,
                           .external_id = external,
                           .price_minor = price,
                           .cycle_months = static_cast<std::int32_t>(row.integer("cycle_months", 12))};
        if (!row.text("currency").empty()) input.currency = row.text("currency");
        create_product(tx, context, input);
        return Outcome::created;
    }
    if (known->name == name && known->tier == tier && known->price_minor == price) return Outcome::unchanged;
    change_product(tx, context, {.product_id = known->id, .name = {true, name}, .tier = {true, tier}, .price_minor = {true, price}});
    return Outcome::updated;
}

/// `rack-1;network-fra`: the external ids of what it stands on.
std::vector<ServerId> dependencies(db::Reader& reader, const Row& row) {
    std::vector<ServerId> ids;
    auto text = row.text("depends_on");
    for (std::size_t at = 0; at < text.size();) {
        auto end = std::min(text.find(';', at), text.size());
        auto found = reader.find<Server>(sql::find_server_by_external_id, text.substr(at, end - at));
        if (!found) refuse("depends_on", "unknown_value");
        ids.push_back(found->id);
        at = end + 1;
    }
    return ids;
}

Outcome take_server(db::Tx& tx, const Context& context, const Row& row) {
    auto external = row.required("external_id"), name = row.required("name");
    auto kind = choice(row, "kind", ServerKind::server);
    auto status = choice(row, "status", ServerStatus::up);
    auto depends_on = dependencies(tx, row);
    auto known = tx.find<Server>(sql::find_server_by_external_id, external);
    if (!known) {
        create_server(tx, context,
                      {.name = name,
                       .external_id = external,
                       .kind = kind,
                       .status = status,
                       .address = row.text("address"),
                       .depends_on = depends_on});
        return Outcome::created;
    }
    auto before = get_server(tx, context, {known->id});
    std::ranges::sort(depends_on);
    std::ranges::sort(before.depends_on);
    bool same = before.name == name && before.kind == kind && (!row.has("status") || before.status == status) &&
                (!row.has("address") || before.address == row.text("address")) &&
                (!row.has("depends_on") || before.depends_on == depends_on);
    if (same) return Outcome::unchanged;
    ServerChange change{.server_id = known->id, .name = {true, name}, .kind = {true, kind}};
    if (row.has("status")) change.status = {true, status};
    if (row.has("address")) change.address = {true, row.text("address")};
    if (row.has("depends_on")) change.depends_on = {true, depends_on};
    change_server(tx, context, change);
    return Outcome::updated;
}

struct ServiceParts {
    accounts::CustomerId customer;
    ProductId product;
    std::optional<ServerId> server;
};

ServiceParts parts_of(db::Reader& reader, BrandId brand, const Row& row) {
    ServiceParts parts;
    auto customer = reader.find<accounts::CustomerId>(sql::find_customer_id_by_external_id, brand, row.required("customer_external_id"));
    if (!customer) refuse("customer_external_id", "unknown_value");
    auto product = reader.find<Product>(sql::find_product_by_external_id, brand, row.required("product_external_id"));
    if (!product) refuse("product_external_id", "unknown_value");
    parts.customer = *customer;
    parts.product = product->id;
    if (auto server = row.text("server_external_id"); !server.empty()) {
        auto found = reader.find<Server>(sql::find_server_by_external_id, server);
        if (!found) refuse("server_external_id", "unknown_value");
        parts.server = found->id;
    }
    return parts;
}

Outcome take_service(db::Tx& tx, const Context& context, const Row& row) {
    auto brand = brand_of(tx, context, row);
    auto external = row.required("external_id");
    auto parts = parts_of(tx, brand, row);
    auto status = choice(row, "status", ServiceStatus::active);
    auto renews = row.instant("renews_at");
    auto known = tx.find<Service>(sql::find_service_by_external_id, brand, external);
    if (!known) {
        ServiceInput input{.customer_id = parts.customer,
                           .product_id = parts.product,
                           .external_id = external,
                           .status = status,
                           .server_id = parts.server,
                           .primary_domain = row.text("primary_domain"),
                           .renews_at = renews};
        if (!row.text("price_minor").empty()) input.price_minor = row.integer("price_minor", 0);
        create_service(tx, context, input);
        return Outcome::created;
    }
    auto domain = row.has("primary_domain") ? row.text("primary_domain") : known->primary_domain;
    bool same = known->customer_id == parts.customer && known->product_id == parts.product && known->server_id == parts.server &&
                known->status == status && known->primary_domain == domain && (!row.has("renews_at") || known->renews_at == renews);
    if (same) return Outcome::unchanged;
    ServiceChange change{.service_id = known->id,
                         .customer_id = {true, parts.customer},
                         .product_id = {true, parts.product},
                         .status = {true, status},
                         .server_id = {true, parts.server},
                         .primary_domain = {true, domain}};
    if (row.has("renews_at")) change.renews_at = {true, renews};
    change_service(tx, context, change);
    return Outcome::updated;
}

Outcome take_site(db::Tx& tx, const Context& context, const Row& row) {
    auto brand = brand_of(tx, context, row);
    auto service = tx.find<Service>(sql::find_service_by_external_id, brand, row.required("service_external_id"));
    if (!service) refuse("service_external_id", "unknown_value");
    auto url = row.required("url");
    auto status = choice(row, "status", SiteStatus::unknown);
    auto known = tx.find<Site>(sql::find_site_by_url, service->id, url);
    if (!known) {
        create_site(tx, context, {.service_id = service->id, .url = url, .status = status});
        return Outcome::created;
    }
    if (!row.has("status") || known->status == status) return Outcome::unchanged;
    change_site(tx, context, {.site_id = known->id, .status = {true, status}});
    return Outcome::updated;
}

}  // namespace

void register_importers(Registry& registry) {
    registry.importer(
        {"products", import_records, {"brand", "external_id", "name", "tier", "price_minor", "currency", "cycle_months"}, take_product});
    registry.importer({"servers", import_records, {"external_id", "name", "kind", "status", "address", "depends_on"}, take_server});
    registry.importer({"services",
                       import_records,
                       {"brand", "external_id", "customer_external_id", "product_external_id", "server_external_id", "status",
                        "primary_domain", "renews_at", "price_minor"},
                       take_service});
    registry.importer({"sites", import_records, {"brand", "service_external_id", "url", "status"}, take_site});
}

}  // namespace goodhost::hosting
