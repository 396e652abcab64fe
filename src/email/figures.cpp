#include "email/figures.hpp"

#include "email/health.hpp"
#include "email/mailboxes.hpp"
#include "email/queries.hpp"
#include "platform/registry.hpp"

namespace goodhost::email {

namespace {

using metrics::Sample;

std::string label_of(const MailboxHealth& health) { return metrics::label("mailbox", std::to_string(health.mailbox_id.value)); }

std::vector<Sample> alarms(db::Reader& reader, const Context& context) {
    std::vector<Sample> samples;
    for (auto& health : list_mailbox_health(reader, context, {}).items) samples.push_back({label_of(health), health.alarm ? 1.0 : 0.0});
    return samples;
}

std::vector<Sample> arrivals(db::Reader& reader, const Context& context) {
    std::vector<Sample> samples;
    for (auto& health : list_mailbox_health(reader, context, {}).items) {
        if (!health.arrived_at) continue;
        const std::chrono::duration<double> since = context.now() - *health.arrived_at;
        samples.push_back({label_of(health), since.count()});
    }
    return samples;
}

std::vector<Sample> held(db::Reader& reader, const Context&) {
    return {{{}, static_cast<double>(reader.get<std::int64_t>(sql::count_quarantine))}};
}

}  // namespace

void register_figures(Registry& registry) {
    registry.measure({"goodhost_mailbox_alarm", "1 where somebody has to look at a mailbox, by its id.", alarms});
    registry.measure({"goodhost_mailbox_last_arrival_seconds", "Since when nothing came to a mailbox.", arrivals});
    registry.measure({"goodhost_mail_quarantined", "Mails that are held until somebody looks at them.", held});
}

}  // namespace goodhost::email
