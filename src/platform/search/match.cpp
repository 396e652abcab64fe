#include <algorithm>

#include "platform/search/search.hpp"
#include "platform/search/words.hpp"

namespace goodhost::search {

namespace {

constexpr std::size_t most_terms = 16;
constexpr std::size_t most_words = 16;
constexpr std::size_t longest_query = 1000;
constexpr std::string_view title_mark = "subject:";

/// One thing that is asked for: words that follow each other.
struct Term {
    std::vector<std::string> words;
    bool excluded = false, in_title = false, exact = false;  ///< exact: the last word is whole
};

/// Takes the next term off `rest`: `-`, `subject:`, then a quoted phrase or what stands before the next space.
Term take_term(std::string_view& rest) {
    Term term;
    if (rest.starts_with('-')) {
        term.excluded = true;
        rest.remove_prefix(1);
    }
    if (rest.starts_with(title_mark)) {
        term.in_title = true;
        rest.remove_prefix(title_mark.size());
    }
    term.exact = rest.starts_with('"');
    if (term.exact) rest.remove_prefix(1);
    const auto end = std::min(rest.find(term.exact ? '"' : ' '), rest.size());
    term.words = words_of(rest.substr(0, end), most_words);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    // A single Latin letter or digit as a prefix would match half of everything.
    if (!term.words.empty() && term.words.back().size() == 1) term.exact = true;
    return term;
}

std::vector<Term> terms_of(std::string_view query) {
    std::vector<Term> terms;
    auto rest = query.substr(0, longest_query);
    while (!rest.empty() && terms.size() < most_terms) {
        if (rest.starts_with(' ')) {
            rest.remove_prefix(1);
            continue;
        }
        auto term = take_term(rest);
        if (!term.words.empty()) terms.push_back(std::move(term));
    }
    return terms;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string out;
    for (const auto& part : parts) {
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}

/// `title : "a b" *`
std::string for_fts5(const Term& term) {
    return (term.in_title ? "title : \"" : "\"") + joined(term.words, " ") + (term.exact ? "\"" : "\" *");
}

/// `('a':A <-> 'b':*A)`
std::string for_tsquery(const Term& term) {
    std::vector<std::string> words;
    for (const auto& word : term.words) {
        const bool prefix = !term.exact && &word == &term.words.back();
        const auto marks = std::string(prefix ? "*" : "") + (term.in_title ? "A" : "");
        words.push_back('\'' + word + '\'' + (marks.empty() ? "" : ':' + marks));
    }
    return '(' + joined(words, " <-> ") + ')';
}

}  // namespace

std::string match_expression(db::Dialect dialect, std::string_view words) {
    const bool fts5 = dialect == db::Dialect::sqlite;
    std::vector<std::string> wanted, excluded;
    for (const auto& term : terms_of(words)) (term.excluded ? excluded : wanted).push_back(fts5 ? for_fts5(term) : for_tsquery(term));
    if (wanted.empty()) return {};
    const auto all = joined(wanted, fts5 ? " AND " : " & ");
    if (excluded.empty()) return all;
    return fts5 ? '(' + all + ") NOT (" + joined(excluded, " OR ") + ')' : all + " & !(" + joined(excluded, " | ") + ')';
}

}  // namespace goodhost::search
