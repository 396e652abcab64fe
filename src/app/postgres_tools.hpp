#pragma once
#include <filesystem>
#include <string>

namespace goodhost::app {

/// Run PostgreSQL's own pg_dump and pg_restore (package postgresql-client); Problem unavailable when they fail. The URL is passed
/// in the environment, so that no password shows in the list of processes.
void dump_postgres(const std::string& url, const std::filesystem::path& file);
void restore_postgres(const std::string& url, const std::filesystem::path& file);

}  // namespace goodhost::app
