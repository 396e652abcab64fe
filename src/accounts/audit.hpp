#pragma once
#include "platform/http/route.hpp"
#include "platform/trail/trail.hpp"

/// Administrative acts, read from the trail.
namespace goodhost::accounts {

struct AuditFilter {
    std::optional<std::int64_t> agent_id;
    std::optional<std::string> type, cursor;
    std::optional<std::int32_t> limit;
    static constexpr Rule rules[] = {{.field = "limit", .min = 1, .max = 500}};
};
BOOST_DESCRIBE_STRUCT(AuditFilter, (), (agent_id, type, cursor, limit))

struct AuditEntry {
    std::string position;
    Instant at;
    Actor actor;
    std::string type, stream;
    RawJson payload;
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (), (position, at, actor, type, stream, payload))

struct AuditList {
    std::vector<AuditEntry> items;  ///< newest first
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(AuditList, (), (items, next_cursor))

AuditList list_audit(db::Reader& reader, const Context& context, const AuditFilter& filter);

}  // namespace goodhost::accounts
