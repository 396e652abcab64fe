#include "brands/logo.hpp"

#include <fmt/format.h>

#include <cmath>

#include "brands/manage.hpp"
#include "brands/queries.hpp"
#include "platform/files/files.hpp"
#include "platform/services.hpp"

namespace goodhost::brands {

namespace {

std::optional<Brand> brand_of(const http::Call& call) {
    return call.context.services.database.read([&](db::Reader& reader) { return find_brand(reader, call.context.brand); });
}

/// Darkens until white text on it reaches 4.5:1, so that any brand colour is legible.
std::string legible(const std::string& color) {
    auto part = [&](std::size_t at) { return std::stoi(color.substr(at, 2), nullptr, 16); };
    double r = part(1), g = part(3), b = part(5);
    auto linear = [](double c) { c /= 255; return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    while (1.05 / (0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05) < 4.6) r *= 0.95, g *= 0.95, b *= 0.95;
    return fmt::format("#{:02x}{:02x}{:02x}", static_cast<int>(r), static_cast<int>(g), static_cast<int>(b));
}

}  // namespace

http::Response put_logo(const http::Call& call) {
    auto& context = call.context;
    BrandId id;
    if (!json::read_scalar(call.parameter("brand_id"), type_of<BrandId>(), &id)) throw Problem(ProblemKind::not_found, "brands.not_found");
    auto media_type = files::sniff_media_type(call.request.body);
    if (media_type != "image/png" && media_type != "image/jpeg" && media_type != "image/webp")
        throw Problem(ProblemKind::invalid, "brands.logo_type", media_type);
    auto stored = context.services.files.put(call.request.body);
    auto brand = context.services.database.write([&](db::Tx& tx) {
        get_brand(tx, context, {id});
        tx.execute(sql::change_logo, id, stored.sha256);
        return get_brand(tx, context, {id});
    });
    http::Response response;
    response.headers.add("Content-Type", "application/json");
    response.body = json::to_json(brand);
    return response;
}

http::Response get_logo(const http::Call& call) {
    auto brand = brand_of(call);
    if (!brand || !brand->logo_sha256) throw Problem(ProblemKind::not_found, "brands.no_logo");
    http::Response response;
    response.body = call.context.services.files.read(*brand->logo_sha256);
    response.headers.add("Content-Type", files::sniff_media_type(response.body));
    response.headers.add("ETag", "\"" + brand->logo_sha256->substr(0, 16) + "\"");
    response.headers.add("Cache-Control", "public, max-age=3600");
    return response;
}

http::Response get_style(const http::Call& call) {
    auto brand = brand_of(call);
    auto color = brand ? brand->color : std::string("#0f766e");
    http::Response response;
    response.headers.add("Content-Type", "text/css; charset=utf-8");
    response.headers.add("Cache-Control", "public, max-age=300");
    response.body = fmt::format(":root{{--brand:{};--brand-strong:{}}}\n", color, legible(color));
    return response;
}

}  // namespace goodhost::brands
