#include "tickets/figures.hpp"

#include "platform/registry.hpp"
#include "tickets/flow.hpp"
#include "tickets/queries.hpp"

namespace goodhost::tickets {

namespace {

struct OpenTickets {
    Queue queue = Queue::open;
    Severity severity = Severity::normal;
    std::int64_t tickets = 0;
};
BOOST_DESCRIBE_STRUCT(OpenTickets, (), (queue, severity, tickets))

std::vector<metrics::Sample> open_tickets(db::Reader& reader, const Context&) {
    std::vector<metrics::Sample> samples;
    for (auto& each : reader.list<OpenTickets>(sql::count_open_tickets))
        samples.push_back({metrics::label("queue", enum_name(each.queue)) + "," + metrics::label("severity", enum_name(each.severity)),
                           static_cast<double>(each.tickets)});
    return samples;
}

}  // namespace

void register_figures(Registry& registry) {
    registry.measure({"goodhost_tickets_open", "Tickets that are not resolved, by queue and severity.", open_tickets});
}

}  // namespace goodhost::tickets
