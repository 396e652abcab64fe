#pragma once
#include <string_view>
#include <vector>

#include "email/mail_texts.hpp"

/// Which mails have words that can be changed, and what may stand in them.
namespace goodhost::email {

struct TextKind {
    std::string_view kind;
    std::string_view key;  ///< of the catalogue, with the dot: `<key>subject`, `<key>body` and, with a link, `<key>action`
    bool fixed_subject = false;
    std::vector<TextVariable> variables;
};

const std::vector<TextKind>& text_kinds();
const TextKind* find_text_kind(std::string_view kind);

}  // namespace goodhost::email
