#pragma once
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What a file of flat settings needs of TOML 1.0: texts (all four kinds), whole numbers, true and false, lists of these, comments.
/// No tables, dotted keys, dates or fractions: no setting is one.
namespace goodhost::config {

/// Counted from one; a column is a character, not a byte.
struct TomlPlace {
    std::size_t line = 1, column = 1;
};

/// `name = ...`. Numbers are decimal, lists are joined by commas.
struct TomlEntry {
    std::string key, value;
    TomlPlace place;
};

struct TomlFault : std::runtime_error {
    TomlFault(TomlPlace where, const std::string& text) : std::runtime_error(text), place(where) {}
    TomlPlace place;
};

/// In the order of the file. Throws TomlFault for what is not understood, and for a key that is there twice.
std::vector<TomlEntry> read_toml(std::string_view text);

/// A text as TOML has it, in quotes.
std::string toml_text(std::string_view text);

}  // namespace goodhost::config
