#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/live/live.hpp"

/// The frames of the protocol (docs/guides/live.md).
namespace goodhost::live {

struct ClientSignal {
    std::string topic;
    std::string kind;
    RawJson data;
};
BOOST_DESCRIBE_STRUCT(ClientSignal, (), (topic, kind, data))

struct ClientMessage {
    std::vector<std::string> subscribe;
    std::vector<std::string> unsubscribe;
    std::string position;
    std::optional<ClientSignal> signal;
};
BOOST_DESCRIBE_STRUCT(ClientMessage, (), (subscribe, unsubscribe, position, signal))

/// Nothing when it is not understood. Bounded: 16 KB, topics and kinds of reasonable length, 2,000 bytes of data.
std::optional<ClientMessage> parse_client_message(std::string_view text);

/// Without a position where more of the same entry follows.
std::string entry_message(std::optional<trail::Position> position, const Update& update);
std::string position_message(trail::Position position);
std::string ready_message(trail::Position position, const std::vector<std::string>& refused);
std::string reset_message();
std::string signal_message(const Signal& signal);
std::string present_message(std::string_view topic, const std::vector<Actor>& people);

}  // namespace goodhost::live
