#include "platform/http/openapi.hpp"

#include <algorithm>
#include <map>

#include "platform/json/json.hpp"

namespace goodhost::http {

namespace {

/// Writes JSON by hand with a fixed order of keys.
class Document {
  public:
    explicit Document(const std::vector<Route>& routes) : routes_(routes) {}

    std::string write(std::string_view version) {
        std::string paths = write_paths();
        std::string out = R"({"openapi":"3.1.0","info":{"title":"Goodhost","version":)";
        json::write_string(out, version);
        out +=
            R"(,"license":{"name":"AGPL-3.0-or-later","identifier":"AGPL-3.0-or-later"}},"security":[{"bearer":[]},{"session":[]}],"paths":)" +
            paths;
        out +=
            R"(,"components":{"securitySchemes":{"bearer":{"type":"http","scheme":"bearer"},"session":{"type":"apiKey","in":"cookie","name":"__Host-goodhost_session","description":"Where Goodhost is reached without TLS: goodhost_session"}},)";
        out +=
            R"j("responses":{"problem":{"description":"A problem (RFC 9457)","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}},"schemas":{)j";
        out += problem_schema;
        for (auto& [name, schema] : schemas_) {
            out += ',';
            json::write_string(out, name);
            out += ":" + schema;
        }
        return out + "}}}\n";
    }

  private:
    static constexpr std::string_view problem_schema =
        R"("Problem":{"type":"object","properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},"code":{"type":"string"},"detail":{"type":"string"},"request_id":{"type":"string"},"fields":{"type":"array","items":{"type":"object","properties":{"field":{"type":"string"},"code":{"type":"string"},"message":{"type":"string"}}}}}})";

    std::string write_paths();
    void write_operation(std::string& out, const Route& route);
    void write_parameters(std::string& out, const Route& route);
    void write_body(std::string& out, const Route& route);
    std::string schema(const Type& type, std::string_view skip_path = {}, const Rule* rule = nullptr);
    std::string object_schema(const Type& type, std::string_view skip_path);
    std::string reference(const Type& type);

    const std::vector<Route>& routes_;
    std::map<std::string, std::string> schemas_;
    std::map<std::string, const Type*> named_;
};

bool in_path(std::string_view path, std::string_view field) {
    return path.find("{" + std::string(field) + "}") != std::string_view::npos ||
           path.find("{" + std::string(field) + "*}") != std::string_view::npos;
}

bool takes_body(const Route& route) {
    bool writes = route.method == Method::post || route.method == Method::put || route.method == Method::patch;
    return writes || (route.method == Method::delete_ && route.input);
}

bool is_required(const Type& type) {
    switch (type.shape) {
        case Shape::optional:
        case Shape::patch:
        case Shape::list:
        case Shape::map:
        case Shape::boolean: return false;
        case Shape::object: return std::ranges::any_of(type.fields, [](auto& f) { return is_required(f.type()); });
        default: return true;
    }
}

std::string tag_of(std::string_view path) {
    auto rest = path.starts_with("/api/v1/") ? path.substr(8) : path.substr(1);
    return std::string(rest.substr(0, rest.find('/')));
}

