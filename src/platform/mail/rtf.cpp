#include "platform/mail/rtf.hpp"

#include <charconv>

#include "platform/html/sanitise_tokens.hpp"

namespace goodhost::mail {
namespace {

constexpr std::size_t max_depth = 200;

// Groups whose content is no text: tables of fonts and colours, pictures, and everything marked with \*.
bool is_hidden(std::string_view word) {
    return word == "fonttbl" || word == "colortbl" || word == "stylesheet" || word == "info" || word == "pict" || word == "object" ||
           word == "header" || word == "footer" || word == "*";
}

class RtfReader {
  public:
    explicit RtfReader(std::string_view rtf) : rtf_(rtf) {}

    std::string read() {
        for (at_ = 0; at_ < rtf_.size();) step(rtf_[at_]);
        return std::move(out_);
    }

  private:
    void step(char c) {
        if (c == '\\') return control();
        ++at_;
        if (c == '{') {
            ++depth_;
        } else if (c == '}') {
            if (depth_ > 0) --depth_;
            if (depth_ < hidden_from_) hidden_from_ = max_depth;
        } else if (c != '\r' && c != '\n') {
            put(c);
        }
    }

    void control() {
        if (++at_ >= rtf_.size()) return;
        const char c = rtf_[at_];
        if (c == '\'') {
            int value = 63;
            if (at_ + 2 < rtf_.size()) std::from_chars(rtf_.data() + at_ + 1, rtf_.data() + at_ + 3, value, 16);
            at_ = std::min(rtf_.size(), at_ + 3);
            return put_character(value);
        }
        if (!((c | 32) >= 'a' && (c | 32) <= 'z')) {
            ++at_;
            if (c == '*')
                hide();
            else if (c == '~')
                put(' ');
            else if (c == '\\' || c == '{' || c == '}')
                put(c);
            return;
        }
        const std::size_t start = at_;
        while (at_ < rtf_.size() && (rtf_[at_] | 32) >= 'a' && (rtf_[at_] | 32) <= 'z') ++at_;
        auto word = rtf_.substr(start, at_ - start);
        int value = 0;
        auto parsed = std::from_chars(rtf_.data() + at_, rtf_.data() + rtf_.size(), value);
        at_ = static_cast<std::size_t>(parsed.ptr - rtf_.data());
        if (at_ < rtf_.size() && rtf_[at_] == ' ') ++at_;
        apply(word, value);
    }

    void apply(std::string_view word, int value) {
        if (is_hidden(word)) return hide();
        if (word == "par" || word == "line") put('\n');
        if (word == "tab") put('\t');
        if (word == "u") {
            put_character(value < 0 ? value + 65536 : value);
            // The character that follows stands for readers without Unicode.
            if (at_ < rtf_.size() && rtf_[at_] != '\\' && rtf_[at_] != '{' && rtf_[at_] != '}') ++at_;
        }
    }

    void hide() {
        if (hidden_from_ > depth_) hidden_from_ = depth_;
    }
    void put(char c) {
        if (depth_ < hidden_from_) out_ += c;
    }
    void put_character(int value) {
        if (depth_ < hidden_from_) out_ += html::decode_entities("&#" + std::to_string(value) + ";");
    }

    std::string_view rtf_;
    std::size_t at_ = 0, depth_ = 0, hidden_from_ = max_depth;
    std::string out_;
};

}  // namespace

std::string rtf_to_text(std::string_view rtf) { return RtfReader(rtf).read(); }

}  // namespace goodhost::mail
