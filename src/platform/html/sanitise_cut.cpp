#include "platform/html/sanitise_cut.hpp"

#include <algorithm>
#include <array>

#include "platform/html/sanitise_tokens.hpp"

namespace goodhost::html {
namespace {

bool is_void(std::string_view name) {
    constexpr std::array<std::string_view, 5> voids{"br", "hr", "img", "col", "wbr"};
    return std::ranges::find(voids, name) != voids.end();
}

class Cutter {
  public:
    explicit Cutter(std::string_view clean) : clean_(clean) {}

    std::vector<std::string> cut(std::span<const std::size_t> places) {
        Tokens tokens(clean_);
        auto place = places.begin();
        for (auto token = tokens.next(); token.kind != Token::Kind::end; token = tokens.next()) {
            const auto begin = begin_of(token);
            for (; place != places.end() && *place <= begin; ++place) cut_at(run_.begin, run_.depth), run_ = {begin, open_.size()};
            const auto end = begin + token.text.size();
            for (; place != places.end() && token.kind == Token::Kind::text && *place < end; ++place) cut_at(*place, open_.size());
            follow(token, end);
        }
        for (; place != places.end(); ++place) cut_at(clean_.size(), open_.size());
        cut_at(clean_.size(), open_.size());
        return std::move(pieces_);
    }

  private:
    /// Where what may go with the words that follow begins, and in how many boxes that is.
    struct Run {
        std::size_t begin = 0, depth = 0;
    };
    struct Box {
        std::string_view name, tag;
    };

    std::size_t begin_of(const Token& token) const {
        if (token.kind == Token::Kind::text) return static_cast<std::size_t>(token.text.data() - clean_.data());
        if (token.kind == Token::Kind::comment) return run_.begin;
        const auto name = static_cast<std::size_t>(token.name.data() - clean_.data());
        return name - (token.kind == Token::Kind::close ? 2 : 1);
    }

    void follow(const Token& token, std::size_t end) {
        if (token.kind == Token::Kind::open) {
            const auto tag_end = static_cast<std::size_t>(token.attributes.data() - clean_.data()) + token.attributes.size() + 1;
            const auto begin = begin_of(token);
            if (!is_void(token.name)) open_.push_back({token.name, clean_.substr(begin, tag_end - begin)});
            if (token.name == "img") run_ = {tag_end, open_.size()};
        } else if (token.kind == Token::Kind::close) {
            if (!open_.empty() && open_.back().name == token.name) open_.pop_back();
            run_ = {static_cast<std::size_t>(token.name.data() - clean_.data()) + token.name.size() + 1, open_.size()};
        } else if (token.kind == Token::Kind::text && token.text.find_first_not_of(" \t\r\n") != std::string_view::npos) {
            run_ = {end, open_.size()};
        }
    }

    void cut_at(std::size_t at, std::size_t depth) {
        std::string piece = std::move(around_);
        piece += clean_.substr(start_, at - start_);
        for (std::size_t i = depth; i-- > 0;) piece.append("</").append(open_[i].name).append(">");
        pieces_.push_back(std::move(piece));
        around_.clear();
        for (std::size_t i = 0; i < depth; ++i) around_ += open_[i].tag;
        start_ = at;
    }

    const std::string_view clean_;
    std::vector<Box> open_;
    Run run_;
    std::string around_;  ///< the tags of the boxes that the next piece is in
    std::size_t start_ = 0;
    std::vector<std::string> pieces_;
};

}  // namespace

std::vector<std::string> cut_html(std::string_view clean, std::span<const std::size_t> places) { return Cutter(clean).cut(places); }

}  // namespace goodhost::html
