#pragma once
#include "hosting/catalogue.hpp"

/// Services of customers, their sites, and whom a server's trouble reaches.
namespace goodhost::hosting {

struct Service {
    ServiceId id;
    BrandId brand_id;
    accounts::CustomerId customer_id;
    std::string customer_name;
    ProductId product_id;
    std::string product_name;
    std::optional<std::string> external_id;
    Tier tier = Tier::shared;
    ServiceStatus status = ServiceStatus::active;
    std::optional<ServerId> server_id;
    std::optional<std::string> server_name;
    std::string primary_domain;
    std::optional<Instant> renews_at;
    std::int64_t price_minor = 0;
    std::string currency;
    std::int32_t cycle_months = 12;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Service, (),
                      (id, brand_id, customer_id, customer_name, product_id, product_name, external_id, tier, status, server_id,
                       server_name, primary_domain, renews_at, price_minor, currency, cycle_months, created_at))

struct ServiceInput {
    accounts::CustomerId customer_id;
    ProductId product_id;
    std::optional<std::string> external_id;
    std::optional<ServiceStatus> status;
    std::optional<ServerId> server_id;
    std::optional<std::string> primary_domain;
    std::optional<Instant> renews_at;
    std::optional<std::int64_t> price_minor;  ///< else the product's
    static constexpr Rule rules[] = {{"external_id", 100}, {"primary_domain", 253}, {.field = "price_minor", .min = 0}};
};
BOOST_DESCRIBE_STRUCT(ServiceInput, (), (customer_id, product_id, external_id, status, server_id, primary_domain, renews_at, price_minor))

struct ServiceChange {
    ServiceId service_id;
    Patch<accounts::CustomerId> customer_id;
    Patch<ProductId> product_id;
    Patch<ServiceStatus> status;
    Patch<ServerId> server_id;
    Patch<std::string> primary_domain;
    Patch<Instant> renews_at;
    Patch<std::int64_t> price_minor;
    static constexpr Rule rules[] = {{.field = "primary_domain", .max_length = 253, .may_be_empty = true},
                                     {.field = "price_minor", .min = 0}};
};
BOOST_DESCRIBE_STRUCT(ServiceChange, (), (service_id, customer_id, product_id, status, server_id, primary_domain, renews_at, price_minor))

struct ServiceKey {
    ServiceId service_id;
};
BOOST_DESCRIBE_STRUCT(ServiceKey, (), (service_id))

/// How many services customers have that are not cancelled; who has none is left out.
struct ServiceCount {
    accounts::CustomerId customer_id;
    std::int64_t services = 0;
};
BOOST_DESCRIBE_STRUCT(ServiceCount, (), (customer_id, services))

struct ServiceCountList {
    std::vector<ServiceCount> items;
};
BOOST_DESCRIBE_STRUCT(ServiceCountList, (), (items))

struct ServiceCountFilter {
    std::vector<accounts::CustomerId> customer_ids;
    static constexpr Rule rules[] = {{"customer_ids", 500}};
};
BOOST_DESCRIBE_STRUCT(ServiceCountFilter, (), (customer_ids))

struct ServiceFilter {
    std::optional<accounts::CustomerId> customer_id;
    std::optional<ServerId> server_id;
    std::optional<std::string> q;
    std::optional<std::int64_t> cursor;
    std::optional<std::int32_t> limit;
    static constexpr Rule rules[] = {{"q", 200}, {.field = "limit", .min = 1, .max = 500}};
};
BOOST_DESCRIBE_STRUCT(ServiceFilter, (), (customer_id, server_id, q, cursor, limit))

struct ServiceList {
    std::vector<Service> items;
    std::optional<std::int64_t> next_cursor;
};
BOOST_DESCRIBE_STRUCT(ServiceList, (), (items, next_cursor))

enum class SiteStatus { unknown, up, down };
BOOST_DESCRIBE_ENUM(SiteStatus, unknown, up, down)

struct Site {
    SiteId id;
    ServiceId service_id;
    std::optional<std::string> external_id;
    std::string url;
    SiteStatus status = SiteStatus::unknown;
    std::string service_name;  ///< its product and domain
    std::string customer_name;
};
BOOST_DESCRIBE_STRUCT(Site, (), (id, service_id, external_id, url, status, service_name, customer_name))

struct SiteInput {
    ServiceId service_id;
    std::string url;
    std::optional<std::string> external_id;
    std::optional<SiteStatus> status;
    static constexpr Rule rules[] = {{"url", 2000}, {"external_id", 100}};
};
BOOST_DESCRIBE_STRUCT(SiteInput, (), (service_id, url, external_id, status))

struct SiteChange {
    SiteId site_id;
    Patch<std::string> url;
    Patch<SiteStatus> status;
    static constexpr Rule rules[] = {{"url", 2000}};
};
BOOST_DESCRIBE_STRUCT(SiteChange, (), (site_id, url, status))

struct SiteKey {
    SiteId site_id;
};
BOOST_DESCRIBE_STRUCT(SiteKey, (), (site_id))

struct SiteFilter {
    std::optional<ServiceId> service_id;
    std::optional<std::int64_t> cursor;
    std::optional<std::int32_t> limit;
    static constexpr Rule rules[] = {{.field = "limit", .min = 1, .max = 500}};
};
BOOST_DESCRIBE_STRUCT(SiteFilter, (), (service_id, cursor, limit))

struct SiteList {
    std::vector<Site> items;
    std::optional<std::int64_t> next_cursor;
};
BOOST_DESCRIBE_STRUCT(SiteList, (), (items, next_cursor))

struct AffectedService {
    ServiceId id;
    BrandId brand_id;
    accounts::CustomerId customer_id;
    std::string customer_name;
    Tier tier = Tier::shared;
    ServiceStatus status = ServiceStatus::active;
    std::string primary_domain;
};
BOOST_DESCRIBE_STRUCT(AffectedService, (), (id, brand_id, customer_id, customer_name, tier, status, primary_domain))

struct AffectedCustomer {
    accounts::CustomerId id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(AffectedCustomer, (), (id, name))

struct AffectedContact {
    accounts::ContactId id;
    accounts::CustomerId customer_id;
    std::string name, email, locale, time_zone;
};
BOOST_DESCRIBE_STRUCT(AffectedContact, (), (id, customer_id, name, email, locale, time_zone))

struct AffectedCounts {
    std::int64_t servers = 0, services = 0, sites = 0, customers = 0, contacts = 0;
};
BOOST_DESCRIBE_STRUCT(AffectedCounts, (), (servers, services, sites, customers, contacts))

struct Affected {
    std::vector<Server> servers;
    std::vector<AffectedService> services;
    std::vector<Site> sites;
    std::vector<AffectedCustomer> customers;
    std::vector<AffectedContact> contacts;
    AffectedCounts counts;
};
BOOST_DESCRIBE_STRUCT(Affected, (), (servers, services, sites, customers, contacts, counts))

/// The only doors to a row: brand scope.
Service access_service(db::Reader& reader, const Context& context, ServiceId id);
Site access_site(db::Reader& reader, const Context& context, SiteId id);

ServiceCountList count_services(db::Reader& reader, const Context& context, const ServiceCountFilter& filter);
ServiceList list_services(db::Reader& reader, const Context& context, const ServiceFilter& filter);
Service get_service(db::Reader& reader, const Context& context, const ServiceKey& input);
Service create_service(db::Tx& tx, const Context& context, const ServiceInput& input);
Service change_service(db::Tx& tx, const Context& context, const ServiceChange& input);
void delete_service(db::Tx& tx, const Context& context, const ServiceKey& input);

SiteList list_sites(db::Reader& reader, const Context& context, const SiteFilter& filter);
Site get_site(db::Reader& reader, const Context& context, const SiteKey& input);
Site create_site(db::Tx& tx, const Context& context, const SiteInput& input);
Site change_site(db::Tx& tx, const Context& context, const SiteChange& input);
void delete_site(db::Tx& tx, const Context& context, const SiteKey& input);

/// Everything that stands on a server, through all levels of the graph, within the brands that the agent sees.
Affected list_affected(db::Reader& reader, const Context& context, const ServerKey& input);

}  // namespace goodhost::hosting
