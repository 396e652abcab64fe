#include <algorithm>

#include "hosting/queries.hpp"
#include "hosting/services.hpp"

namespace goodhost::hosting {

namespace {

template <class T>
std::vector<T> in_scope(db::Reader& reader, const Context& context, const db::Statement& statement, ServerId server) {
    db::Query query(statement, server);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::services_in_brands, scope);
    return reader.list<T>(query);
}

}  // namespace

Affected list_affected(db::Reader& reader, const Context& context, const ServerKey& input) {
    get_server(reader, context, input);
    Affected affected;
    affected.servers = reader.list<Server>(sql::affected_servers, input.server_id);
    affected.services = in_scope<AffectedService>(reader, context, sql::affected_services, input.server_id);
    affected.sites = in_scope<Site>(reader, context, sql::affected_sites, input.server_id);
    affected.contacts = in_scope<AffectedContact>(reader, context, sql::affected_contacts, input.server_id);
    for (auto& service : affected.services) affected.customers.push_back({service.customer_id, service.customer_name});
    std::ranges::sort(affected.customers, {}, &AffectedCustomer::id);
    auto repeated = std::ranges::unique(affected.customers, {}, &AffectedCustomer::id);
    affected.customers.erase(repeated.begin(), repeated.end());
    affected.counts = {std::ssize(affected.servers), std::ssize(affected.services), std::ssize(affected.sites),
                       std::ssize(affected.customers), std::ssize(affected.contacts)};
    return affected;
}

}  // namespace goodhost::hosting
