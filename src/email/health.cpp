#include "email/health.hpp"

#include <algorithm>
#include <map>

#include "email/queries.hpp"

namespace goodhost::email {

namespace {

constexpr std::int64_t enough_arrivals = 20;

struct FolderHealth {
    MailboxId mailbox_id;
    std::string folder;
    std::optional<Instant> checked_at;
    std::optional<net::Fault> fault;
    std::string words;
    std::optional<Instant> failing_since, alarmed_at;
};
BOOST_DESCRIBE_STRUCT(FolderHealth, (), (mailbox_id, folder, checked_at, fault, words, failing_since, alarmed_at))

struct HealthRow {
    MailboxId mailbox_id;
    BrandId brand_id;
    bool active = false, fetched = false;
    std::optional<std::int64_t> delay_ms;
    std::int64_t left_behind = 0;
    std::optional<Instant> silent_since, heartbeat_sent_at, heartbeat_seen_at, unanswered_since, arrived_at;
};
BOOST_DESCRIBE_STRUCT(HealthRow, (),
                      (mailbox_id, brand_id, active, fetched, delay_ms, left_behind, silent_since, heartbeat_sent_at, heartbeat_seen_at,
                       unanswered_since, arrived_at))

/// The mailbox is as well as the folder that is worst.
void add_folder(MailboxHealth& health, const FolderHealth& folder) {
    if (folder.checked_at) health.checked_at = std::max(health.checked_at.value_or(Instant{}), *folder.checked_at);
    if (!folder.fault) return;
    const bool worse = !health.fault || (folder.alarmed_at && !health.alarm);
    health.alarm |= folder.alarmed_at.has_value();
    if (!worse) return;
    health.fault = folder.fault;
    health.folder = folder.folder;
    health.words = folder.words;
    health.since = folder.failing_since;
}

void judge(MailboxHealth& health, const HealthRow& row) {
    using enum MailboxState;
    if (!row.active) {
        health.state = off;
        health.alarm = false;
    } else if (health.fault) {
        health.state = failing;
    } else if (row.unanswered_since) {
        health.state = unanswered;
        health.since = row.unanswered_since;
        health.alarm = true;
    } else if (row.silent_since) {
        health.state = silent;
        health.since = row.silent_since;
        health.alarm = true;
    } else if (!row.fetched) {
        health.state = passive;
    } else {
        health.state = health.checked_at ? working : starting;
    }
}

}  // namespace

MailboxHealthList list_mailbox_health(db::Reader& reader, const Context& context, const http::Empty&) {
    std::map<MailboxId, std::vector<FolderHealth>> folders;
    for (auto& folder : reader.list<FolderHealth>(sql::list_folder_health)) folders[folder.mailbox_id].push_back(folder);
    MailboxHealthList list;
    for (auto& row : reader.list<HealthRow>(sql::list_mailbox_health)) {
        if (!context.sees_brand(row.brand_id)) continue;
        MailboxHealth health{.mailbox_id = row.mailbox_id,
                             .arrived_at = row.arrived_at,
                             .delay_ms = row.delay_ms,
                             .left_behind = row.left_behind,
                             .heartbeat_sent_at = row.heartbeat_sent_at,
                             .heartbeat_seen_at = row.heartbeat_seen_at};
        for (auto& folder : folders[row.mailbox_id]) add_folder(health, folder);
        judge(health, row);
        list.items.push_back(std::move(health));
    }
    return list;
}

std::optional<Instant> unusual_silence(const Arrivals& arrivals, Instant now) {
    if (arrivals.count < enough_arrivals || !arrivals.last) return std::nullopt;
    // Half as long again as the longest pause, weekends among them.
    const Duration longest{arrivals.longest_pause_ms.value_or(0)};
    const auto patience = std::max<Duration>(longest * 3 / 2, shortest_silence);
    return now - *arrivals.last > patience ? arrivals.last : std::nullopt;
}

}  // namespace goodhost::email
