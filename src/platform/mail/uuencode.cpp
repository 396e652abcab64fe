#include "platform/mail/uuencode.hpp"

#include <optional>

#include "platform/mail/ascii.hpp"

namespace goodhost::mail {
namespace {

constexpr std::size_t max_files = 200;

std::optional<std::string> file_name(std::string_view line) {
    if (!line.starts_with("begin ")) return std::nullopt;
    line = trim(line.substr(6));
    auto mode_end = line.find(' ');
    if (mode_end == std::string_view::npos || mode_end < 3 || mode_end > 4) return std::nullopt;
    for (char c : line.substr(0, mode_end))
        if (c < '0' || c > '7') return std::nullopt;
    return std::string(trim(line.substr(mode_end)));
}

bool decode_line(std::string_view line, std::string& out) {
    auto value = [](char c) { return static_cast<unsigned>((c - ' ') & 63); };
    if (line.empty() || line[0] < ' ' || line[0] > '`') return false;
    std::size_t length = value(line[0]);
    if ((length + 2) / 3 * 4 > line.size() + 3) return false;
    auto at = [&](std::size_t i) { return i < line.size() ? value(line[i]) : 0u; };
    for (std::size_t i = 1; length > 0; i += 4) {
        unsigned bits = at(i) << 18 | at(i + 1) << 12 | at(i + 2) << 6 | at(i + 3);
        for (int shift = 16; shift >= 0 && length > 0; shift -= 8, --length)
            out += static_cast<char>(static_cast<unsigned char>(bits >> shift));
    }
    return true;
}

// Reads the block whose first content line is `i`; gives the index after its `end`, 0 when it is no complete block.
std::size_t read_block(const std::vector<std::string_view>& lines, std::size_t i, std::string& out) {
    for (; i < lines.size(); ++i) {
        if (trim(lines[i]) == "end") return i + 1;
        if (!decode_line(lines[i], out) && !trim(lines[i]).empty()) return 0;
    }
    return 0;
}

}  // namespace

std::vector<UuFile> take_uuencoded(std::string& text) {
    std::vector<UuFile> files;
    if (text.find("begin ") == std::string::npos) return files;
    const auto lines = split_lines(text);
    std::string rest;
    for (std::size_t i = 0; i < lines.size();) {
        auto name = files.size() < max_files ? file_name(lines[i]) : std::nullopt;
        UuFile file{name.value_or(""), {}};
        if (auto next = name ? read_block(lines, i + 1, file.content) : 0) {
            files.push_back(std::move(file));
            i = next;
        } else {
            rest.append(lines[i++]).append("\n");
        }
    }
    if (!files.empty()) text = std::move(rest);
    return files;
}

std::string decode_uuencoded(const std::string& body) {
    std::string text = body;
    auto files = take_uuencoded(text);
    return files.empty() ? body : std::move(files.front().content);
}

}  // namespace goodhost::mail
