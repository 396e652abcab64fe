#include "platform/mail/reply.hpp"

#include <algorithm>
#include <vector>

#include "platform/html/sanitise_text.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/reply_phrases.hpp"

namespace goodhost::mail {
namespace {

constexpr std::size_t max_signature_lines = 12;

enum class Kind : char {
    text = 't',
    empty = 'e',
    delimiter = 'd',  // a line of dashes and the like
    separator = 'b',  // introduces a quoted message
    quote = 'q',
    header = 'h',  // of a quoted message
    device = 's'
};

struct Line {
    std::string text;
    Kind kind = Kind::text;
    bool kept = true;
    bool is_signature = false;
    std::size_t number = 0;  // in the text; an introduction that was joined has its first one's
};

std::string_view without_marks(std::string_view line) {
    while (!line.empty() && (line.front() == '>' || line.front() == ' ')) line.remove_prefix(1);
    return line;
}

// "Kim> words" and "| words", as some programs mark what they quote, become "> words".
std::string with_usual_mark(std::string_view line) {
    if (line.starts_with('|') && line.find('|', 1) == std::string_view::npos) return ">" + std::string(line.substr(1));
    std::size_t letters = 0;
    while (letters < line.size() && letters < 12 && is_alpha(line[letters])) ++letters;
    if (letters > 0 && letters < line.size() && line[letters] == '>') line.remove_prefix(letters);
    return std::string(line);
}

bool is_delimiter(std::string_view line) {
    line = trim(line);
    std::size_t marks = 0;
    while (!line.empty()) {
        std::size_t size = std::string_view("-_=+~#*").find(line.front()) != std::string_view::npos  ? 1
                           : line.starts_with("—") || line.starts_with("–") || line.starts_with("ᐧ") ? 3
                                                                                                     : 0;
        if (size == 0) return false;
        marks += size;
        line.remove_prefix(size);
    }
    return marks >= 2;
}

Kind kind_of(std::string_view line) {
    if (trim(line).empty()) return Kind::empty;
    if (is_original_separator(line) || is_quote_introduction(line)) return Kind::separator;
    if (line.front() == '>' || trim(line).front() == '>') return Kind::quote;
    if (is_delimiter(line)) return Kind::delimiter;
    if (is_device_signature(line)) return Kind::device;
    if (is_quoted_header(line)) return Kind::header;
    return Kind::text;
}

class Trimmer {
  public:
    explicit Trimmer(std::string_view text) {
        for (auto line : split_lines(text)) {
            while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
            lines_.push_back({.text = std::string(line), .number = lines_.size()});
        }
        join_introductions();
        bool introduced = false;
        for (auto& line : lines_) {
            if (introduced) line.text = with_usual_mark(line.text);
            line.kind = kind_of(line.text);
            introduced |= line.kind == Kind::separator;
        }
        settle_delimiters();
    }

    Reply trim_all() {
        cut_signature();
        drop_all(Kind::device);
        if (!keep_answer_below()) cut_unmarked_quote();
        cut_trailing(quotes_and_headers);
        drop_all(Kind::separator);
        join_headers();
        cut_header_block();
        cut_trailing("eq");
        cut_last_rule();
        return result();
    }

  private:
    static constexpr std::string_view quotes_and_headers = "qbeh";

    // An introduction that a mail program broke into up to four lines becomes one.
    void join_introductions() {
        std::vector<Line> joined;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            std::string text = lines_[i].text;
            std::size_t used = 0;
            if (begins_introduction(text) && !is_quote_introduction(text)) {
                for (std::size_t k = i + 1; k < std::min(i + 4, lines_.size()) && text.size() < 400; ++k) {
                    const bool quoted = lines_[i].text.starts_with('>');
                    auto more = quoted ? without_marks(lines_[k].text) : std::string_view(lines_[k].text);
                    if (trim(more).empty()) break;
                    text.append(" ").append(quoted ? lines_[k].text : std::string(more));
                    if (!is_quote_introduction(text)) continue;
                    used = k - i;
                    break;
                }
            }
            joined.push_back({.text = used ? text : lines_[i].text, .number = lines_[i].number});
            i += used;
        }
        lines_ = std::move(joined);
    }

