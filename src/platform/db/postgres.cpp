#include "platform/db/backend.hpp"
namespace goodhost::db {
std::unique_ptr<Database> open_postgres(const Options&) {
    throw Problem(ProblemKind::unavailable, "platform.database_unavailable", "later");
}
}  // namespace goodhost::db
