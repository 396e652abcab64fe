#include "platform/http/route_tree.hpp"

#include <cassert>

namespace goodhost::http {

namespace {

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> segments;
    std::size_t at = 1;
    while (at <= path.size()) {
        auto end = path.find('/', at);
        if (end == std::string_view::npos) end = path.size();
        if (end > at || end < path.size()) segments.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return segments;
}

std::vector<std::string> parameter_names(std::string_view pattern) {
    std::vector<std::string> names;
    for (auto segment : split(pattern))
        if (segment.starts_with('{')) {
            auto name = segment.substr(1, segment.size() - 2);
            if (name.ends_with('*')) name.remove_suffix(1);
            names.emplace_back(name);
        }
    return names;
}

}  // namespace

RouteTree::RouteTree(const std::vector<Route>& routes) {
    for (auto& route : routes) {
        Node* node = &root_;
        for (auto segment : split(route.path)) {
            auto& next = !segment.starts_with('{') ? node->fixed[std::string(segment)]
                         : segment.ends_with("*}") ? node->rest
                                                   : node->parameter;
            if (!next) next = std::make_unique<Node>();
            node = next.get();
        }
        [[maybe_unused]] bool fresh = node->routes.emplace(route.method, &route).second;
        assert(fresh && "two routes with one method and path");
    }
}

const RouteTree::Node* RouteTree::walk(const Node& node, const std::vector<std::string_view>& segments, std::size_t at,
                                       std::vector<std::string_view>& values) {
    if (at == segments.size()) return node.routes.empty() ? nullptr : &node;
    if (auto it = node.fixed.find(segments[at]); it != node.fixed.end())
        if (auto* found = walk(*it->second, segments, at + 1, values)) return found;
    if (node.parameter && !segments[at].empty()) {
        values.push_back(segments[at]);
        if (auto* found = walk(*node.parameter, segments, at + 1, values)) return found;
        values.pop_back();
    }
    if (node.rest) {
        auto* end = segments.back().data() + segments.back().size();
        values.emplace_back(segments[at].data(), static_cast<std::size_t>(end - segments[at].data()));
        return node.rest.get();
    }
    return nullptr;
}

RouteMatch RouteTree::find(Method method, std::string_view path) const {
    RouteMatch match;
    std::vector<std::string_view> values;
    auto* node = walk(root_, split(path), 0, values);
    if (!node) return match;
    auto found = node->routes.find(method);
    if (found == node->routes.end() && method == Method::head) found = node->routes.find(Method::get);
    if (found == node->routes.end()) {
        for (auto& [known, route] : node->routes) match.allowed += (match.allowed.empty() ? "" : ", ") + std::string(to_string(known));
        return match;
    }
    match.route = found->second;
    auto names = parameter_names(match.route->path);
    for (std::size_t i = 0; i < names.size() && i < values.size(); ++i) match.parameters.emplace_back(names[i], values[i]);
    return match;
}

}  // namespace goodhost::http
