#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Phrases in what people write: no clock, no database.
namespace goodhost::severity {

/// Words in this order with at most three others between each two. `hack*` is any word that begins so: endings of Korean, Uzbek and
/// Bengali. A phrase without words is in no text.
class Phrase {
  public:
    explicit Phrase(std::string_view written);

  private:
    friend class SaidWords;
    struct Pattern {
        std::string word;
        bool open = false;
    };
    std::vector<Pattern> patterns_;
};

/// The words of a text, however they are written: case, accents and apostrophes do not count. A text is read as far as its first words
/// go, and looking for a phrase costs what its words occur, not what the text is long.
class SaidWords {
  public:
    explicit SaidWords(std::string_view text);
    bool contain(const Phrase& phrase) const;

  private:
    std::vector<std::size_t> places_of(const Phrase::Pattern& pattern) const;

    std::vector<std::string> words_;
    std::vector<std::size_t> sorted_;  ///< places in words_ by word
};

}  // namespace goodhost::severity
