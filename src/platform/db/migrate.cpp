#include "platform/db/migrate.hpp"

#include <algorithm>
#include <chrono>

namespace goodhost::db {

namespace {

struct AppliedMigration {
    std::string slice;
    std::string name;
    std::string digest;
};
BOOST_DESCRIBE_STRUCT(AppliedMigration, (), (slice, name, digest))

constexpr std::string_view list_text = "SELECT slice, name, digest FROM schema_migrations ORDER BY slice, name";
constexpr std::string_view record_text = "INSERT INTO schema_migrations (slice, name, digest, applied_at) VALUES ($1, $2, $3, $4)";
const Statement list_applied{"db.list_migrations", list_text, list_text};
const Statement record_applied{"db.record_migration", record_text, record_text};

[[noreturn]] void refuse(std::string_view code, const std::string& log) {
    throw Problem(ProblemKind::conflict, "platform." + std::string(code), log);
}

std::vector<AppliedMigration> list_of_applied(const MigrationSteps& steps) {
    std::vector<AppliedMigration> applied;
    steps.run(list_applied, {}, [&](Cursor& row) { decode_row(row, type_of<AppliedMigration>(), &applied.emplace_back()); });
    return applied;
}

void record(const MigrationSteps& steps, const Migration& migration) {
    auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const Value values[] = {to_value(migration.slice), to_value(migration.name), to_value(migration.digest), to_millis(now)};
    steps.run(record_applied, values, [](Cursor&) {});
}

bool is_applied(const MigrationSteps& steps, const Migration& migration) {
    auto applied = list_of_applied(steps);
    return std::ranges::any_of(applied, [&](auto& m) { return m.slice == migration.slice && m.name == migration.name; });
}

void roll_back(const MigrationSteps& steps) {
    try {
        steps.execute("ROLLBACK");
    } catch (const Error&) {
        // The failure that led here is the one to tell.
    }
}

/// False when another program that starts has applied it meanwhile.
bool apply(const MigrationSteps& steps, const Migration& migration) {
    steps.execute("BEGIN");
    try {
        bool applied = is_applied(steps, migration);
        if (!applied) {
            steps.execute(std::string(steps.dialect == Dialect::sqlite ? migration.sqlite : migration.postgres));
            steps.check(migration);
            record(steps, migration);
        }
        steps.execute("COMMIT");
        return !applied;
    } catch (const Error& error) {
        roll_back(steps);
        auto name = "migration " + std::string(migration.slice) + "/" + std::string(migration.name);
        throw Error(error.kind, error.constraint, name + ": " + error.message);
    }
}

}  // namespace

const Statement create_schema_migrations{
    "db.create_schema_migrations",
    "CREATE TABLE IF NOT EXISTS schema_migrations (slice TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, "
    "applied_at INTEGER NOT NULL, PRIMARY KEY (slice, name)) STRICT",
    "CREATE TABLE IF NOT EXISTS schema_migrations (slice TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, "
    "applied_at BIGINT NOT NULL, PRIMARY KEY (slice, name))"};

std::vector<const Migration*> missing_migrations(const MigrationSteps& steps, std::span<const Migration> migrations) {
    std::vector<const Migration*> missing;
    for (auto& migration : migrations) missing.push_back(&migration);
    for (auto& applied : list_of_applied(steps)) {
        auto known = std::ranges::find_if(migrations, [&](auto& m) { return m.slice == applied.slice && m.name == applied.name; });
        if (known == migrations.end())
            refuse("database_is_newer", "the database has " + applied.slice + "/" + applied.name + ", which this program lacks");
        if (known->digest != applied.digest)
            refuse("migration_changed", applied.slice + "/" + applied.name + " was changed after it had been applied");
        std::erase(missing, &*known);
    }
    return missing;
}

int apply_migrations(const MigrationSteps& steps, std::span<const Migration> migrations) {
    int applied = 0;
    for (auto* migration : missing_migrations(steps, migrations)) applied += apply(steps, *migration);
    return applied;
}

}  // namespace goodhost::db
