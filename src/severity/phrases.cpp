#include "severity/phrases.hpp"

#include <algorithm>
#include <numeric>

#include "platform/search/words.hpp"

namespace goodhost::severity {

namespace {

constexpr std::size_t words_read = 2'000, words_of_phrase = 12, words_between = 3;

}  // namespace

Phrase::Phrase(std::string_view written) {
    while (!written.empty() && patterns_.size() < words_of_phrase) {
        auto end = std::min(written.find(' '), written.size());
        auto part = written.substr(0, end);
        written.remove_prefix(std::min(end + 1, written.size()));
        for (auto& word : search::words_of(part, words_of_phrase)) patterns_.push_back({word, false});
        if (part.ends_with('*') && !patterns_.empty()) patterns_.back().open = true;
    }
}

SaidWords::SaidWords(std::string_view text) : words_(search::words_of(text, words_read)), sorted_(words_.size()) {
    std::iota(sorted_.begin(), sorted_.end(), std::size_t{0});
    std::ranges::stable_sort(sorted_, {}, [&](std::size_t at) -> const std::string& { return words_[at]; });
}

bool SaidWords::contain(const Phrase& phrase) const {
    auto& patterns = phrase.patterns_;
    if (patterns.empty()) return false;
    auto reached = places_of(patterns.front());
    for (std::size_t i = 1; i < patterns.size() && !reached.empty(); ++i) {
        std::vector<std::size_t> next;
        for (auto place : places_of(patterns[i])) {
            auto after = std::ranges::lower_bound(reached, place);
            bool near = after != reached.begin() && place - *std::prev(after) <= words_between + 1;
            if (near) next.push_back(place);
        }
        reached = std::move(next);
    }
    return !reached.empty();
}

std::vector<std::size_t> SaidWords::places_of(const Phrase::Pattern& pattern) const {
    auto word_at = [&](std::size_t at) {
        return std::string_view(words_[at]).substr(0, pattern.open ? pattern.word.size() : words_[at].size());
    };
    auto found = std::ranges::equal_range(sorted_, std::string_view(pattern.word), {}, word_at);
    std::vector<std::size_t> places(found.begin(), found.end());
    std::ranges::sort(places);
    return places;
}

}  // namespace goodhost::severity
