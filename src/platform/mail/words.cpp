#include "platform/mail/words.hpp"

#include <cstdint>
#include <optional>

#include "platform/mail/ascii.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/encodings.hpp"

namespace goodhost::mail {
namespace {

struct EncodedWord {
    std::string charset;
    char encoding = 'b';
    std::string bytes;
    std::size_t length = 0;  // in the source
};

std::optional<EncodedWord> read_encoded_word(std::string_view text) {
    if (!text.starts_with("=?")) return std::nullopt;
    auto charset_end = text.find('?', 2);
    if (charset_end == std::string_view::npos || charset_end > 64 || charset_end + 3 > text.size()) return std::nullopt;
    char encoding = to_lower(text[charset_end + 1]);
    if ((encoding != 'q' && encoding != 'b') || text[charset_end + 2] != '?') return std::nullopt;
    auto begin = charset_end + 3;
    auto end = text.find("?=", begin);
    EncodedWord word;
    if (end == std::string_view::npos) {
        // Cut off in the middle of a header: what stands there up to the next space is still text.
        end = std::min(text.find_first_of(" \t", begin), text.size());
        if (end == begin) return std::nullopt;
        word.length = end;
        if (text[end - 1] == '?') --end;
    } else {
        word.length = end + 2;
    }
    word.charset = lower(text.substr(2, charset_end - 2));
    if (auto language = word.charset.find('*'); language != std::string::npos) word.charset.resize(language);
    word.encoding = encoding;
    auto body = text.substr(begin, end - begin);
    word.bytes = encoding == 'q' ? decode_q_word(body) : decode_base64(body);
    return word;
}

bool is_blank(std::string_view text) { return trim(text).empty(); }

// Adjacent words of one charset are joined before conversion, as a character may be split between them.
class WordJoiner {
  public:
    void add(EncodedWord word) {
        if (word.charset != charset_) flush();
        charset_ = std::move(word.charset);
        bytes_ += word.bytes;
    }
    void add_plain(std::string_view text) {
        flush();
        if (!text.empty()) out_ += decode_text(text, "").text;
    }
    std::string take() {
        flush();
        return std::move(out_);
    }

  private:
    void flush() {
        if (!bytes_.empty()) out_ += decode_text(bytes_, charset_).text;
        bytes_.clear();
        charset_.clear();
    }
    std::string out_, bytes_, charset_;
};

void skip_comment(std::string_view& text) {
    int depth = 0;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '(')
            ++depth;
        else if (text[i] == ')' && --depth == 0)
            break;
    }
    text.remove_prefix(std::min(text.size(), i + 1));
}

void skip_space_and_comments(std::string_view& text) {
    for (;;) {
        text = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        if (text.empty() || text.front() != '(') return;
        skip_comment(text);
    }
}

std::string take_quoted(std::string_view& text) {
    std::string out;
    std::size_t i = 1;
    for (; i < text.size() && text[i] != '"'; ++i) {
        // A backslash before anything but a quote or itself is a Windows path, not an escape.
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\')) ++i;
        out += text[i];
    }
    text.remove_prefix(std::min(text.size(), i + 1));
    return out;
}

// A semicolon ends an unquoted value only when a parameter follows: `name=a;b 2.pdf` is written by real programs.
std::size_t unquoted_end(std::string_view text) {
    for (std::size_t at = 0; (at = text.find(';', at)) != std::string_view::npos; ++at) {
        auto rest = text.substr(at + 1);
        rest = rest.substr(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
        if (rest.empty()) return at;
        auto name_end = rest.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-*_");
        if (name_end == std::string_view::npos || name_end == 0) continue;
        auto after = rest.substr(name_end);
        after = after.substr(std::min(after.find_first_not_of(" \t"), after.size()));
        if (after.starts_with('=')) return at;
    }
    return text.size();
}

std::string percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low < 0)
            out += text[i];
        else
            out += static_cast<char>(high * 16 + low), i += 2;
    }
    return out;
}

