#pragma once
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

/// Structured lines: one JSON object a line on standard error, one write a line, any thread.
namespace goodhost::log {

enum class Level { debug, info, warning, error };

/// Lines below the level cost one comparison. info at start.
void set_level(Level level);
bool enabled(Level level);

/// Borrowed for the call. Texts are cut at 4,096 bytes; never a secret and nothing that a person wrote.
struct Field {
    Field(std::string_view name, std::string_view text) : name(name), value(text) {}
    Field(std::string_view name, const char* text) : name(name), value(std::string_view(text)) {}
    Field(std::string_view name, const std::string& text) : name(name), value(std::string_view(text)) {}
    template <std::integral T>
    requires(!std::same_as<T, bool>) Field(std::string_view name, T number) : name(name), value(static_cast<std::int64_t>(number)) {}
    Field(std::string_view name, std::same_as<bool> auto flag) : name(name), value(flag) {}
    Field(std::string_view name, double number) : name(name), value(number) {}

    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, bool> value;
};
using Fields = std::initializer_list<Field>;

void write(Level level, std::string_view event, Fields fields);

inline void debug(std::string_view event, Fields fields = {}) { write(Level::debug, event, fields); }
inline void info(std::string_view event, Fields fields = {}) { write(Level::info, event, fields); }
inline void warning(std::string_view event, Fields fields = {}) { write(Level::warning, event, fields); }
inline void error(std::string_view event, Fields fields = {}) { write(Level::error, event, fields); }

}  // namespace goodhost::log
