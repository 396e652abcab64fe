#pragma once
#include <memory>

#include "platform/config/settings.hpp"
#include "platform/core/context.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"

namespace goodhost::app {

/// Throws Problem unavailable `app.no_installation` where the data folder has no SQLite database. A PostgreSQL server answers for
/// itself.
void require_installation(const config::Settings& settings);

/// What every command needs: settings, keys, database, files, catalogue, the slices' contributions.
class Program {
  public:
    /// Opens the data folder (made when missing) and the database; migrates nothing.
    explicit Program(const config::Settings& settings);
    ~Program();
    Services& services();
    const Registry& registry() const;
    db::Database& database();
    /// Acts as the program itself, for no brand in particular.
    Context system_context();
    /// Applies missing migrations and makes what every installation has (built-in roles). How many were applied.
    int migrate();
    std::string data_folder() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// 32 random bytes in `<data>/secret.key`, made at the first start (mode 0600); or those of the file that is configured.
std::string load_secret_key(const config::Settings& settings);

}  // namespace goodhost::app
