#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// ASCII helpers that do not look at the locale: protocol words, never a person's text.
namespace goodhost::mail {

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_alpha(char c) { return to_lower(c) >= 'a' && to_lower(c) <= 'z'; }
constexpr bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }

std::string lower(std::string_view text);
std::string_view trim(std::string_view text);
bool equals_nocase(std::string_view a, std::string_view b);
bool starts_nocase(std::string_view text, std::string_view prefix);
// Position of `needle`, which must be lower case, in `text` of any case; npos when absent.
std::size_t find_nocase(std::string_view text, std::string_view needle, std::size_t from = 0);
inline bool contains_nocase(std::string_view text, std::string_view needle) { return find_nocase(text, needle) != std::string_view::npos; }

// Lines without their ends; LF, CRLF and a lone CR before LF are taken alike.
std::vector<std::string_view> split_lines(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace goodhost::mail
