#include "email/mustache_text.hpp"

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <set>

namespace goodhost::email {

namespace {

namespace mustache = kainjow::mustache;
using Kind = TemplateFault::Kind;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// The tags of a text without their braces.
std::vector<std::string_view> tags_of(std::string_view text) {
    std::vector<std::string_view> tags;
    for (auto open = text.find("{{"); open != std::string_view::npos; open = text.find("{{", open)) {
        auto close = text.find("}}", open + 2);
        if (close == std::string_view::npos) break;
        tags.push_back(trimmed(text.substr(open + 2, close - open - 2)));
        open = close + 2;
    }
    return tags;
}

}  // namespace

std::vector<TemplateFault> check_template(std::string_view text, const std::vector<std::string>& known,
                                          const std::vector<std::string>& required) {
    std::vector<TemplateFault> faults;
    std::set<std::string, std::less<>> seen;
    for (auto tag : tags_of(text)) {
        if (tag.starts_with('!')) continue;
        if (tag.empty() || std::string_view(">={&").find(tag.front()) != std::string_view::npos) {
            faults.push_back({Kind::broken, std::string(tag)});
            continue;
        }
        bool section = std::string_view("#^/").find(tag.front()) != std::string_view::npos;
        auto name = section ? trimmed(tag.substr(1)) : tag;
        if (std::ranges::find(known, name) == known.end()) faults.push_back({Kind::unknown_variable, std::string(name)});
        if (!section) seen.emplace(name);
    }
    for (auto& name : required)
        if (!seen.contains(name)) faults.push_back({Kind::missing_variable, name});
    const mustache::mustache parsed{std::string(text)};
    if (!parsed.is_valid()) faults.push_back({Kind::broken, parsed.error_message()});
    return faults;
}

std::string render_template(const std::string& text, const Values& values) {
    mustache::mustache parsed{text};
    if (!parsed.is_valid()) return text;
    parsed.set_custom_escape([](const std::string& value) { return value; });
    mustache::data data;
    for (auto& [name, value] : values) value.empty() ? data.set(name, false) : data.set(name, value);
    return parsed.render(data);
}

}  // namespace goodhost::email
