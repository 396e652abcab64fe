#include "hosting/catalogue.hpp"
#include "hosting/queries.hpp"
#include "platform/core/changes.hpp"
#include "platform/db/page.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::hosting {

namespace {

struct Dependency {
    ServerId server_id, depends_on;
};
BOOST_DESCRIBE_STRUCT(Dependency, (), (server_id, depends_on))

void fill_dependencies(db::Reader& reader, std::vector<Server>& servers) {
    auto all = reader.list<Dependency>(sql::list_dependencies);
    for (auto& server : servers)
        for (auto& edge : all)
            if (edge.server_id == server.id) server.depends_on.push_back(edge.depends_on);
}

Server load(db::Reader& reader, ServerId id) {
    auto server = reader.find<Server>(sql::find_server, id);
    if (!server) throw Problem(ProblemKind::not_found, "hosting.server_not_found");
    std::vector<Server> one{*server};
    fill_dependencies(reader, one);
    return one.front();
}

void store_dependencies(db::Tx& tx, ServerId id, const std::vector<ServerId>& depends_on) {
    tx.execute(sql::clear_dependencies, id);
    for (auto other : depends_on) {
        if (!tx.find<Server>(sql::find_server, other))
            throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"depends_on", "unknown_value", {}}});
        bool circle = other == id || tx.get<std::int64_t>(sql::reaches, other, id) > 0;
        if (circle) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"depends_on", "hosting.dependency_circle", {}}});
        tx.execute(sql::insert_dependency, id, other);
    }
}

void record(db::Tx& tx, const Context& context, std::string_view type, const Server& server) {
    trail::append(tx, context, "server/" + std::to_string(server.id.value), type, server);
}

}  // namespace

ServerList list_servers(db::Reader& reader, const Context&, const ListFilter& filter) {
    auto limit = filter.limit.value_or(100);
    auto list = db::list_page<ServerList>(reader, db::Query(sql::list_servers, filter.cursor.value_or(0), limit + 1), limit);
    fill_dependencies(reader, list.items);
    return list;
}

Server get_server(db::Reader& reader, const Context&, const ServerKey& input) { return load(reader, input.server_id); }

Server create_server(db::Tx& tx, const Context& context, const ServerInput& input) {
    auto id = tx.get<ServerId>(sql::insert_server, input.external_id, input.name, input.kind.value_or(ServerKind::server),
                               input.status.value_or(ServerStatus::up), input.address.value_or(""));
    store_dependencies(tx, id, input.depends_on);
    auto server = load(tx, id);
    record(tx, context, "hosting.server_created", server);
    return server;
}

Server change_server(db::Tx& tx, const Context& context, const ServerChange& input) {
    auto server = load(tx, input.server_id);
    apply_changes(input, server);
    tx.execute(sql::change_server, server.id, server.name, server.kind, server.status, server.address);
    if (input.depends_on.value) store_dependencies(tx, server.id, *input.depends_on.value);
    auto changed = load(tx, server.id);
    record(tx, context, "hosting.server_changed", changed);
    return changed;
}

void delete_server(db::Tx& tx, const Context& context, const ServerKey& input) {
    auto server = load(tx, input.server_id);
    tx.execute(sql::delete_server, server.id);
    record(tx, context, "hosting.server_deleted", server);
}

}  // namespace goodhost::hosting
