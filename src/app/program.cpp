#include "app/program.hpp"

#include <filesystem>

#include "accounts/roles.hpp"
#include "app/slices.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/signer.hpp"
#include "platform/crypto/vault.hpp"
#include "platform/db/db.hpp"
#include "platform/files/embedded.hpp"
#include "platform/files/files.hpp"
#include "platform/i18n/catalogue.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::app {

namespace {

Registry all_slices() {
    Registry registry;
    register_slices(registry);
    return registry;
}

db::Options database_options(const config::Settings& settings) {
    db::Options options;
    options.data = settings.text("data");
    options.postgres_url = settings.text("database");
    options.readers = static_cast<int>(settings.integer("database_readers"));
    options.writers = static_cast<int>(settings.integer("database_writers"));
    options.slow_statement = std::chrono::milliseconds(settings.integer("slow_statement_ms"));
    options.report = [](std::string_view line) { log::warning("database", {{"told", line}}); };
    return options;
}

/// The folder holds secrets and mail: nobody else reads it.
void make_data_folder(const std::string& folder) {
    std::error_code fault;
    if (std::filesystem::create_directories(folder, fault)) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, fault);
    if (!std::filesystem::is_directory(folder))
        throw Problem(ProblemKind::unavailable, "app.no_data_folder", "cannot make the data folder " + folder + ": " + fault.message());
}

}  // namespace

void require_installation(const config::Settings& settings) {
    auto folder = settings.text("data");
    if (settings.text("database").empty() && !std::filesystem::exists(folder + "/goodhost.db"))
        throw Problem(ProblemKind::unavailable, "app.no_installation", "there is no goodhost.db in " + folder);
}

struct Program::State {
    explicit State(const config::Settings& s)
        : settings(s),
          secret((make_data_folder(s.text("data")), load_secret_key(s))),
          registry(all_slices()),
          database(db::open(database_options(s))),
          files(files::open_disk_store(s.text("data") + "/files")),
          catalogue(files::embedded_locales()),
          signer({crypto::derive_key(secret, "signer")}),
          vault({crypto::derive_key(secret, "vault")}),
          services{clock, *database, *files, catalogue, signer, vault, settings, metrics, registry} {}

    const config::Settings& settings;
    SystemClock clock;
    std::string secret;
    Registry registry;
    std::unique_ptr<db::Database> database;
    std::unique_ptr<files::Store> files;
    i18n::Catalogue catalogue;
    crypto::Signer signer;
    crypto::Vault vault;
    metrics::Registry metrics;
    Services services;
};

Program::Program(const config::Settings& settings) : state_(std::make_unique<State>(settings)) {}
Program::~Program() = default;
Services& Program::services() { return state_->services; }
const Registry& Program::registry() const { return state_->registry; }
db::Database& Program::database() { return *state_->database; }
std::string Program::data_folder() const { return state_->settings.text("data"); }

Context Program::system_context() {
    Context context(state_->clock, state_->services);
    context.actor = {ActorKind::system, 0, "Goodhost"};
    return context;
}

int Program::migrate() {
    int applied = state_->database->migrate(state_->registry.migrations());
    trail::settle(*state_->database);
    state_->database->write([](db::Tx& tx) { accounts::ensure_builtin_roles(tx); });
    return applied;
}

}  // namespace goodhost::app
