#pragma once
#include "platform/live/live.hpp"
#include "platform/trail/trail.hpp"

/// What the trail of tickets means for who watches: `tickets` {id, ticket: row}, `ticket/12` {ticket: details, message, event,
/// refetch}; contacts get {id, status, next_report_at, message} of their own tickets.
namespace goodhost::tickets {

std::string load_update(db::Reader& reader, const trail::Entry& entry);
std::vector<live::Update> view_update(const Context& viewer, const trail::Entry& entry, const std::string& loaded);
bool may_follow_topic(db::Reader& reader, const Context& viewer, std::string_view topic);

}  // namespace goodhost::tickets
