#include "brands/logo.hpp"
#include "brands/manage.hpp"
#include "brands/migrations.hpp"
#include "brands/queries.hpp"
#include "brands/seed.hpp"
#include "platform/registry.hpp"

namespace goodhost::brands {

using http::Audience;
using http::Method;

void register_brands(Registry& registry) {
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.files_in_use(sql::list_files_in_use);
    registry.seed({"brands", seed_brands});
    registry.permissions({{configure, {}}});
    registry.constraint("brands_domain_unique", "brands.domain_taken", "domain");
    registry.constraint("brands_key_unique", "brands.key_taken", "key");
    auto logo_upload = http::raw_route(Method::put, "/api/v1/brands/{brand_id}/logo", Audience::agent, configure, put_logo);
    logo_upload.summary = "Set the brand's logo (PNG, JPEG, WebP; at most 1 MB)";
    auto logo = http::raw_route(Method::get, "/api/v1/brands/{brand_id}/logo", Audience::agent, {}, get_logo_of_brand);
    logo.summary = "The brand's logo";
    registry.routes({
        http::endpoint<&list_visible_brands>(Method::get, "/api/v1/brands", Audience::agent, {}, "List brands"),
        http::endpoint<&get_brand>(Method::get, "/api/v1/brands/{brand_id}", Audience::agent, {}, "Get a brand"),
        http::endpoint<&create_brand>(Method::post, "/api/v1/brands", Audience::agent, configure, "Create a brand"),
        http::endpoint<&change_brand>(Method::patch, "/api/v1/brands/{brand_id}", Audience::agent, configure, "Change a brand"),
        logo,
        logo_upload,
        http::raw_route(Method::get, "/brand/logo", Audience::anyone, {}, get_logo),
        http::raw_route(Method::get, "/brand/style.css", Audience::anyone, {}, get_style),
    });
}

}  // namespace goodhost::brands
