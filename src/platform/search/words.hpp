#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace goodhost::search {

/// The words of a text as both databases index them, so that they agree: runs of letters, digits and marks, case folded
/// (ß as ss), compatibility forms as the plain ones, Latin and other common accents removed (the vowel signs of Bengali
/// stay), apostrophes within a word left out (`o'zbek`, `oʻzbek`: ozbek). Han and Kana, written without spaces, are one
/// word per character. Bad UTF-8 separates words. Words are cut at 80 bytes; at most `limit` of them.
std::vector<std::string> words_of(std::string_view text, std::size_t limit);

}  // namespace goodhost::search
