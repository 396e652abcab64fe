#include "hosting/services.hpp"
#include "platform/core/changes.hpp"
#include "platform/db/page.hpp"

#include "accounts/accounts.hpp"
#include "hosting/queries.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::hosting {

namespace {

void record(db::Tx& tx, const Context& context, std::string_view type, const Service& service) {
    auto of_brand = context;
    of_brand.brand = service.brand_id;
    trail::append(tx, of_brand, "service/" + std::to_string(service.id.value), type, service);
}

/// Customer and product belong to one brand; a server may serve several.
void check(db::Reader& reader, const Context& context, const Service& service) {
    FieldProblems problems;
    auto customer = accounts::find_customer_brand(reader, service.customer_id);
    auto product = reader.find<Product>(sql::find_product, service.product_id);
    if (customer != service.brand_id || !context.sees_brand(service.brand_id)) problems.add("customer_id", "unknown_value");
    if (!product || product->brand_id != service.brand_id) problems.add("product_id", "unknown_value");
    if (service.server_id && !reader.find<Server>(sql::find_server, *service.server_id)) problems.add("server_id", "unknown_value");
    problems.throw_if_any();
}

}  // namespace

std::optional<ServiceRow> find_service(db::Reader& reader, ServiceId id) { return reader.find<ServiceRow>(sql::find_service, id); }

std::vector<ServiceRow> services_of_customer(db::Reader& reader, accounts::CustomerId customer) {
    return reader.list<ServiceRow>(sql::services_of_customer, customer);
}

std::vector<SiteRow> sites_of_customer(db::Reader& reader, accounts::CustomerId customer) {
    return reader.list<SiteRow>(sql::sites_of_customer, customer);
}

Service access_service(db::Reader& reader, const Context& context, ServiceId id) {
    auto service = reader.find<Service>(sql::find_service_detail, id);
    if (!service || !context.sees_brand(service->brand_id)) throw Problem(ProblemKind::not_found, "hosting.service_not_found");
    return *service;
}

ServiceCountList count_services(db::Reader& reader, const Context& context, const ServiceCountFilter& filter) {
    db::Query query(sql::count_services, filter.customer_ids);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::services_in_brands, scope);
    return {reader.list<ServiceCount>(query)};
}

ServiceList list_services(db::Reader& reader, const Context& context, const ServiceFilter& filter) {
    auto limit = filter.limit.value_or(50);
    db::Query query(sql::list_services, filter.cursor.value_or(0), limit + 1);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::services_in_brands, scope);
    if (filter.customer_id) query.add(sql::by_customer, *filter.customer_id);
    if (filter.server_id) query.add(sql::by_server, *filter.server_id);
    if (filter.q) query.add(sql::by_domain, accounts::like_pattern(*filter.q));
    return db::list_page<ServiceList>(reader, query, limit);
}

Service get_service(db::Reader& reader, const Context& context, const ServiceKey& input) {
    return access_service(reader, context, input.service_id);
}

Service create_service(db::Tx& tx, const Context& context, const ServiceInput& input) {
    auto product = tx.find<Product>(sql::find_product, input.product_id);
    if (!product) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"product_id", "unknown_value", {}}});
    Service service;
    service.brand_id = product->brand_id;
    service.customer_id = input.customer_id;
    service.product_id = input.product_id;
    service.server_id = input.server_id;
    check(tx, context, service);
    auto id =
        tx.get<ServiceId>(sql::insert_service, product->brand_id, input.customer_id, input.product_id, input.external_id, product->tier,
                          input.status.value_or(ServiceStatus::active), input.server_id, input.primary_domain.value_or(""), input.renews_at,
                          input.price_minor.value_or(product->price_minor), product->currency, product->cycle_months, context.now());
    service = access_service(tx, context, id);
    record(tx, context, "hosting.service_created", service);
    return service;
}

Service change_service(db::Tx& tx, const Context& context, const ServiceChange& input) {
    auto service = access_service(tx, context, input.service_id);
    apply_changes(input, service);
    check(tx, context, service);
    service.tier = tx.find<Product>(sql::find_product, service.product_id)->tier;
    tx.execute(sql::change_service, service.id, service.customer_id, service.product_id, service.tier, service.status, service.server_id,
               service.primary_domain, service.renews_at, service.price_minor, service.currency, service.cycle_months);
    service = access_service(tx, context, service.id);
    record(tx, context, "hosting.service_changed", service);
    return service;
}

void delete_service(db::Tx& tx, const Context& context, const ServiceKey& input) {
    auto service = access_service(tx, context, input.service_id);
    tx.execute(sql::delete_service, service.id);
    record(tx, context, "hosting.service_deleted", service);
}

}  // namespace goodhost::hosting
