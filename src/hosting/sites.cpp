#include "hosting/queries.hpp"
#include "hosting/services.hpp"
#include "platform/core/changes.hpp"
#include "platform/db/page.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::hosting {

namespace {

void record(db::Tx& tx, const Context& context, std::string_view type, const Site& site) {
    auto of_brand = context;
    of_brand.brand = access_service(tx, context, site.service_id).brand_id;
    trail::append(tx, of_brand, "site/" + std::to_string(site.id.value), type, site);
}

void check_url(std::string_view url) {
    bool http = url.starts_with("http://") || url.starts_with("https://");
    if (!http || url.find_first_of(" \t\r\n\"<>") != std::string_view::npos)
        throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"url", "hosting.bad_url", {}}});
}

}  // namespace

Site access_site(db::Reader& reader, const Context& context, SiteId id) {
    auto site = reader.find<Site>(sql::find_site, id);
    if (!site) throw Problem(ProblemKind::not_found, "hosting.site_not_found");
    auto service = reader.find<Service>(sql::find_service_detail, site->service_id);
    if (!service || !context.sees_brand(service->brand_id)) throw Problem(ProblemKind::not_found, "hosting.site_not_found");
    return *site;
}

SiteList list_sites(db::Reader& reader, const Context& context, const SiteFilter& filter) {
    auto limit = filter.limit.value_or(100);
    db::Query query(sql::list_sites, filter.cursor.value_or(0), limit + 1);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::services_in_brands, scope);
    if (filter.service_id) query.add(sql::by_service, *filter.service_id);
    return db::list_page<SiteList>(reader, query, limit);
}

Site get_site(db::Reader& reader, const Context& context, const SiteKey& input) { return access_site(reader, context, input.site_id); }

Site create_site(db::Tx& tx, const Context& context, const SiteInput& input) {
    access_service(tx, context, input.service_id);
    check_url(input.url);
    auto id = tx.get<SiteId>(sql::insert_site, input.service_id, input.external_id, input.url, input.status.value_or(SiteStatus::unknown));
    auto site = access_site(tx, context, id);
    record(tx, context, "hosting.site_created", site);
    return site;
}

Site change_site(db::Tx& tx, const Context& context, const SiteChange& input) {
    auto site = access_site(tx, context, input.site_id);
    apply_changes(input, site);
    check_url(site.url);
    tx.execute(sql::change_site, site.id, site.url, site.status);
    record(tx, context, "hosting.site_changed", site);
    return site;
}

void delete_site(db::Tx& tx, const Context& context, const SiteKey& input) {
    auto site = access_site(tx, context, input.site_id);
    tx.execute(sql::delete_site, site.id);
    record(tx, context, "hosting.site_deleted", site);
}

}  // namespace goodhost::hosting