std::string operation_id(const Route& route) {
    std::string id(to_string(route.method));
    std::ranges::transform(id, id.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (char c : route.path.substr(7)) id += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return id;
}

std::string Document::write_paths() {
    std::map<std::string, std::vector<const Route*>> by_path;
    for (auto& route : routes_)
        if (route.path.starts_with("/api/v1/") && !route.summary.empty()) by_path[std::string(route.path)].push_back(&route);
    std::string out = "{";
    for (auto& [path, routes] : by_path) {
        if (out.size() > 1) out += ',';
        json::write_string(out, path);
        out += ":{";
        bool first = true;
        for (auto* route : routes) {
            if (!first) out += ',';
            first = false;
            write_operation(out, *route);
        }
        out += '}';
    }
    return out + "}";
}

void Document::write_operation(std::string& out, const Route& route) {
    std::string method(to_string(route.method));
    std::ranges::transform(method, method.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    json::write_string(out, method);
    out += ":{\"summary\":";
    json::write_string(out, route.summary);
    out += ",\"operationId\":";
    json::write_string(out, operation_id(route));
    out += ",\"tags\":[";
    json::write_string(out, tag_of(route.path));
    out += ']';
    if (route.audience == Audience::anyone) out += ",\"security\":[]";
    if (!route.permission.name.empty()) {
        out += ",\"x-permission\":";
        json::write_string(out, route.permission.name);
    }
    write_parameters(out, route);
    write_body(out, route);
    out += ",\"responses\":{\"" + std::to_string(route.status) + "\":{\"description\":\"Success\"";
    if (route.output) out += ",\"content\":{\"application/json\":{\"schema\":" + reference(*route.output) + "}}";
    out += "},\"default\":{\"$ref\":\"#/components/responses/problem\"}}}";
}

void Document::write_parameters(std::string& out, const Route& route) {
    std::string list;
    auto add = [&](std::string_view name, std::string_view place, bool required, const std::string& type) {
        if (!list.empty()) list += ',';
        list += "{\"name\":";
        json::write_string(list, name);
        list += ",\"in\":\"" + std::string(place) + "\",\"required\":" + (required ? "true" : "false") + ",\"schema\":" + type + "}";
    };
    if (route.input)
        for (auto& field : route.input->fields) {
            if (in_path(route.path, field.name))
                add(field.name, "path", true, schema(field.type()));
            else if (!takes_body(route))
                add(field.name, "query", is_required(field.type()), schema(field.type(), {}, rule_of(*route.input, field.name)));
        }
    if (!list.empty()) out += ",\"parameters\":[" + list + "]";
}

void Document::write_body(std::string& out, const Route& route) {
    if (!takes_body(route)) return;
    if (!route.input) {
        out += R"(,"requestBody":{"required":true,"content":{"application/octet-stream":{"schema":{"type":"string","format":"binary"}}}})";
        return;
    }
    bool any = std::ranges::any_of(route.input->fields, [&](auto& f) { return !in_path(route.path, f.name); });
    if (any)
        out +=
            R"(,"requestBody":{"required":true,"content":{"application/json":{"schema":)" + object_schema(*route.input, route.path) + "}}}";
}

std::string Document::reference(const Type& type) {
    std::string name(type.name);
    auto known = named_.find(name);
    for (int i = 2; known != named_.end() && known->second != &type; ++i) {
        name = std::string(type.name) + std::to_string(i);
        known = named_.find(name);
    }
    if (known == named_.end()) {
        named_[name] = &type;
        schemas_[name] = "{}";
        auto text = object_schema(type, {});
        schemas_[name] = text;
    }
    return "{\"$ref\":\"#/components/schemas/" + name + "\"}";
}

std::string Document::object_schema(const Type& type, std::string_view skip_path) {
    std::string properties, required;
    for (auto& field : type.fields) {
        if (!skip_path.empty() && in_path(skip_path, field.name)) continue;
        if (!properties.empty()) properties += ',';
        json::write_string(properties, field.name);
        properties += ":" + schema(field.type(), {}, rule_of(type, field.name));
        auto* rule = rule_of(type, field.name);
        if ((skip_path.empty() && field.type().shape != Shape::patch) || (is_required(field.type()) && !(rule && rule->may_be_empty))) {
            if (!required.empty()) required += ',';
            json::write_string(required, field.name);
        }
    }
    return "{\"type\":\"object\",\"properties\":{" + properties + "}" + (required.empty() ? "" : ",\"required\":[" + required + "]") + "}";
}

std::string Document::schema(const Type& type, std::string_view, const Rule* rule) {
    switch (type.shape) {
        case Shape::boolean: return R"({"type":"boolean"})";
        case Shape::int32: {
            std::string bounds;
            if (rule && rule->min != INT64_MIN) bounds += ",\"minimum\":" + std::to_string(rule->min);
            if (rule && rule->max != INT64_MAX) bounds += ",\"maximum\":" + std::to_string(rule->max);
            return R"({"type":"integer","format":"int32")" + bounds + "}";
        }
        case Shape::integer:
        case Shape::id: return R"({"type":"integer","format":"int64"})";
        case Shape::number: return R"({"type":"number"})";
        case Shape::text:
            return rule ? R"({"type":"string","maxLength":)" + std::to_string(rule->max_length) + "}" : R"({"type":"string"})";
        case Shape::instant: return R"({"type":"string","format":"date-time"})";
        case Shape::raw_json: return "{}";
        case Shape::enumeration: {
            std::string names;
            for (auto name : type.names) {
                if (!names.empty()) names += ',';
                json::write_string(names, name);
            }
            return "{\"type\":\"string\",\"enum\":[" + names + "]}";
        }
        case Shape::optional:
        case Shape::patch: return "{\"anyOf\":[" + schema(type.element(), {}, rule) + ",{\"type\":\"null\"}]}";
        case Shape::list: return "{\"type\":\"array\",\"items\":" + schema(type.element()) + "}";
        case Shape::map: return "{\"type\":\"object\",\"additionalProperties\":" + schema(type.element()) + "}";
        case Shape::object: return reference(type);
    }
    return "{}";
}

}  // namespace

std::string openapi_document(const std::vector<Route>& routes, std::string_view version) { return Document(routes).write(version); }

}  // namespace goodhost::http