struct RawParameter {
    std::string value;
    bool extended = false;  // percent-encoded
};
using Segments = std::map<int, RawParameter>;

// RFC 2231: `name*0*=charset'language'...; name*1*=...`; a missing number ends the value.
std::string join_segments(const Segments& segments) {
    std::string charset, bytes;
    bool extended = false;
    for (int number = 0; const auto& [index, piece] : segments) {
        if (index >= 0 && index != number++) break;
        std::string_view value = piece.value;
        if (piece.extended && number <= 1) {
            auto first = value.find('\''), second = first == std::string_view::npos ? first : value.find('\'', first + 1);
            if (second != std::string_view::npos) {
                charset = value.substr(0, first);
                value.remove_prefix(second + 1);
            }
        }
        extended |= piece.extended;
        bytes += piece.extended ? percent_decode(value) : std::string(value);
    }
    return extended ? decode_text(bytes, charset).text : decode_words(bytes);
}

void store(std::map<std::string, Segments>& found, std::string name, std::string value) {
    RawParameter piece{std::move(value), false};
    int index = -1;
    if (name.ends_with('*')) piece.extended = true, name.pop_back();
    if (auto star = name.find('*'); star != std::string::npos) {
        index = 0;
        for (char c : std::string_view(name).substr(star + 1))
            if (is_digit(c) && index < 1000) index = index * 10 + (c - '0');
        name.resize(star);
    }
    auto& segments = found[name];
    // An extended value wins over a plain one of the same name, the first of two equals wins.
    if (index == -1 && segments.contains(-1) && !piece.extended) return;
    if (index == -1 && piece.extended) segments.clear();
    if (index >= 0 && segments.contains(-1) && !segments[-1].extended) segments.clear();
    segments.try_emplace(index, std::move(piece));
}

}  // namespace

std::string unfold(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\r' && raw[i] != '\n') {
            out += raw[i];
            continue;
        }
        if (raw[i] == '\r' && (i + 1 == raw.size() || raw[i + 1] != '\n')) out += ' ';
    }
    return std::string(trim(out));
}

std::string decode_words(std::string_view text) {
    WordJoiner joiner;
    bool last_was_word = false;
    while (!text.empty()) {
        auto at = text.find("=?");
        auto plain = text.substr(0, at);
        auto word = at == std::string_view::npos ? std::nullopt : read_encoded_word(text.substr(at));
        if (at != std::string_view::npos && !word) plain = text.substr(0, at + 2);
        if (!(word && last_was_word && is_blank(plain))) joiner.add_plain(plain);
        text.remove_prefix(plain.size() + (word ? word->length : 0));
        last_was_word = word.has_value() || (last_was_word && is_blank(plain));
        if (word) joiner.add(std::move(*word));
    }
    return joiner.take();
}

ParameterisedValue parse_parameters(std::string_view text) {
    ParameterisedValue out;
    skip_space_and_comments(text);
    auto value_end = std::min(text.find_first_of(";("), text.size());
    out.value = lower(valid_utf8(trim(text.substr(0, value_end))));
    text.remove_prefix(value_end);
    std::map<std::string, Segments> found;
    while (found.size() < 200) {
        skip_space_and_comments(text);
        if (!text.empty() && text.front() == ';') {
            text.remove_prefix(1);
            continue;
        }
        if (text.empty()) break;
        auto name_end = std::min(text.find_first_of("=;"), text.size());
        auto name = lower(trim(text.substr(0, name_end)));
        text.remove_prefix(name_end);
        if (text.empty() || text.front() == ';') continue;
        text.remove_prefix(1);
        skip_space_and_comments(text);
        if (text.starts_with('"')) {
            store(found, name, take_quoted(text));
            text.remove_prefix(std::min(text.find(';'), text.size()));
        } else {
            auto end = unquoted_end(text);
            store(found, name, std::string(trim(text.substr(0, end))));
            text.remove_prefix(end);
        }
    }
    for (const auto& [name, segments] : found) out.parameters[name] = join_segments(segments);
    return out;
}

}  // namespace goodhost::mail
