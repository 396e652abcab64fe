#pragma once
#include <sqlite3.h>

namespace goodhost::db {

/// The page cache of databases in memory: a table by page number instead of SQLite's hash, which each commit that moved a page walks
/// from end to end. Caches of files are left to SQLite.
const sqlite3_pcache_methods2& memory_pages();

/// For all connections of the process that are opened from now on; nothing happens when one was opened before.
void use_memory_pages();

}  // namespace goodhost::db
