#pragma once
#include "hosting/hosting.hpp"
#include "platform/http/route.hpp"

/// Products, servers and the graph of what they depend on.
namespace goodhost::hosting {

inline constexpr Permission view{"hosting.view"};
inline constexpr Permission edit{"hosting.edit"};
inline constexpr Permission import_records{"hosting.import"};

struct ListFilter {
    std::optional<std::int64_t> cursor;
    std::optional<std::int32_t> limit;
    static constexpr Rule rules[] = {{.field = "limit", .min = 1, .max = 500}};
};
BOOST_DESCRIBE_STRUCT(ListFilter, (), (cursor, limit))

struct Product {
    ProductId id;
    BrandId brand_id;
    std::optional<std::string> external_id;
    std::string name;
    Tier tier = Tier::shared;
    std::int64_t price_minor = 0;
    std::string currency = "EUR";
    std::int32_t cycle_months = 12;
};
BOOST_DESCRIBE_STRUCT(Product, (), (id, brand_id, external_id, name, tier, price_minor, currency, cycle_months))

struct ProductInput {
    std::string name;
    Tier tier = Tier::shared;
    std::optional<BrandId> brand_id;
    std::optional<std::string> external_id, currency;
    std::optional<std::int64_t> price_minor;
    std::optional<std::int32_t> cycle_months;
    static constexpr Rule rules[] = {{"name", 200},
                                     {"external_id", 100},
                                     {"currency", 3},
                                     {.field = "cycle_months", .min = 1, .max = 120},
                                     {.field = "price_minor", .min = 0}};
};
BOOST_DESCRIBE_STRUCT(ProductInput, (), (name, tier, brand_id, external_id, currency, price_minor, cycle_months))

struct ProductChange {
    ProductId product_id;
    Patch<std::string> name;
    Patch<Tier> tier;
    Patch<std::int64_t> price_minor;
    Patch<std::string> currency;
    Patch<std::int32_t> cycle_months;
    static constexpr Rule rules[] = {
        {"name", 200}, {"currency", 3}, {.field = "cycle_months", .min = 1, .max = 120}, {.field = "price_minor", .min = 0}};
};
BOOST_DESCRIBE_STRUCT(ProductChange, (), (product_id, name, tier, price_minor, currency, cycle_months))

struct ProductKey {
    ProductId product_id;
};
BOOST_DESCRIBE_STRUCT(ProductKey, (), (product_id))

struct ProductList {
    std::vector<Product> items;
    std::optional<std::int64_t> next_cursor;
};
BOOST_DESCRIBE_STRUCT(ProductList, (), (items, next_cursor))

enum class ServerKind { server, network, rack, location, power };
BOOST_DESCRIBE_ENUM(ServerKind, server, network, rack, location, power)
enum class ServerStatus { up, degraded, down };
BOOST_DESCRIBE_ENUM(ServerStatus, up, degraded, down)

struct Server {
    ServerId id;
    std::optional<std::string> external_id;
    std::string name;
    ServerKind kind = ServerKind::server;
    ServerStatus status = ServerStatus::up;
    std::string address;
    std::vector<ServerId> depends_on;
};
BOOST_DESCRIBE_STRUCT(Server, (), (id, external_id, name, kind, status, address, depends_on))

struct ServerInput {
    std::string name;
    std::optional<std::string> external_id;
    std::optional<ServerKind> kind;
    std::optional<ServerStatus> status;
    std::optional<std::string> address;
    std::vector<ServerId> depends_on;
    static constexpr Rule rules[] = {{"name", 200}, {"external_id", 100}, {"address", 253}};
};
BOOST_DESCRIBE_STRUCT(ServerInput, (), (name, external_id, kind, status, address, depends_on))

struct ServerChange {
    ServerId server_id;
    Patch<std::string> name;
    Patch<ServerKind> kind;
    Patch<ServerStatus> status;
    Patch<std::string> address;
    Patch<std::vector<ServerId>> depends_on;
    static constexpr Rule rules[] = {{"name", 200}, {.field = "address", .max_length = 253, .may_be_empty = true}};
};
BOOST_DESCRIBE_STRUCT(ServerChange, (), (server_id, name, kind, status, address, depends_on))

struct ServerKey {
    ServerId server_id;
};
BOOST_DESCRIBE_STRUCT(ServerKey, (), (server_id))

struct ServerList {
    std::vector<Server> items;
    std::optional<std::int64_t> next_cursor;
};
BOOST_DESCRIBE_STRUCT(ServerList, (), (items, next_cursor))

ProductList list_products(db::Reader& reader, const Context& context, const ListFilter& filter);
Product get_product(db::Reader& reader, const Context& context, const ProductKey& input);
Product create_product(db::Tx& tx, const Context& context, const ProductInput& input);
Product change_product(db::Tx& tx, const Context& context, const ProductChange& input);
void delete_product(db::Tx& tx, const Context& context, const ProductKey& input);

ServerList list_servers(db::Reader& reader, const Context& context, const ListFilter& filter);
Server get_server(db::Reader& reader, const Context& context, const ServerKey& input);
Server create_server(db::Tx& tx, const Context& context, const ServerInput& input);
/// A dependency that would close a circle is refused (`hosting.dependency_circle`).
Server change_server(db::Tx& tx, const Context& context, const ServerChange& input);
void delete_server(db::Tx& tx, const Context& context, const ServerKey& input);

}  // namespace goodhost::hosting
