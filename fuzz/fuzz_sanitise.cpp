#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/html/sanitise.hpp"
#include "platform/html/sanitise_check.hpp"
#include "platform/html/secrets.hpp"

/// Outside bytes as a page. What comes out holds nothing that runs or loads, however often it is cleaned, and neither does
/// it once its secrets are masked.
namespace goodhost::html {

void check_page(std::string_view page) {
    auto once = sanitise(page).html;
    if (!unsafe_part(once).empty()) std::abort();
    if (!unsafe_part(sanitise(once).html).empty()) std::abort();
    hide_secrets_of_html(once);
    if (!unsafe_part(once).empty()) std::abort();
    without_secrets(page);
}

}  // namespace goodhost::html

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    goodhost::html::check_page({reinterpret_cast<const char*>(data), size});
    return 0;
}
