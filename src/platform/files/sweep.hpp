#pragma once
#include <chrono>
#include <span>

#include "platform/db/db.hpp"
#include "platform/files/files.hpp"

namespace goodhost::files {

/// Removes the files that no row names and nobody put for `unused`; how many. `in_use`: Registry::files_in_use.
std::int64_t sweep(Store& store, db::Database& database, std::span<const db::Statement* const> in_use, std::chrono::hours unused);

}  // namespace goodhost::files