    // A line under words is an underline, and what a long text follows is a rule inside it: neither ends the reply.
    void settle_delimiters() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (lines_[i].kind != Kind::delimiter || lines_[i].text == "--") continue;
            const bool underlines = i > 0 && lines_[i - 1].kind == Kind::text;
            if (underlines) lines_[i].kind = Kind::text;
        }
        std::size_t words_below = 0;
        for (std::size_t i = lines_.size(); i-- > 0;) {
            auto& line = lines_[i];
            if (line.kind == Kind::text) ++words_below;
            if (line.kind == Kind::separator || line.kind == Kind::quote) words_below = 0;
            if (line.kind == Kind::delimiter && words_below > max_signature_lines) line.kind = Kind::text;
        }
    }

    std::size_t size() const { return lines_.size(); }
    bool is(std::size_t i, std::string_view kinds) const {
        return lines_[i].kept && kinds.find(static_cast<char>(lines_[i].kind)) != std::string_view::npos;
    }
    void drop(std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i) lines_[i].kept = false;
    }
    void drop_all(Kind kind) {
        for (auto& line : lines_)
            if (line.kind == kind) {
                line.kept = false;
                line.is_signature |= kind == Kind::device;
            }
    }
    // Kept lines are always looked at without the gaps that were cut out before.
    std::vector<std::size_t> kept() const {
        std::vector<std::size_t> out;
        for (std::size_t i = 0; i < size(); ++i)
            if (lines_[i].kept) out.push_back(i);
        return out;
    }

    void cut_signature() {
        std::size_t at = 0;
        while (at < size() && lines_[at].kind != Kind::delimiter) ++at;
        if (at == size()) return;
        // Somebody answers below the quotation of a mail that had a signature.
        bool ended = false;
        for (std::size_t i = at; i < size(); ++i) {
            if (lines_[i].kind == Kind::separator || lines_[i].kind == Kind::quote) ended = true;
            lines_[i].is_signature = !ended;
        }
        drop(at, size());
    }

    // Only quotation above, only words below: those are the reply.
    bool keep_answer_below() {
        const auto at = kept();
        if (at.empty() || !is(at.front(), "b")) return false;
        std::size_t words = at.size();
        while (words > 0 && is(at[words - 1], "te")) --words;
        while (words < at.size() && is(at[words], "e")) ++words;
        const bool above =
            std::ranges::none_of(at.begin(), at.begin() + static_cast<std::ptrdiff_t>(words), [&](std::size_t i) { return is(i, "t"); });
        if (words == at.size() || words < 2 || !above) return false;
        drop(0, at[words]);
        return true;
    }

    // An introduction after which no line is marked as quoted: the whole rest is the quotation.
    void cut_unmarked_quote() {
        const auto at = kept();
        std::size_t from = 0;
        for (std::size_t i = 0; i < at.size(); ++i)
            if (is(at[i], "q")) from = i + 1;
        for (std::size_t i = from; i < at.size(); ++i) {
            if (!is(at[i], "b")) continue;
            std::size_t before = i;
            while (before > 0 && is(at[before - 1], "e")) --before;
            if (before > 0 && is(at[before - 1], "t")) return drop(at[i], size());
        }
    }

    // Lines of these kinds at the end, when words stand before them.
    void cut_trailing(std::string_view kinds) {
        const auto at = kept();
        std::size_t end = at.size();
        while (end > 0 && is(at[end - 1], kinds)) --end;
        const bool has_words =
            std::ranges::any_of(at.begin(), at.begin() + static_cast<std::ptrdiff_t>(end), [&](std::size_t i) { return is(i, "t"); });
        const bool only_quotes = end == 0 && kinds == quotes_and_headers;
        if (end < at.size() && (has_words || only_quotes)) drop(at[end], size());
    }

    // The rule that a mail program drew above a header block which was cut.
    void cut_last_rule() {
        const auto at = kept();
        std::size_t end = at.size();
        while (end > 0 && (is(at[end - 1], "e") || is_delimiter(lines_[at[end - 1]].text))) --end;
        if (end > 0 && end < at.size()) drop(at[end], size());
    }

    // A header that goes on in the next line.
    void join_headers() {
        for (std::size_t i = 1; i + 1 < size(); ++i)
            if (is(i, "t") && is(i - 1, "h") && is(i + 1, "h")) lines_[i].kind = Kind::header;
    }

    // Three headers in a row begin a quoted message; two are at least no words of the sender. One alone may well be.
    void cut_header_block() {
        bool words = false;
        for (std::size_t i = 0; i < size(); ++i) {
            if (is(i, "t")) words = true;
            std::size_t end = i;
            while (end < size() && is(end, "h")) ++end;
            if (end - i >= 3 && words) return drop(i, size());
            if (end - i >= 2) drop(i, end);
            if (end > i) i = end - 1;
        }
    }

    static void append(std::string& out, const std::string& line) { out.append(line).append("\n"); }
    static std::string without_empty_ends(const std::string& text) {
        auto begin = text.find_first_not_of(" \t\n"), end = text.find_last_not_of(" \t\n");
        if (begin == std::string::npos) return {};
        begin = text.rfind('\n', begin);
        begin = begin == std::string::npos ? 0 : begin + 1;
        return text.substr(begin, end + 1 - begin);
    }

    Reply result() const {
        Reply reply;
        for (const auto& line : lines_) {
            append(line.kept ? reply.reply_text : reply.quoted_text, line.text);
            if (line.is_signature && line.kind != Kind::delimiter) append(reply.signature, line.text);
        }
        for (auto* text : {&reply.reply_text, &reply.quoted_text, &reply.signature}) *text = without_empty_ends(*text);
        set_bounds(reply);
        return reply;
    }

    void set_bounds(Reply& reply) const {
        auto says = [](const Line& line) { return line.kept && line.kind != Kind::empty; };
        const auto first = std::ranges::find_if(lines_, says);
        if (first == lines_.end()) return;
        reply.first_line = first->number;
        const auto behind = std::find_if(lines_.rbegin(), lines_.rend(), says).base();
        if (behind != lines_.end()) reply.line_behind = behind->number;
    }

    std::vector<Line> lines_;
};

}  // namespace

Reply trim_reply(std::string_view text) { return Trimmer(text).trim_all(); }

Reply trim_reply_html(std::string_view html) {
    return trim_reply(html::html_to_text(html, {.keep_links = false, .mark_quote_containers = true}));
}

Reply read_reply(const Message& message) {
    if (!message.text_body.empty()) return trim_reply(message.text_body_unflowed.empty() ? message.text_body : message.text_body_unflowed);
    return trim_reply_html(message.html_body);
}

}  // namespace goodhost::mail
