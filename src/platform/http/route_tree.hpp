#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/route.hpp"

namespace goodhost::http {

struct RouteMatch {
    const Route* route = nullptr;
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string allowed;  ///< when the path exists for other methods: the Allow header
};

/// Finds a route by method and path. A fixed segment wins over a parameter; `{name*}` at the end takes the rest.
class RouteTree {
  public:
    /// `routes` must outlive the tree. Two routes with one method and path are a programmer's mistake (assert).
    explicit RouteTree(const std::vector<Route>& routes);
    RouteMatch find(Method method, std::string_view path) const;

  private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
        std::unique_ptr<Node> parameter, rest;
        std::map<Method, const Route*> routes;
    };
    static const Node* walk(const Node& node, const std::vector<std::string_view>& segments, std::size_t at,
                            std::vector<std::string_view>& values);
    Node root_;
};

}  // namespace goodhost::http
