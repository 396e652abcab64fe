#include "platform/http/reference_page.hpp"

#include <map>

#include "platform/html/components.hpp"
#include "platform/html/elements.hpp"
#include "platform/html/layout.hpp"
#include "platform/http/asset_address.hpp"
#include "platform/i18n/translator.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"

namespace goodhost::http {

namespace {

using namespace html;

std::string type_text(const Type& type) {
    switch (type.shape) {
        case Shape::boolean: return "boolean";
        case Shape::int32:
        case Shape::integer:
        case Shape::id: return "integer";
        case Shape::number: return "number";
        case Shape::text: return "string";
        case Shape::instant: return "date-time";
        case Shape::raw_json: return "any";
        case Shape::optional:
        case Shape::patch: return type_text(type.element()) + " | null";
        case Shape::list: return type_text(type.element()) + "[]";
        case Shape::map: return "{string: " + type_text(type.element()) + "}";
        case Shape::object: return std::string(type.name);
        case Shape::enumeration: break;
    }
    std::string names;
    for (auto name : type.names) names += (names.empty() ? "" : " | ") + std::string(name);
    return names;
}

Html fields_of(std::string_view title, const Type* type) {
    if (!type || type->fields.empty()) return {};
    std::vector<std::pair<std::string, Html>> rows;
    for (auto& field : type->fields) rows.emplace_back(std::string(field.name), code(type_text(field.type())));
    return fragment(h3(title), definition_list(rows));
}

Html endpoint_of(const Route& route) {
    return details(
        {{"class", "endpoint"}},
        summary(code({{"class", "method"}}, to_string(route.method)), " ", code({{"class", "path"}}, route.path), " ", span(route.summary)),
        when(!route.permission.name.empty(), [&] { return p("Permission: ", code(route.permission.name)); }),
        fields_of("Input", route.input), fields_of("Answer " + std::to_string(route.status), route.output));
}

Html content_of(const std::vector<Route>& routes) {
    std::map<std::string, std::vector<const Route*>> groups;
    for (auto& route : routes)
        if (route.path.starts_with("/api/v1/") && !route.summary.empty()) {
            auto rest = route.path.substr(8);
            groups[std::string(rest.substr(0, rest.find('/')))].push_back(&route);
        }
    auto contents = nav({{"class", "contents"}, {"aria-label", "Contents"}}, ul(each(groups, [](auto& group) {
                            return li(a({{"href", "#" + group.first}}, group.first));
                        })));
    return fragment(h1("Goodhost API"),
                    p("JSON in snake_case, times in RFC 3339 UTC. ", code("Authorization: Bearer TOKEN"), ". Problems are ",
                      code("application/problem+json"), " (RFC 9457) with a stable ", code("code"), ". POST takes ",
                      code("Idempotency-Key"), ". ", a({{"href", "/api/v1/openapi.json"}}, "OpenAPI 3.1")),
                    contents, each(groups, [](auto& group) {
                        return section({{"id", group.first}}, h2(group.first),
                                       each(group.second, [](const Route* route) { return endpoint_of(*route); }));
                    }));
}

}  // namespace

Response reference_page(const Call& call) {
    auto t = i18n::translator(call.context);
    Page page{.title = "API",
              .description = "Every endpoint of the Goodhost API, with what it takes and what it answers.",
              .brand = {.name = "Goodhost"},
              .stylesheet = asset_address("site.css"),
              .script = asset_address("site.js"),
              .content = content_of(call.context.services.registry.routes())};
    page.brand.stylesheet = "/brand/style.css";
    page.brand.icon = "/desk/icon.svg";
    Response response;
    response.headers.add("Content-Type", "text/html; charset=utf-8");
    response.headers.add(
        "Content-Security-Policy",
        "default-src 'none'; connect-src 'self'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; "
        "frame-ancestors 'none'");
    response.body = layout(page, t).str();
    return response;
}

}  // namespace goodhost::http
