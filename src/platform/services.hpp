#pragma once
#include <string>

namespace goodhost {

class Clock;
namespace db {
class Database;
}
namespace files {
class Store;
}
namespace i18n {
class Catalogue;
}
namespace crypto {
class Signer;
class Vault;
}  // namespace crypto
namespace live {
class Hub;
}
namespace trail {
class Consumers;
}
namespace metrics {
class Registry;
}
namespace config {
class Settings;
}
class Registry;

/// What the platform offers to use cases besides their connection. Made once by the composition root, outlives everything
/// that holds a reference. All members are thread-safe.
struct Services {
    const Clock& clock;
    db::Database& database;  ///< for handlers and jobs that are not given a connection
    files::Store& files;
    const i18n::Catalogue& catalogue;
    const crypto::Signer& signer;
    const crypto::Vault& vault;
    const config::Settings& settings;
    metrics::Registry& metrics;
    const Registry& registry;               ///< what the slices contributed
    live::Hub* live = nullptr;              ///< null in commands and tests that serve nothing
    trail::Consumers* consumers = nullptr;  ///< likewise
};

}  // namespace goodhost
