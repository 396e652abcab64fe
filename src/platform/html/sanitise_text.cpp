#include "platform/html/sanitise_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "platform/html/sanitise_rules.hpp"
#include "platform/html/sanitise_tokens.hpp"

namespace goodhost::html {
namespace {

constexpr std::array<std::string_view, 20> blocks{"div",     "section",  "article", "header", "footer", "tr",   "table",
                                                  "ul",      "ol",       "dl",      "dt",     "dd",     "form", "center",
                                                  "address", "fieldset", "main",    "aside",  "body",   "nav"};
constexpr std::array<std::string_view, 8> paragraphs{"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"};
constexpr std::string_view no_break_space = "\xC2\xA0";

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::ranges::any_of(names, [&](std::string_view n) { return is_tag(name, n); });
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

/// What the sanitiser says of a box, or would say of it.
std::optional<std::string> quote_mark(std::string_view attributes) {
    if (has_attribute(attributes, "data-quote")) return attribute(attributes, "data-quote");
    const auto names = attribute(attributes, "class"), id = attribute(attributes, "id");
    if (!is_quote_container(GUMBO_TAG_DIV, names, id, "")) return std::nullopt;
    return std::string(quote_goes_on_behind(id) ? quote_goes_on : "");
}

class TextWriter {
  public:
    explicit TextWriter(const TextOptions& options) : options_(options) {}

    SourcedText write(std::string_view html) {
        html_ = html;
        Tokens tokens(html);
        for (auto token = tokens.next(); token.kind != Token::Kind::end; token = tokens.next()) {
            if (token.kind == Token::Kind::text)
                read_text(token.text);
            else if (token.kind == Token::Kind::open)
                open(token);
            else if (token.kind == Token::Kind::close)
                close(token);
        }
        while (!out_.empty() && (is_blank(out_.back()))) out_.pop_back();
        auto sources = sources_of_lines();
        return {std::move(out_), std::move(sources)};
    }

  private:
    struct Beginning {
        std::size_t at, source;
    };

    std::size_t place_of(std::string_view piece) const { return static_cast<std::size_t>(piece.data() - html_.data()); }

    /// Line by line where line ends count, so that each line has its place.
    void read_text(std::string_view raw) {
        while (!raw.empty()) {
            const auto size = pre_depth_ > 0 ? std::min(raw.find('\n'), raw.size() - 1) + 1 : raw.size();
            source_ = place_of(raw);
            add_text(decode_entities(raw.substr(0, size)));
            raw.remove_prefix(size);
        }
    }

    std::vector<std::size_t> sources_of_lines() const {
        std::vector<std::size_t> sources;
        auto next = beginnings_.begin();
        std::size_t start = 0;
        do {
            while (next != beginnings_.end() && next->at < start) ++next;
            sources.push_back(next != beginnings_.end() && next->at == start ? next->source : no_source);
            start = out_.find('\n', start) + 1;
        } while (start != 0);
        return sources;
    }

    void open(const Token& token) {
        const auto name = token.name;
        source_ = place_of(name) - 1;
        if (is_tag(name, "br")) return line_break();
        if (is_tag(name, "blockquote")) return block(1), void(++quote_depth_);
        if (is_tag(name, "hr")) return block(1), add_text(options_.draw_rules ? "---" : ""), block(1);
        if (is_tag(name, "li")) return block(1), add_text("- ");
        if (options_.mark_quote_containers && is_tag(name, "div")) open_box(token);
        if (is_tag(name, "td") || is_tag(name, "th")) return cell();
        if (is_tag(name, "pre")) ++pre_depth_;
        if (is_tag(name, "a")) return open_link(token);
        if (is_tag(name, "img")) return image(token);
        if (is_one_of(name, paragraphs)) return block(2);
        if (is_one_of(name, blocks)) return block(1);
    }

    void close(const Token& token) {
        const auto name = token.name;
        if (is_tag(name, "blockquote")) {
            block(1);
            if (quote_depth_ > 0) --quote_depth_;
            return;
        }
        if (options_.mark_quote_containers && is_tag(name, "div")) close_box();
        if (is_tag(name, "pre") && pre_depth_ > 0) --pre_depth_;
        if (is_tag(name, "a")) return close_link();
        if (is_one_of(name, paragraphs)) return block(2);
        if (is_one_of(name, blocks) || is_tag(name, "li")) return block(1);
    }

    void open_box(const Token& token) {
        ++box_depth_;
        const auto marked = quote_mark(token.attributes);
        if (!marked) return;
        block(1);
        ++quote_depth_;
        if (*marked != quote_goes_on) quote_boxes_.push_back(box_depth_);
    }

    void close_box() {
        if (!quote_boxes_.empty() && quote_boxes_.back() == box_depth_) {
            block(1);
            quote_boxes_.pop_back();
            if (quote_depth_ > 0) --quote_depth_;
        }
        --box_depth_;
    }

