#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace goodhost::tickets {

/// `{{contact.name}}` in the words of an answer. Names are looked up as they stand; what has no value becomes empty.
struct Rendered {
    std::string text;
    std::vector<std::string> unknown;  ///< names that nothing stands for
};
Rendered fill_variables(std::string_view text, const std::map<std::string, std::string, std::less<>>& values);
/// The names that a text uses, in order, each once.
std::vector<std::string> variables_in(std::string_view text);

}  // namespace goodhost::tickets
