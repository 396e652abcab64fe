#include "hosting/import.hpp"
#include "hosting/migrations.hpp"
#include "hosting/queries.hpp"
#include "hosting/seed.hpp"
#include "hosting/services.hpp"
#include "platform/registry.hpp"

namespace goodhost::hosting {

using http::Audience;
using http::endpoint;
using http::Method;

namespace {

void register_infrastructure(Registry& registry) {
    registry.routes({
        endpoint<&list_products>(Method::get, "/api/v1/products", Audience::agent, view, "List products"),
        endpoint<&get_product>(Method::get, "/api/v1/products/{product_id}", Audience::agent, view, "Get a product"),
        endpoint<&create_product>(Method::post, "/api/v1/products", Audience::agent, edit, "Create a product"),
        endpoint<&change_product>(Method::patch, "/api/v1/products/{product_id}", Audience::agent, edit, "Change a product"),
        endpoint<&delete_product>(Method::delete_, "/api/v1/products/{product_id}", Audience::agent, edit,
                                  "Delete a product that no service uses"),
        endpoint<&list_servers>(Method::get, "/api/v1/servers", Audience::agent, view, "List servers and what they depend on"),
        endpoint<&get_server>(Method::get, "/api/v1/servers/{server_id}", Audience::agent, view, "Get a server"),
        endpoint<&create_server>(Method::post, "/api/v1/servers", Audience::agent, edit, "Create a server, rack, network or location"),
        endpoint<&change_server>(Method::patch, "/api/v1/servers/{server_id}", Audience::agent, edit, "Change a server"),
        endpoint<&delete_server>(Method::delete_, "/api/v1/servers/{server_id}", Audience::agent, edit,
                                 "Delete a server that no service uses"),
        endpoint<&list_affected>(Method::get, "/api/v1/servers/{server_id}/affected", Audience::agent, view,
                                 "Services, sites, customers and contacts that a server's trouble reaches"),
    });
}

void register_customer_side(Registry& registry) {
    registry.routes({
        endpoint<&list_services>(Method::get, "/api/v1/services", Audience::agent, view, "List services"),
        endpoint<&count_services>(Method::get, "/api/v1/services/counts", Audience::agent, view, "How many services customers have"),
        endpoint<&get_service>(Method::get, "/api/v1/services/{service_id}", Audience::agent, view, "Get a service"),
        endpoint<&create_service>(Method::post, "/api/v1/services", Audience::agent, edit, "Create a service"),
        endpoint<&change_service>(Method::patch, "/api/v1/services/{service_id}", Audience::agent, edit, "Change a service"),
        endpoint<&delete_service>(Method::delete_, "/api/v1/services/{service_id}", Audience::agent, edit, "Delete a service"),
        endpoint<&list_sites>(Method::get, "/api/v1/sites", Audience::agent, view, "List sites"),
        endpoint<&get_site>(Method::get, "/api/v1/sites/{site_id}", Audience::agent, view, "Get a site"),
        endpoint<&create_site>(Method::post, "/api/v1/sites", Audience::agent, edit, "Create a site"),
        endpoint<&change_site>(Method::patch, "/api/v1/sites/{site_id}", Audience::agent, edit, "Change a site"),
        endpoint<&delete_site>(Method::delete_, "/api/v1/sites/{site_id}", Audience::agent, edit, "Delete a site"),
    });
}

}  // namespace

void register_hosting(Registry& registry) {
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.seed({"products and servers", seed_infrastructure});
    registry.seed({"services and sites", seed_services});
    registry.permissions({{view, {"lead", "agent", "light_agent"}}, {edit, {"lead"}}, {import_records, {}}});
    registry.constraint("products_name_unique", "hosting.product_name_taken", "name");
    registry.constraint("products_external_unique", "hosting.external_id_taken", "external_id");
    registry.constraint("servers_name_unique", "hosting.server_name_taken", "name");
    registry.constraint("servers_external_unique", "hosting.external_id_taken", "external_id");
    registry.constraint("services_external_unique", "hosting.external_id_taken", "external_id");
    registry.constraint("sites_url_unique", "hosting.site_exists", "url");
    register_infrastructure(registry);
    register_customer_side(registry);
    register_importers(registry);
}

}  // namespace goodhost::hosting
