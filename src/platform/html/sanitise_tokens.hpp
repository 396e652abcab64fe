#pragma once
#include <cstddef>
#include <string>
#include <string_view>

// A linear, allocation-free reading of HTML as a row of tags and texts. It builds no tree, so no input is slow; it
// serves plain text, bounds and quotation marks. What a browser shows is decided by the sanitiser alone.
namespace goodhost::html {

struct Token {
    enum class Kind { text, open, close, comment, end };
    Kind kind = Kind::end;
    std::string_view name;        // of a tag, as written
    std::string_view text;        // of a text or comment, entities not decoded
    std::string_view attributes;  // of a tag, as written
};

class Tokens {
  public:
    explicit Tokens(std::string_view html) : html_(html) {}
    Token next();

  private:
    Token read_tag();
    Token read_raw_text();
    std::string_view html_;
    std::size_t at_ = 0;
    std::string_view raw_text_tag_;  // script, style, ...: their content holds no tags
    bool no_more_ends_ = false;      // a closing tag was looked for to the end once: looking again would be quadratic
};

// Value of an attribute of a tag, entities decoded; empty when absent.
std::string attribute(std::string_view attributes, std::string_view name);
bool has_attribute(std::string_view attributes, std::string_view name);
// Number of attributes, for bounds.
std::size_t count_attributes(std::string_view attributes);

bool is_tag(std::string_view name, std::string_view lower_case);

// Named and numeric character references; unknown ones stay as they are.
std::string decode_entities(std::string_view text);

}  // namespace goodhost::html