    void open_link(const Token& token) {
        close_link();
        href_ = attribute(token.attributes, "href");
        link_start_ = out_.size();
    }

    void close_link() {
        auto href = std::move(href_);
        href_.clear();
        if (!options_.keep_links || href.empty() || href.size() > 2000) return;
        auto start = std::min(link_start_, out_.size());
        std::string words = out_.substr(start);
        while (!words.empty() && is_blank(words.front())) words.erase(0, 1);
        const bool web = href.starts_with("http://") || href.starts_with("https://");
        if (!web || words.empty()) return;
        auto bare = [](std::string_view url) {
            if (auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
            while (url.ends_with('/')) url.remove_suffix(1);
            return url;
        };
        if (bare(words) == bare(href)) return;
        out_ += " <" + href + ">";
    }

    void image(const Token& token) {
        auto alt = attribute(token.attributes, "alt");
        if (!alt.empty()) add_text(alt);
    }

    void cell() {
        if (!out_.empty() && out_.back() != '\n' && newlines_ == 0) space_ = true;
    }

    void line_break() {
        // A <br> that ends a block's last line opens no further line.
        flush_newlines();
        space_ = false;
        out_ += '\n';
        at_line_start_ = true;
    }

    // At least `count` line ends before the next text.
    void block(int count) {
        space_ = false;
        if (out_.empty()) return;
        newlines_ = std::max(newlines_, count);
    }

    void flush_newlines() {
        if (newlines_ == 0) return;
        int present = 0;
        for (std::size_t i = out_.size(); i > 0 && out_[i - 1] == '\n' && present < newlines_; --i) ++present;
        while (!out_.empty() && (out_.back() == ' ' || out_.back() == '\t')) out_.pop_back();
        for (; present < newlines_; ++present) out_ += '\n';
        newlines_ = 0;
        at_line_start_ = true;
    }

    void begin_text() {
        flush_newlines();
        if (at_line_start_ || out_.empty()) beginnings_.push_back({out_.size(), source_});
        if ((at_line_start_ || out_.empty()) && options_.mark_quotes)
            for (int i = 0; i < std::min(quote_depth_, 20); ++i) out_ += "> ";
        at_line_start_ = false;
    }

    void add_text(std::string_view text) {
        if (pre_depth_ > 0) return add_preformatted(text);
        for (std::size_t i = 0; i < text.size();) {
            if (is_blank(text[i])) {
                space_ = space_ || !(out_.empty() || out_.back() == '\n' || newlines_ > 0);
                ++i;
                continue;
            }
            auto end = i;
            while (end < text.size() && !is_blank(text[end])) ++end;
            if (newlines_ > 0 || at_line_start_ || out_.empty())
                begin_text();
            else if (space_)
                out_ += ' ';
            space_ = false;
            append_word(text.substr(i, end - i));
            i = end;
        }
    }

    void append_word(std::string_view word) {
        for (std::size_t at; (at = word.find(no_break_space)) != std::string_view::npos; word.remove_prefix(at + 2))
            out_.append(word.substr(0, at)).append(" ");
        out_ += word;
    }

    void add_preformatted(std::string_view text) {
        for (char c : text) {
            if (c == '\r') continue;
            if (c == '\n') {
                line_break();
                continue;
            }
            if (newlines_ > 0 || at_line_start_ || out_.empty()) begin_text();
            out_ += c;
        }
    }

    TextOptions options_;
    std::string_view html_;
    std::size_t source_ = 0;  // of what is being read
    std::vector<Beginning> beginnings_;
    std::string out_, href_;
    std::size_t link_start_ = 0;
    std::vector<int> quote_boxes_;  // depths at which they opened
    int box_depth_ = 0;
    int quote_depth_ = 0, pre_depth_ = 0, newlines_ = 0;
    bool space_ = false, at_line_start_ = false;
};

}  // namespace

std::string html_to_text(std::string_view html, const TextOptions& options) { return TextWriter(options).write(html).text; }

SourcedText html_to_sourced_text(std::string_view html, const TextOptions& options) { return TextWriter(options).write(html); }

std::string declared_charset(std::string_view html) {
    Tokens tokens(html.substr(0, 4096));
    for (auto token = tokens.next(); token.kind != Token::Kind::end; token = tokens.next()) {
        if (token.kind != Token::Kind::open || !is_tag(token.name, "meta")) continue;
        if (auto charset = attribute(token.attributes, "charset"); !charset.empty()) return charset;
        auto content = attribute(token.attributes, "content");
        std::ranges::transform(content, content.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        if (auto at = content.find("charset="); at != std::string::npos)
            return content.substr(at + 8, content.find_first_of(" ;", at + 8) - at - 8);
    }
    return {};
}

}  // namespace goodhost::html
