#include "platform/http/assets.hpp"

#include <algorithm>

#include "platform/files/embedded.hpp"
#include "platform/http/asset_address.hpp"

namespace goodhost::http {

namespace {

constexpr std::string_view desk_policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; frame-src 'self' blob: data:; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

std::string_view media_type(std::string_view path) {
    static constexpr std::pair<std::string_view, std::string_view> types[] = {{".html", "text/html; charset=utf-8"},
                                                                              {".js", "text/javascript; charset=utf-8"},
                                                                              {".css", "text/css; charset=utf-8"},
                                                                              {".json", "application/json"},
                                                                              {".svg", "image/svg+xml"},
                                                                              {".png", "image/png"},
                                                                              {".ico", "image/x-icon"},
                                                                              {".woff2", "font/woff2"},
                                                                              {".webmanifest", "application/manifest+json"},
                                                                              {".txt", "text/plain; charset=utf-8"}};
    for (auto& [ending, type] : types)
        if (path.ends_with(ending)) return type;
    return "application/octet-stream";
}

/// Bundlers put a hash into the names below assets/: those bytes never change under that name.
bool is_immutable(const Request& request, std::string_view path) {
    return path.find("/assets/") != std::string_view::npos || !request.query_value("v").empty();
}

const files::EmbeddedFile* smaller(const files::EmbeddedFolder& folder, const std::string& path, std::string_view accepted,
                                   std::string_view& encoding) {
    static constexpr std::pair<std::string_view, std::string_view> encodings[] = {{"br", ".br"}, {"gzip", ".gz"}};
    for (auto& [name, ending] : encodings)
        if (accepted.find(name) != std::string_view::npos)
            if (auto* found = folder.find(path + std::string(ending))) {
                encoding = name;
                return found;
            }
    return nullptr;
}

Response send(const Request& request, const std::string& path, std::string_view fallback) {
    static const auto folder = files::embedded_web();
    auto used = path;
    auto* file = folder.find(used);
    if (!file && !fallback.empty()) file = folder.find(used = std::string(fallback));
    if (!file) throw Problem(ProblemKind::not_found, "platform.not_found", path);
    Response response;
    std::string_view encoding;
    auto* packed = smaller(folder, used, request.headers.get("Accept-Encoding"), encoding);
    response.static_body = packed ? packed->bytes() : file->bytes();
    if (packed) response.headers.add("Content-Encoding", std::string(encoding));
    response.headers.add("Vary", "Accept-Encoding");
    response.headers.add("Content-Type", std::string(media_type(used)));
    response.headers.add("ETag", "\"" + std::string(file->digest) + (packed ? "-" + std::string(encoding) : "") + "\"");
    response.headers.add("Cache-Control", is_immutable(request, used) ? "public, max-age=31536000, immutable" : "no-cache");
    response.headers.add("Content-Security-Policy", std::string(desk_policy));
    response.ranges = !packed;
    return response;
}

}  // namespace

std::string asset_address(std::string_view name) {
    auto* file = files::embedded_web().find("site/dist/" + std::string(name));
    return "/assets/" + std::string(name) + (file ? "?v=" + std::string(file->digest) : "");
}

std::vector<Route> asset_routes() {
    auto desk = [](const Call& call) {
        auto rest = std::string(call.parameter("path"));
        bool is_file = rest.find('.') != std::string::npos;
        return send(call.request, "desk/dist/" + rest, is_file ? "" : "desk/dist/index.html");
    };
    auto index = [](const Call& call) { return send(call.request, "desk/dist/index.html", ""); };
    auto site = [](const Call& call) { return send(call.request, "site/dist/" + std::string(call.parameter("path")), ""); };
    return {
        raw_route(Method::get, "/desk", Audience::anyone, {}, index),
        raw_route(Method::get, "/desk/{path*}", Audience::anyone, {}, desk),
        raw_route(Method::get, "/assets/{path*}", Audience::anyone, {}, site),
    };
}

}  // namespace goodhost::http
