#pragma once
#include <string>
#include <string_view>

#include "platform/imap/response.hpp"

namespace goodhost::imap {

/// ASCII letters in any case.
bool same_word(std::string_view a, std::string_view b);

/// Walks over one line. Every call takes at least a byte or is at the end, so that a walk ends.
class Lexer {
  public:
    explicit Lexer(const Line& line) : line_(line), rest_(line.text) {}
    bool at_end() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }
    /// Takes `c` and the blanks around it, if it stands here.
    bool take(char c);
    /// Up to a blank, bracket or the end; the blanks behind it are taken too.
    std::string_view atom();
    /// `BODY[HEADER.FIELDS (DATE)]<0>` with all in its brackets.
    std::string_view item_name();
    /// A string in quotes, a literal, a list (without its outer brackets) or an atom.
    std::string value();

  private:
    void skip_blanks();
    std::string quoted_string();
    std::string list();
    const Line& line_;
    std::string_view rest_;
    std::size_t next_literal_ = 0;
};

}  // namespace goodhost::imap
