#pragma once
#include <sqlite3.h>

namespace goodhost::db {

/// Memory for SQLite where one thread alone uses it: what is given back is kept by its size and given out again at once. Nothing is returned
/// to the system before the process ends.
const sqlite3_mem_methods& memory_heap();

/// For the whole process, which opens databases on one thread only; nothing happens when one was opened before.
void use_memory_heap();

}  // namespace goodhost::db
