#include "brands/logo.hpp"

#include "brands/manage.hpp"
#include "platform/files/files.hpp"
#include "platform/html/layout.hpp"
#include "platform/services.hpp"

namespace goodhost::brands {

namespace {

std::optional<Brand> brand_of(const http::Call& call) {
    return call.context.services.database.read([&](db::Reader& reader) { return find_brand(reader, call.context.brand); });
}

BrandId id_in(const http::Call& call) {
    BrandId id;
    if (!json::read_scalar(call.parameter("brand_id"), type_of<BrandId>(), &id)) throw Problem(ProblemKind::not_found, "brands.not_found");
    return id;
}

http::Response picture_of(const http::Call& call, const std::optional<Brand>& brand) {
    if (!brand || !brand->logo_sha256) throw Problem(ProblemKind::not_found, "brands.no_logo");
    http::Response response;
    response.body = call.context.services.files.read(*brand->logo_sha256);
    response.headers.add("Content-Type", files::sniff_media_type(response.body));
    response.headers.add("ETag", "\"" + brand->logo_sha256->substr(0, 16) + "\"");
    return response;
}

}  // namespace

http::Response put_logo(const http::Call& call) {
    auto& context = call.context;
    const auto id = id_in(call);
    auto media_type = files::sniff_media_type(call.request.body);
    if (media_type != "image/png" && media_type != "image/jpeg" && media_type != "image/webp")
        throw Problem(ProblemKind::invalid, "brands.logo_type", media_type);
    auto stored = context.services.files.put(call.request.body);
    auto brand = context.services.database.write([&](db::Tx& tx) { return change_logo(tx, context, id, stored.sha256); });
    http::Response response;
    response.headers.add("Content-Type", "application/json");
    response.body = json::to_json(brand);
    return response;
}

http::Response get_logo_of_brand(const http::Call& call) {
    auto& context = call.context;
    auto response =
        picture_of(call, context.services.database.read([&](db::Reader& reader) { return get_brand(reader, context, {id_in(call)}); }));
    response.headers.add("Cache-Control", "private, max-age=3600");
    return response;
}

http::Response get_logo(const http::Call& call) {
    auto response = picture_of(call, brand_of(call));
    response.headers.add("Cache-Control", "public, max-age=3600");
    return response;
}

http::Response get_style(const http::Call& call) {
    auto brand = brand_of(call);
    http::Response response;
    response.headers.add("Content-Type", "text/css; charset=utf-8");
    response.headers.add("Cache-Control", "public, max-age=300");
    response.body = html::brand_stylesheet(brand ? brand->color : "");
    return response;
}

}  // namespace goodhost::brands
