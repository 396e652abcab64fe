#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What an administrator sets: a TOML file, then the environment (`GOODHOST_LISTEN`), then flags (`--listen`), each over the one before.
namespace goodhost::config {

enum class Kind { text, integer, flag, list };
enum class Secrecy { plain, secret };

/// A setting that exists. Keys are flat `snake_case`.
struct Setting {
    std::string_view key;
    Kind kind;
    std::string_view standard;  ///< the default, as text; lists are comma separated
    std::string_view help;
    Secrecy secrecy = Secrecy::plain;
    std::int64_t min = INT64_MIN, max = INT64_MAX;
};

/// Everything that is set, checked. Immutable once the program runs.
class Settings {
  public:
    explicit Settings(std::span<const Setting> known);

    /// Throws Problem invalid whose log text names file, line, key and, where one is near, the key that was meant.
    void read_file(const std::string& path);
    /// Takes what begins with GOODHOST_.
    void read_environment(char** environment);
    /// `origin` is for the message: `--listen`.
    void set(std::string_view key, std::string_view value, std::string_view origin);

    /// An unknown key or the wrong kind is a programmer's mistake (assert).
    std::string text(std::string_view key) const;
    std::int64_t integer(std::string_view key) const;
    bool flag(std::string_view key) const;
    std::vector<std::string> list(std::string_view key) const;

    /// TOML of all that is in force, each with where it comes from; secrets masked.
    std::string in_force() const;

  private:
    struct Value {
        const Setting* setting;
        std::string text;
        std::string origin;
    };
    const Value& value(std::string_view key, Kind kind) const;
    std::map<std::string, Value, std::less<>> values_;
};

}  // namespace goodhost::config
