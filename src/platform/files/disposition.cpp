#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "platform/files/files.hpp"

namespace goodhost::files {

namespace {

constexpr std::size_t longest_name = 200;  ///< bytes; most file systems take 255
constexpr std::size_t longest_extension = 20;

/// Control and formatting characters (line ends, right-to-left overrides that disguise an extension) and what can't
/// stand in a name.
bool is_kept(UChar32 c) {
    const auto category = u_charType(c);
    return category != U_CONTROL_CHAR && category != U_FORMAT_CHAR && category != U_LINE_SEPARATOR && category != U_PARAGRAPH_SEPARATOR &&
           category != U_SURROGATE && category != U_PRIVATE_USE_CHAR;
}

void append_utf8(std::string& out, UChar32 c) {
    char bytes[U8_MAX_LENGTH];
    int length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(bytes, static_cast<std::size_t>(length));
}

/// Valid UTF-8, one path segment, nothing invisible.
std::string clean(std::string_view name) {
    name = name.substr(name.find_last_of("/\\") + 1);
    std::string out;
    const auto size = static_cast<std::int32_t>(name.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(name.data(), i, size, c);
        if (is_kept(c)) append_utf8(out, c);
    }
    const auto first = out.find_first_not_of(" .");
    if (first == std::string::npos) return "file";
    return out.substr(first, out.find_last_not_of(" .") + 1 - first);
}

/// Shortens the middle, so that the extension stays; never within a character.
std::string shortened(const std::string& name) {
    if (name.size() <= longest_name) return name;
    const auto dot = name.rfind('.');
    const auto extension = dot != std::string::npos && name.size() - dot <= longest_extension ? name.substr(dot) : "";
    auto length = longest_name - extension.size();
    while (U8_IS_TRAIL(name[length])) --length;
    return name.substr(0, length) + extension;
}

std::string ascii_fallback(const std::string& name) {
    std::string out;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 && byte < 0xC0) continue;  // one mark per character, not per byte
        // A percent sign is decoded by some browsers even in the plain form (RFC 6266 appendix D).
        out += byte >= 0x80 || c == '"' || c == '\\' || c == '%' ? '_' : c;
    }
    return out;
}

/// RFC 5987 attr-char.
std::string percent_encoded(const std::string& name) {
    std::string out;
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos;
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace

std::string content_disposition(std::string_view kind, std::string_view file_name) {
    const auto name = shortened(clean(file_name));
    const auto plain = ascii_fallback(name);
    auto value = fmt::format("{}; filename=\"{}\"", kind == "inline" ? "inline" : "attachment", plain);
    if (plain != name) value += "; filename*=UTF-8''" + percent_encoded(name);
    return value;
}

}  // namespace goodhost::files
