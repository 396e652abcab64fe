#include "platform/live/message.hpp"

#include <algorithm>

namespace goodhost::live {

namespace {

constexpr std::size_t longest_message = 16 * 1024;
constexpr std::size_t longest_topic = 200;
constexpr std::size_t longest_kind = 40;
constexpr std::size_t longest_data = 2000;
constexpr std::size_t most_topics = 200;

struct Heard {
    std::string topic, kind;
    Actor from;
    RawJson data;
};
BOOST_DESCRIBE_STRUCT(Heard, (), (topic, kind, from, data))

struct Present {
    std::string topic;
    std::vector<Actor> people;
};
BOOST_DESCRIBE_STRUCT(Present, (), (topic, people))

bool is_topic(const std::string& topic) { return !topic.empty() && topic.size() <= longest_topic; }

bool is_bounded(const ClientMessage& message) {
    const auto& [topics, dropped, position, signal] = message;
    const bool signal_fits = !signal || (is_topic(signal->topic) && !signal->kind.empty() && signal->kind.size() <= longest_kind &&
                                         signal->data.text.size() <= longest_data);
    return topics.size() <= most_topics && dropped.size() <= most_topics && std::ranges::all_of(topics, is_topic) && signal_fits;
}

std::string quoted(std::string_view text) {
    std::string out;
    json::write_string(out, text);
    return out;
}

}  // namespace

std::optional<ClientMessage> parse_client_message(std::string_view text) {
    if (text.size() > longest_message) return std::nullopt;
    ClientMessage message;
    FieldProblems problems;
    json::read(text, type_of<ClientMessage>(), &message, problems, json::Unknown::ignore);
    // Every part may be left out.
    for (const auto& problem : problems.take())
        if (problem.code != "required") return std::nullopt;
    if (!is_bounded(message)) return std::nullopt;
    return message;
}

std::string entry_message(std::optional<trail::Position> position, const Update& update) {
    auto text = std::string("{");
    if (position) text += R"("position":)" + quoted(to_string(*position)) + ',';
    return text + R"("topic":)" + quoted(update.topic) + R"(,"entry":)" + update.data + '}';
}

std::string position_message(trail::Position position) { return R"({"position":)" + quoted(to_string(position)) + '}'; }

std::string ready_message(trail::Position position, const std::vector<std::string>& refused) {
    auto text = R"({"ready":)" + quoted(to_string(position));
    if (!refused.empty()) text += R"(,"refused":)" + json::to_json(refused);
    return text + '}';
}

std::string reset_message() { return R"({"reset":true})"; }

std::string signal_message(const Signal& signal) {
    return R"({"signal":)" + json::to_json(Heard{signal.topic, signal.kind, signal.from, signal.data}) + '}';
}

std::string present_message(std::string_view topic, const std::vector<Actor>& people) {
    return R"({"present":)" + json::to_json(Present{std::string(topic), people}) + '}';
}

}  // namespace goodhost::live
