#include "tickets/variables.hpp"

#include <algorithm>

namespace goodhost::tickets {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// Calls `plain` for what stands between variables and `variable` for each name. An open `{{` without an end is plain.
template <class Plain, class Variable>
void walk(std::string_view text, Plain plain, Variable variable) {
    while (true) {
        auto open = text.find("{{");
        auto close = open == std::string_view::npos ? open : text.find("}}", open + 2);
        if (close == std::string_view::npos) return plain(text);
        plain(text.substr(0, open));
        variable(trimmed(text.substr(open + 2, close - open - 2)));
        text.remove_prefix(close + 2);
    }
}

void remember(std::vector<std::string>& names, std::string_view name) {
    if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
}

}  // namespace

Rendered fill_variables(std::string_view text, const std::map<std::string, std::string, std::less<>>& values) {
    Rendered rendered;
    walk(
        text, [&](std::string_view plain) { rendered.text += plain; },
        [&](std::string_view name) {
            auto value = values.find(name);
            if (value != values.end())
                rendered.text += value->second;
            else
                remember(rendered.unknown, name);
        });
    return rendered;
}

std::vector<std::string> variables_in(std::string_view text) {
    std::vector<std::string> names;
    walk(
        text, [](std::string_view) {}, [&](std::string_view name) { remember(names, name); });
    return names;
}

}  // namespace goodhost::tickets
