#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "email/mustache_text.hpp"

/// Outside bytes as a text that an administrator edits, and as the value that is put into one: a value is never read as a template.
namespace goodhost::email {

void check_template_text(const std::string& text) {
    check_template(text, {"name", "link"}, {"link"});
    render_template(text, {{"name", "Ada"}, {"link", "https://host.example/"}});
}

void check_value(const std::string& text) {
    if (render_template("<{{name}}>", {{"name", text}}) != "<" + text + ">") std::abort();
}

}  // namespace goodhost::email

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    goodhost::email::check_template_text(text);
    goodhost::email::check_value(text);
    return 0;
}
