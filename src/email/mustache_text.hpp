#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Texts that an administrator edits: mustache with plain variables and sections. Pure; any thread.
namespace goodhost::email {

using Values = std::map<std::string, std::string, std::less<>>;

struct TemplateFault {
    enum class Kind { broken, unknown_variable, missing_variable };
    Kind kind = Kind::broken;
    std::string what;  ///< the variable, or what is broken
};

/// Whether a text can be filled: it parses, names only `known` variables and all that are `required` (a sign-in mail without
/// its link helps nobody). Partials, other delimiters and unescaped tags are refused.
std::vector<TemplateFault> check_template(std::string_view text, const std::vector<std::string>& known,
                                          const std::vector<std::string>& required);

/// Plain text: nothing is escaped. An empty value is false for sections. What does not parse is given back as it stands.
std::string render_template(const std::string& text, const Values& values);

}  // namespace goodhost::email
