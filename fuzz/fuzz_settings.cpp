#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/config/settings.hpp"
#include "platform/core/problem.hpp"

/// Bytes as a configuration file. What was taken is printed as TOML that is taken again and means the same.
namespace goodhost::config {

constexpr auto known = std::to_array<Setting>({{"listen", Kind::text, "127.0.0.1:8080", "where"},
                                               {"workers", Kind::integer, "4", "how many", Secrecy::plain, 1, 64},
                                               {"demo", Kind::flag, "false", "whether"},
                                               {"proxies", Kind::list, "", "whom to trust"}});

std::string path_of(std::string_view text) {
    static const int file = ::memfd_create("settings", 0);
    if (::ftruncate(file, 0) != 0 || ::pwrite(file, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) std::abort();
    return "/proc/self/fd/" + std::to_string(file);
}

void check_file(std::string_view text) {
    // toml++ 3.3 leaves undefined what a letter from U+00A0 to U+0499 outside of quotes means (is_non_ascii_horizontal_whitespace).
    if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return;
    Settings settings(known), again(known);
    try {
        settings.read_file(path_of(text));
    } catch (const Problem&) {
        return;  // refused
    }
    again.read_file(path_of(settings.in_force()));
    if (again.text("listen") != settings.text("listen") || again.list("proxies") != settings.list("proxies")) std::abort();
    if (again.integer("workers") != settings.integer("workers") || again.flag("demo") != settings.flag("demo")) std::abort();
}

}  // namespace goodhost::config

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    goodhost::config::check_file({reinterpret_cast<const char*>(data), size});
    return 0;
}
