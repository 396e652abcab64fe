#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "tickets/search_language.hpp"

/// Outside bytes as what is typed into the search box: never refused, and what is wrong with it is told at a place within it.
namespace goodhost::tickets {

void check_search(std::string_view text) {
    const auto parsed = parse_search(text, Instant{});
    for (auto& term : parsed.terms)
        if (term.values.empty() && term.field != SearchField::created && term.field != SearchField::updated) std::abort();
    for (auto& fault : parsed.faults)
        if (fault.at < 0 || fault.at > static_cast<std::int64_t>(text.size()) || fault.code.empty()) std::abort();
}

}  // namespace goodhost::tickets

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    goodhost::tickets::check_search({reinterpret_cast<const char*>(data), size});
    return 0;
}
