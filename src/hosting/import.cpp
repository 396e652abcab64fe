#include "hosting/import.hpp"

#include <algorithm>

#include "brands/brands.hpp"
#include "hosting/queries.hpp"
#include "hosting/services.hpp"
#include "platform/imports/rows.hpp"
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
    auto external = row.required("external_id");
    auto known = tx.find<Product>(sql::find_product_by_external_id, brand, external);
    auto standard = known.value_or(Product{});
    ProductInput input{.name = row.required("name"),
                       .tier = choice(row, "tier", standard.tier),
                       .brand_id = brand,
                       .external_id = external,
                       .currency = imports::given(row, "currency").value_or(standard.currency),
                       .price_minor = row.integer("price_minor", standard.price_minor),
                       .cycle_months = static_cast<std::int32_t>(
                           std::clamp<std::int64_t>(row.integer("cycle_months", standard.cycle_months), INT32_MIN, INT32_MAX))};
    imports::hold_to_rules(input);
    if (!known) {
        create_product(tx, context, input);
        return Outcome::created;
    }
    bool same = known->name == input.name && known->tier == input.tier && known->price_minor == input.price_minor &&
                known->currency == input.currency && known->cycle_months == input.cycle_months;
    if (same) return Outcome::unchanged;
    change_product(tx, context,
                   {.product_id = known->id,
                    .name = {true, input.name},
                    .tier = {true, input.tier},
                    .price_minor = {true, input.price_minor},
                    .currency = {true, input.currency},
                    .cycle_months = {true, input.cycle_months}});
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
    ServerInput input{.name = row.required("name"),
                      .external_id = row.required("external_id"),
                      .address = row.text("address"),
                      .depends_on = dependencies(tx, row)};
    auto known = tx.find<Server>(sql::find_server_by_external_id, *input.external_id);
    auto before = known ? get_server(tx, context, {known->id}) : Server{};
    input.kind = choice(row, "kind", before.kind);
    input.status = choice(row, "status", before.status);
    imports::hold_to_rules(input);
    if (!known) {
        create_server(tx, context, input);
        return Outcome::created;
    }
    std::ranges::sort(input.depends_on);
    std::ranges::sort(before.depends_on);
    bool same = before.name == input.name && before.kind == input.kind && before.status == input.status &&
                (!row.has("address") || before.address == input.address) &&
                (!row.has("depends_on") || before.depends_on == input.depends_on);
    if (same) return Outcome::unchanged;
    ServerChange change{.server_id = known->id, .name = {true, input.name}, .kind = {true, input.kind}, .status = {true, input.status}};
    if (row.has("address")) change.address = {true, input.address};
    if (row.has("depends_on")) change.depends_on = {true, input.depends_on};
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

/// What the row says; what it does not say is as it was.
ServiceInput service_of(const Row& row, const ServiceParts& parts, const Service& before) {
    ServiceInput input{.customer_id = parts.customer,
                       .product_id = parts.product,
                       .external_id = row.required("external_id"),
                       .status = choice(row, "status", before.status),
                       .server_id = row.has("server_external_id") ? parts.server : before.server_id,
                       .primary_domain = row.has("primary_domain") ? row.text("primary_domain") : before.primary_domain,
                       .renews_at = row.has("renews_at") ? row.instant("renews_at") : before.renews_at};
    if (imports::given(row, "price_minor")) input.price_minor = row.integer("price_minor", 0);
    return input;
}

Outcome take_service(db::Tx& tx, const Context& context, const Row& row) {
    auto brand = brand_of(tx, context, row);
    auto external = row.required("external_id");
    auto parts = parts_of(tx, brand, row);
    auto known = tx.find<Service>(sql::find_service_by_external_id, brand, external);
    auto input = service_of(row, parts, known.value_or(Service{}));
    imports::hold_to_rules(input);
    if (!known) {
        create_service(tx, context, input);
        return Outcome::created;
    }
    auto price = input.price_minor.value_or(known->price_minor);
    bool same = known->customer_id == input.customer_id && known->product_id == input.product_id && known->server_id == input.server_id &&
                known->status == input.status && known->primary_domain == input.primary_domain && known->renews_at == input.renews_at &&
                known->price_minor == price;
    if (same) return Outcome::unchanged;
    change_service(tx, context,
                   {.service_id = known->id,
                    .customer_id = {true, input.customer_id},
                    .product_id = {true, input.product_id},
                    .status = {true, input.status},
                    .server_id = {true, input.server_id},
                    .primary_domain = {true, input.primary_domain},
                    .renews_at = {true, input.renews_at},
                    .price_minor = {true, price}});
    return Outcome::updated;
}

Outcome take_site(db::Tx& tx, const Context& context, const Row& row) {
    auto brand = brand_of(tx, context, row);
    auto service = tx.find<Service>(sql::find_service_by_external_id, brand, row.required("service_external_id"));
    if (!service) refuse("service_external_id", "unknown_value");
    auto url = row.required("url");
    auto status = choice(row, "status", SiteStatus::unknown);
    imports::hold_to_rules(SiteInput{.service_id = service->id, .url = url, .external_id = {}, .status = status});
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
