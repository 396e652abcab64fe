#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/config/toml.hpp"

/// Outside bytes as the file of an administrator: it is read, or refused with a place that is in it; what was read is read again
/// from its own text.
namespace goodhost::config {

void check_place(std::string_view text, const TomlPlace& place) {
    const auto lines = 1 + static_cast<std::size_t>(std::ranges::count(text, '\n'));
    if (place.line < 1 || place.line > lines || place.column < 1 || place.column > text.size() + 1) std::abort();
}

void check_file(std::string_view text) {
    try {
        std::string again;
        auto entries = read_toml(text);
        for (auto& entry : entries) {
            check_place(text, entry.place);
            again += toml_text(entry.key) + " = " + toml_text(entry.value) + "\n";
        }
        auto same = [](const TomlEntry& one, const TomlEntry& other) { return one.key == other.key && one.value == other.value; };
        if (!std::ranges::equal(entries, read_toml(again), same)) std::abort();
    } catch (const TomlFault& fault) { check_place(text, fault.place); }
}

}  // namespace goodhost::config

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    goodhost::config::check_file({reinterpret_cast<const char*>(data), size});
    return 0;
}
