#include <charconv>

#include "tickets/tickets.hpp"

namespace goodhost::tickets {

std::string stream_of(TicketId id) { return "ticket/" + std::to_string(id.value); }

std::optional<TicketId> ticket_of(std::string_view stream) {
    constexpr std::string_view prefix = "ticket/";
    if (!stream.starts_with(prefix)) return std::nullopt;
    TicketId id;
    auto number = stream.substr(prefix.size());
    auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), id.value);
    if (error != std::errc{} || end != number.data() + number.size()) return std::nullopt;
    return id;
}

}  // namespace goodhost::tickets
