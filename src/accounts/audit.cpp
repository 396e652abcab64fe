#include "accounts/audit.hpp"

#include "accounts/queries.hpp"

namespace goodhost::accounts {

namespace {

struct AuditRow {
    std::int64_t transaction = 0, sequence = 0;
    Instant at;
    ActorKind actor_kind = ActorKind::system;
    std::int64_t actor_id = 0;
    std::string actor_name, type, stream, payload;
};
BOOST_DESCRIBE_STRUCT(AuditRow, (), (transaction, sequence, at, actor_kind, actor_id, actor_name, type, stream, payload))

}  // namespace

AuditList list_audit(db::Reader& reader, const Context& context, const AuditFilter& filter) {
    auto limit = filter.limit.value_or(50);
    auto from = trail::Position{INT64_MAX, INT64_MAX};
    if (filter.cursor) {
        auto parsed = trail::parse_position(*filter.cursor);
        if (!parsed) throw Problem(ProblemKind::invalid, "platform.invalid_input", {{"cursor", "bad_cursor", {}}});
        from = *parsed;
    }
    db::Query query(sql::list_audit, from.transaction, from.sequence, limit + 1);
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::audit_in_brands, scope);
    if (filter.agent_id) query.add(sql::audit_by_actor, *filter.agent_id);
    if (filter.type) query.add(sql::audit_by_type, *filter.type);
    AuditList list;
    for (auto& row : reader.list<AuditRow>(query)) {
        RawJson payload{row.payload.empty() ? "{}" : row.payload};
        list.items.push_back({trail::to_string({row.transaction, row.sequence}),
                              row.at,
                              {row.actor_kind, row.actor_id, row.actor_name},
                              row.type,
                              row.stream,
                              payload});
    }
    if (std::ssize(list.items) > limit) {
        list.items.pop_back();
        list.next_cursor = list.items.back().position;
    }
    return list;
}

}  // namespace goodhost::accounts
