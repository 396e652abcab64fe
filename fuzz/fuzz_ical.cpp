#include <cstddef>
#include <cstdint>
#include <string_view>

#include "platform/core/zone.hpp"
#include "promises/ical.hpp"

/// Any bytes are no calendar or some days.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto read = goodhost::promises::read_holidays({reinterpret_cast<const char*>(data), size});
    if (!read) return 0;
    for (auto& day : read->holidays)
        if (!goodhost::parse_day(day.date)) __builtin_trap();
    return 0;
}
