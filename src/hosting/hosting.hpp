#pragma once
#include <optional>
#include <string>
#include <vector>

#include "accounts/ids.hpp"
#include "platform/core/context.hpp"
#include "platform/db/db.hpp"

namespace goodhost {
class Registry;
}

/// What a customer has (services, sites) and what it stands on (servers and their dependencies).
namespace goodhost::hosting {

struct ServiceTag {};
struct ServerTag {};
struct SiteTag {};
struct ProductTag {};
using ServiceId = Id<ServiceTag>;
using ServerId = Id<ServerTag>;
using SiteId = Id<SiteTag>;
using ProductId = Id<ProductTag>;

enum class Tier { shared, reseller, vps, dedicated, domain, email, addon };
BOOST_DESCRIBE_ENUM(Tier, shared, reseller, vps, dedicated, domain, email, addon)
enum class ServiceStatus { active, suspended, cancelled, pending };
BOOST_DESCRIBE_ENUM(ServiceStatus, active, suspended, cancelled, pending)

struct ServiceRow {
    ServiceId id;
    BrandId brand_id;
    accounts::CustomerId customer_id;
    std::string product_name;
    Tier tier = Tier::shared;
    ServiceStatus status = ServiceStatus::active;
    std::optional<ServerId> server_id;
    std::optional<std::string> server_name;
    std::optional<std::string> server_status;
    std::string primary_domain;
    std::optional<Instant> renews_at;
};
BOOST_DESCRIBE_STRUCT(ServiceRow, (),
                      (id, brand_id, customer_id, product_name, tier, status, server_id, server_name, server_status, primary_domain,
                       renews_at))

struct SiteRow {
    SiteId id;
    ServiceId service_id;
    std::string url;
    std::string status;
};
BOOST_DESCRIBE_STRUCT(SiteRow, (), (id, service_id, url, status))

std::optional<ServiceRow> find_service(db::Reader& reader, ServiceId id);
/// Active ones first; at most 200.
std::vector<ServiceRow> services_of_customer(db::Reader& reader, accounts::CustomerId customer);
std::vector<SiteRow> sites_of_customer(db::Reader& reader, accounts::CustomerId customer);

void register_hosting(Registry& registry);

}  // namespace goodhost::hosting
