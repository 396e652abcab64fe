#include "platform/http/route.hpp"

#include <algorithm>

#include "platform/json/json.hpp"

namespace goodhost::http {

namespace {

const Type& bare(const Type& type) { return type.shape == Shape::optional || type.shape == Shape::patch ? bare(type.element()) : type; }

bool is_plain_number(std::string_view text) {
    return !text.empty() && text.size() < 20 && text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == std::string_view::npos &&
           text != "-" && (text.size() == 1 || text[text[0] == '-' ? 1 : 0] != '0');
}

/// The JSON text of a parameter, so that parameters, forms and bodies are checked by the same reader.
void write_parameter(std::string& out, const Type& type, std::string_view text) {
    switch (bare(type).shape) {
        case Shape::int32:
        case Shape::integer:
        case Shape::id:
            if (is_plain_number(text))
                out += text;
            else
                json::write_string(out, text);
            return;
        case Shape::boolean:
            if (text == "true" || text == "1" || text == "on")
                out += "true";
            else if (text == "false" || text == "0" || text.empty())
                out += "false";
            else
                json::write_string(out, text);
            return;
        default: json::write_string(out, text);
    }
}

void write_list(std::string& out, const Type& type, const std::vector<std::string_view>& values) {
    out += '[';
    bool first = true;
    for (auto value : values) {
        for (std::size_t at = 0; at <= value.size();) {
            auto end = std::min(value.find(',', at), value.size());
            if (end > at) {
                if (!first) out += ',';
                first = false;
                write_parameter(out, type.element(), value.substr(at, end - at));
            }
            at = end + 1;
        }
    }
    out += ']';
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string pairs_to_json(const Pairs& pairs, const Type& type) {
    std::string out = "{";
    auto key = [&](std::string_view name) {
        if (out.size() > 1) out += ',';
        json::write_string(out, name);
        out += ':';
    };
    for (auto& field : type.fields) {
        std::vector<std::string_view> values;
        for (auto& [name, value] : pairs)
            if (name == field.name) values.push_back(value);
        auto& plain = bare(field.type());
        bool left_blank = values.size() == 1 && values[0].empty() && field.type().shape != Shape::text;
        if (values.empty() || left_blank) continue;
        key(field.name);
        if (plain.shape == Shape::list)
            write_list(out, plain, values);
        else
            write_parameter(out, field.type(), values[0]);
    }
    for (auto& [name, value] : pairs) {
        bool known = std::ranges::any_of(type.fields, [&](auto& f) { return f.name == name; });
        if (known || name.starts_with('_')) continue;
        key(name);
        json::write_string(out, value);
    }
    return out + "}";
}

/// Names of a form that are the mechanism's own begin with `_` (`_csrf`).
bool is_form(const Request& request) { return request.headers.get("Content-Type").starts_with("application/x-www-form-urlencoded"); }

/// What is deleted may need a proof, and a password does not belong into an address (RFC 9110 9.3.5 leaves it to the server).
bool has_body(Method method) {
    return method == Method::post || method == Method::put || method == Method::patch || method == Method::delete_;
}

void read_body(const Request& request, const Type& type, void* input, FieldProblems& problems) {
    bool api = request.path.starts_with("/api/");
    if (is_form(request) && !api) return json::read(pairs_to_json(parse_form(request.body), type), type, input, problems);
    auto content = request.headers.get("Content-Type");
    bool declared = !content.empty() && !is_form(request);  // what a bare curl -d says by itself is taken for JSON
    if (!request.body.empty() && declared && content.find("json") == std::string_view::npos)
        throw Problem(ProblemKind::invalid, "platform.unsupported_media_type", std::string(content));
    json::read(request.body.empty() ? "{}" : request.body, type, input, problems);
}

}  // namespace

std::string_view Call::parameter(std::string_view name) const {
    for (auto& [key, value] : path)
        if (key == name) return value;
    return {};
}

void Call::decode(const Type& type, void* input, FieldProblems& problems) const {
    FieldProblems found;
    if (has_body(request.method))
        read_body(request, type, input, found);
    else
        json::read(pairs_to_json(request.query, type), type, input, found);
    for (auto& problem : found.take()) {
        bool from_path = std::ranges::any_of(path, [&](auto& p) { return p.first == problem.field; });
        if (!from_path) problems.add(problem.field, problem.code, problem.arguments);
    }
    for (auto& field : type.fields) {
        auto value = parameter(field.name);
        bool in_path = std::ranges::any_of(path, [&](auto& p) { return p.first == field.name; });
        if (in_path && !json::read_scalar(value, field.type(), field_of(input, field)))
            throw Problem(ProblemKind::not_found, "platform.not_found", "bad path value");
    }
}

void Call::decode_fields(const std::vector<std::pair<std::string, std::string>>& fields, const Type& type, void* input,
                         FieldProblems& problems) const {
    json::read(pairs_to_json(fields, type), type, input, problems);
}

Route raw_route(Method method, std::string_view path, Audience audience, Permission permission,
                std::function<Response(const Call&)> handler) {
    Route route{method, path, audience, permission, {}, RouteKind::raw};
    route.raw = std::move(handler);
    return route;
}

Route page_route(Method method, std::string_view path, Audience audience, std::function<Response(const Call&)> handler) {
    Route route = raw_route(method, path, audience, {}, std::move(handler));
    route.page = true;
    return route;
}

}  // namespace goodhost::http
