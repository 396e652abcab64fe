#include "platform/config/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <fstream>

#include "platform/config/toml.hpp"
#include "platform/core/problem.hpp"

namespace goodhost::config {

namespace {

[[noreturn]] void refuse(const std::string& text) { throw Problem(ProblemKind::invalid, "platform.bad_configuration", text); }

/// Levenshtein distance; keys are short.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> items;
    for (std::size_t at = 0; at <= text.size();) {
        auto end = std::min(text.find(',', at), text.size());
        auto item = text.substr(at, end - at);
        while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
        while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
        if (!item.empty()) items.emplace_back(item);
        at = end + 1;
    }
    return items;
}

std::int64_t number(std::string_view text, bool& good) {
    std::int64_t value = 0;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    good = fault == std::errc{} && end == text.data() + text.size();
    return value;
}

void check(const Setting& setting, std::string_view value, std::string_view origin) {
    bool good = true;
    if (setting.kind == Kind::integer) {
        auto n = number(value, good);
        if (!good) refuse(fmt::format("{}: {} must be a whole number, not '{}'", origin, setting.key, value));
        if (n < setting.min || n > setting.max)
            refuse(fmt::format("{}: {} must be from {} to {}, not {}", origin, setting.key, setting.min, setting.max, n));
    }
    if (setting.kind == Kind::flag && value != "true" && value != "false")
        refuse(fmt::format("{}: {} must be true or false, not '{}'", origin, setting.key, value));
}

/// A file of settings is small; what is larger is another file.
std::string content_of(const std::string& path) {
    constexpr std::streamsize most = 1 << 20;
    std::ifstream file(path, std::ios::binary);
    std::string text(most + 1, '\0');
    file.read(text.data(), most + 1);
    if (!file.is_open() || file.bad()) refuse(fmt::format("{}: the file could not be read", path));
    if (file.gcount() > most) refuse(fmt::format("{}: the file is larger than 1 MB", path));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

}  // namespace

Settings::Settings(std::span<const Setting> known) {
    for (auto& setting : known) {
        check(setting, setting.standard, "default");
        values_[std::string(setting.key)] = {&setting, std::string(setting.standard), "default"};
    }
}

void Settings::read_file(const std::string& path) {
    auto origin = [&](TomlPlace place) { return fmt::format("{}:{}:{}", path, place.line, place.column); };
    try {
        for (auto& entry : read_toml(content_of(path))) set(entry.key, entry.value, origin(entry.place));
    } catch (const TomlFault& fault) { refuse(fmt::format("{}: {}", origin(fault.place), fault.what())); }
}

void Settings::read_environment(char** environment) {
    constexpr std::string_view prefix = "GOODHOST_";
    for (char** entry = environment; entry && *entry; ++entry) {
        std::string_view pair = *entry;
        auto equals = pair.find('=');
        if (!pair.starts_with(prefix) || equals == std::string_view::npos) continue;
        std::string key(pair.substr(prefix.size(), equals - prefix.size()));
        std::ranges::transform(key, key.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (key.starts_with("test_")) continue;
        set(key, pair.substr(equals + 1), "environment " + std::string(pair.substr(0, equals)));
    }
}

void Settings::set(std::string_view key, std::string_view value, std::string_view origin) {
    auto found = values_.find(key);
    if (found == values_.end()) {
        auto nearest = std::ranges::min_element(values_, {}, [&](auto& entry) { return distance(entry.first, key); });
        bool near = nearest != values_.end() && distance(nearest->first, key) <= std::max<std::size_t>(2, key.size() / 3);
        refuse(fmt::format("{}: there is no setting '{}'{}", origin, key, near ? fmt::format("; did you mean '{}'?", nearest->first) : ""));
    }
    check(*found->second.setting, value, origin);
    found->second.text = value;
    found->second.origin = origin;
}

const Settings::Value& Settings::value(std::string_view key, [[maybe_unused]] Kind kind) const {
    auto found = values_.find(key);
    assert(found != values_.end() && found->second.setting->kind == kind && "a setting that was not declared");
    return found->second;
}

std::string Settings::text(std::string_view key) const { return value(key, Kind::text).text; }

std::int64_t Settings::integer(std::string_view key) const {
    bool good = true;
    return number(value(key, Kind::integer).text, good);
}

bool Settings::flag(std::string_view key) const { return value(key, Kind::flag).text == "true"; }

std::vector<std::string> Settings::list(std::string_view key) const { return split(value(key, Kind::list).text); }

std::string Settings::in_force() const {
    std::string out;
    for (auto& [key, value] : values_) {
        bool masked = value.setting->secrecy == Secrecy::secret && !value.text.empty();
        out += fmt::format("# {} ({})\n", value.setting->help, value.origin);
        if (value.setting->kind == Kind::integer || value.setting->kind == Kind::flag) {
            out += fmt::format("{} = {}\n\n", key, value.text);
        } else if (value.setting->kind == Kind::list) {
            std::string items;
            for (auto& item : split(value.text)) items += (items.empty() ? "" : ", ") + toml_text(item);
            out += fmt::format("{} = [{}]\n\n", key, items);
        } else {
            out += fmt::format("{} = {}\n\n", key, toml_text(masked ? "********" : value.text));
        }
    }
    return out;
}

}  // namespace goodhost::config
