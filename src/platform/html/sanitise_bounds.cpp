#include "platform/html/sanitise_bounds.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "platform/html/sanitise_tokens.hpp"

namespace goodhost::html {
namespace {

// Elements without content, and those that a following one of their kind closes: many in a row are not deep.
constexpr std::array<std::string_view, 24> flat_tags{"area", "base", "br",    "col",    "embed", "hr",     "img",   "input",
                                                     "link", "meta", "param", "source", "track", "wbr",    "p",     "li",
                                                     "td",   "th",   "tr",    "dd",     "dt",    "option", "tbody", "thead"};

// Elements that a browser opens again after every block that ends while they are open.
constexpr std::array<std::string_view, 14> formatting_tags{"a", "b",     "big",    "code",   "em", "font", "i",
                                                           "s", "small", "strike", "strong", "tt", "u",    "nobr"};
// Bytes of markup that opening them again may make in all.
constexpr std::size_t max_repeated = 32u << 20;

// Upper bounds of the tree's depth and of what is repeated in it: a closing tag only counts when its element is open.
class DepthMeter {
  public:
    void open(const Token& token) {
        repeated_ += formatting_;
        if (std::ranges::any_of(flat_tags, [&](std::string_view flat) { return is_tag(token.name, flat); })) return;
        const std::size_t size = is_formatting(token.name) ? 32 + token.attributes.size() : 0;
        open_[lower(token.name)].push_back(size);
        formatting_ += size;
        ++depth_;
    }
    void close(std::string_view name) {
        repeated_ += formatting_;
        auto found = open_.find(lower(name));
        if (found == open_.end() || found->second.empty()) return;
        formatting_ -= found->second.back();
        found->second.pop_back();
        --depth_;
    }
    std::size_t depth() const { return depth_; }
    bool repeats_too_much() const { return repeated_ > max_repeated; }

  private:
    static bool is_formatting(std::string_view name) {
        return std::ranges::any_of(formatting_tags, [&](std::string_view tag) { return is_tag(name, tag); });
    }
    static std::string lower(std::string_view name) {
        std::string out(name.substr(0, 32));
        for (char& c : out)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        return out;
    }
    std::unordered_map<std::string, std::vector<std::size_t>> open_;
    std::size_t depth_ = 0, formatting_ = 0, repeated_ = 0;
};

}  // namespace

std::string passed_bound(std::string_view html, const SanitiseOptions& options) {
    if (html.size() > options.max_size) return "larger than the limit";
    DepthMeter depth;
    std::size_t tags = 0;
    Tokens tokens(html);
    for (auto token = tokens.next(); token.kind != Token::Kind::end; token = tokens.next()) {
        if (token.kind == Token::Kind::close) depth.close(token.name);
        if (token.kind != Token::Kind::open) continue;
        if (++tags > options.max_tags) return "more tags than the limit";
        depth.open(token);
        if (depth.depth() > options.max_depth || depth.repeats_too_much()) return "nested deeper than the limit";
        if (count_attributes(token.attributes) > options.max_attributes) return "more attributes than the limit";
    }
    return {};
}

}  // namespace goodhost::html
