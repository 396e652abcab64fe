#include "roster/live.hpp"

#include "roster/roster.hpp"

namespace goodhost::roster {

namespace {

constexpr std::string_view topic = "roster";

struct Changed {
    std::string type;
};
BOOST_DESCRIBE_STRUCT(Changed, (), (type))

}  // namespace

live::Source roster_topic() {
    live::Source source{.stream_prefix = "roster/"};
    source.load = [](db::Reader&, const trail::Entry& entry) { return json::to_json(Changed{entry.type}); };
    source.view = [](const Context& viewer, const trail::Entry&, const std::string& loaded) {
        std::vector<live::Update> updates;
        if (viewer.is_agent() && viewer.may(may_view)) updates.push_back({std::string(topic), loaded});
        return updates;
    };
    source.may_follow = [](db::Reader&, const Context& viewer, std::string_view wanted) {
        return wanted == topic && viewer.is_agent() && viewer.may(may_view);
    };
    return source;
}

}  // namespace goodhost::roster
