#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "platform/db/db.hpp"

namespace goodhost::db {

extern const Statement create_schema_migrations;

/// What one kind of database has to offer to be migrated. The caller holds the lock.
struct MigrationSteps {
    Dialect dialect;
    /// Runs a statement outside or inside of the transaction.
    std::function<void(const Statement&, std::span<const Value>, const std::function<void(Cursor&)>&)> run;
    std::function<void(const std::string& sql)> execute;
    /// After a migration's text, before it is recorded: throws when it left the data inconsistent.
    std::function<void(const Migration&)> check;
};

/// Those of `migrations` that are not recorded yet. Throws Problem conflict as Database::migrate says.
std::vector<const Migration*> missing_migrations(const MigrationSteps& steps, std::span<const Migration> migrations);

/// Applies what is missing, each in a transaction with its record.
int apply_migrations(const MigrationSteps& steps, std::span<const Migration> migrations);

}  // namespace goodhost::db
