#include "platform/platform.hpp"

#include "platform/http/assets.hpp"
#include "platform/http/migrations.hpp"
#include "platform/http/operations.hpp"
#include "platform/http/queries.hpp"
#include "platform/jobs/migrations.hpp"
#include "platform/jobs/queries.hpp"
#include "platform/registry.hpp"
#include "platform/search/migrations.hpp"
#include "platform/search/queries.hpp"
#include "platform/trail/migrations.hpp"
#include "platform/trail/queries.hpp"

namespace goodhost {

void register_platform(Registry& registry) {
    registry.migrations(trail::migrations);
    registry.migrations(jobs::migrations);
    registry.migrations(search::migrations);
    registry.migrations(http::migrations);
    registry.statements(trail::sql::all);
    registry.statements(jobs::sql::all);
    registry.statements(search::sql::all);
    registry.statements(http::sql::all);
    registry.routes(http::asset_routes());
    http::register_operations(registry);
    imports::register_imports(registry);
}

}  // namespace goodhost
