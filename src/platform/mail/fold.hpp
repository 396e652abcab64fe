#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace goodhost::mail {

// A page told apart like a text (reply.hpp): the new words, and what stands above and below them and is only repeated.
struct FoldedPage {
    std::string shown, quoted;
};

// Of a page that the sanitiser made; nothing when there is nothing to fold, or nothing would be left. Pictures between the words and
// what is folded stay with the words.
std::optional<FoldedPage> fold_page(std::string_view clean);

}  // namespace goodhost::mail
