#include "platform/log/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cmath>

#include "platform/core/time.hpp"
#include "platform/json/json.hpp"

namespace goodhost::log {

namespace {

std::atomic<Level> least{Level::info};
constexpr std::size_t longest_text = 4096;

std::string_view name_of(Level level) {
    switch (level) {
        case Level::debug: return "debug";
        case Level::info: return "info";
        case Level::warning: return "warning";
        case Level::error: return "error";
    }
    return "error";
}

constexpr unsigned char first_of_controls = 0x80, last_of_controls = 0x9F;

/// What a terminal obeys, or a reader takes for the end of a line, though JSON lets it stand: DEL, C1 (U+009B begins a sequence as ESC does),
/// U+2028 and U+2029.
void write_visible(std::string& line, std::string_view text) {
    std::string quoted;
    json::write_string(quoted, text);
    for (std::size_t at = 0; at < quoted.size(); ++at) {
        auto next = at + 1 < quoted.size() ? static_cast<unsigned char>(quoted[at + 1]) : 0;
        bool separator = quoted.compare(at, 3, "\u2028") == 0 || quoted.compare(at, 3, "\u2029") == 0;
        if (quoted[at] == '\x7f')
            line += "\\u007f";
        else if (quoted[at] == '\xC2' && next >= first_of_controls && next <= last_of_controls)
            line += fmt::format("\\u{:04x}", next), ++at;
        else if (separator)
            line += quoted.compare(at, 3, "\u2028") == 0 ? "\\u2028" : "\\u2029", at += 2;
        else
            line += quoted[at];
    }
}

void append(std::string& line, const Field& field) {
    line += ',';
    json::write_string(line, field.name);
    line += ':';
    if (auto* text = std::get_if<std::string_view>(&field.value))
        write_visible(line, text->substr(0, longest_text));
    else if (auto* number = std::get_if<std::int64_t>(&field.value))
        line += fmt::format("{}", *number);
    else if (auto* flag = std::get_if<bool>(&field.value))
        line += *flag ? "true" : "false";
    else if (auto real = std::get<double>(field.value); std::isfinite(real))
        line += fmt::format("{}", real);
    else
        line += "null";
}

/// A full pipe or a closed terminal must not stop the program; there is nowhere to report it.
void write_whole(std::string_view text) {
    while (!text.empty()) {
        auto written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

void set_level(Level level) { least = level; }
bool enabled(Level level) { return level >= least.load(std::memory_order_relaxed); }

void write(Level level, std::string_view event, Fields fields) {
    if (!enabled(level)) return;
    std::string line = fmt::format(R"({{"at":"{}","level":"{}","event":)", to_rfc3339(SystemClock{}.now()), name_of(level));
    json::write_string(line, event);
    for (auto& field : fields) append(line, field);
    line += "}\n";
    write_whole(line);
}

}  // namespace goodhost::log
