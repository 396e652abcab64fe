#include "platform/mail/large_parts.hpp"

#include <algorithm>
#include <array>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/random.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/words.hpp"
#include "platform/net/spool.hpp"

namespace goodhost::mail {

namespace {

constexpr std::size_t longest_head = 64 * 1024;
/// Lines with dashes: more than any message that people send has; each may cost a look at a head.
constexpr int most_lines = 2000;
constexpr std::size_t most_nested = 40;

/// Bytes of base64 lines to bytes, piece by piece; what is no digit is passed over, as parsers do.
class Decoder {
  public:
    explicit Decoder(net::SpoolFile& out) : out_(out) {}

    void take(std::string_view text) {
        for (const char c : text) {
            const auto value = digits[static_cast<unsigned char>(c)];
            // Padding begins a new group: several encodings may stand one behind the other.
            if (c == '=') held_ = 0;
            if (value < 0) continue;
            bits_ = bits_ << 6 | static_cast<std::uint32_t>(value);
            if ((held_ += 6) < 8) continue;
            held_ -= 8;
            piece_ += static_cast<char>(bits_ >> held_ & 0xFF);
            if (piece_.size() >= piece_size) flush();
        }
    }
    void flush() {
        out_.write(piece_);
        piece_.clear();
    }

  private:
    static constexpr std::size_t piece_size = 64 * 1024;
    static constexpr auto digits = [] {
        std::array<signed char, 256> table{};
        table.fill(-1);
        constexpr std::string_view all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (std::size_t i = 0; i < all.size(); ++i) table[static_cast<unsigned char>(all[i])] = static_cast<signed char>(i);
        // The alphabet of addresses, which careless programs take (RFC 4648 section 5).
        table['-'] = 62;
        table['_'] = 63;
        return table;
    }();
    net::SpoolFile& out_;
    std::string piece_;
    std::uint32_t bits_ = 0;
    int held_ = 0;
};

/// Behind the empty line that ends a head; `at` when there is none near.
std::size_t end_of_head(std::string_view raw, std::size_t at) {
    auto near = raw.substr(at, longest_head);
    auto crlf = near.find("\r\n\r\n"), lf = near.find("\n\n");
    if (crlf < lf) return at + crlf + 4;
    return lf == std::string_view::npos ? at : at + lf + 2;
}

/// A field's value, unfolded; empty where it is missing. `name` ends in its colon.
std::string field(std::string_view head, std::string_view name) {
    std::string value;
    bool ours = false;
    for (std::size_t at = 0; at < head.size();) {
        auto end = std::min(head.find('\n', at), head.size());
        auto line = head.substr(at, end - at);
        at = end + 1;
        const bool folded = line.starts_with(' ') || line.starts_with('\t');
        if (!folded && ours) break;
        ours |= !folded && starts_nocase(line, name);
        if (ours) value.append(trim(folded ? line : line.substr(name.size()))).append(" ");
    }
    return std::string(trim(value));
}

/// What the parser looks into itself, if it is not too large for that: words, containers of Outlook's, signed messages.
bool is_for_the_parser(std::string_view head, bool unpacked) {
    auto type = field(head, "Content-Type:"), disposition = field(head, "Content-Disposition:");
    // Without a type of its own a part is text.
    const bool is_text = type.find('/') == std::string::npos || starts_nocase(type, "text/");
    if (is_text) return !starts_nocase(disposition, "attachment");
    if (starts_nocase(type, "multipart/")) return true;
    return unpacked && (contains_nocase(type, "ms-tnef") || contains_nocase(type, "pkcs7-mime") || contains_nocase(type, "winmail.dat") ||
                        contains_nocase(disposition, "winmail.dat"));
}

/// `boundary="x-1"` of a multipart's type; empty where there is none.
std::string boundary_of(std::string_view type) {
    auto read = parse_parameters(type);
    auto boundary = read.parameters.find("boundary");
    return read.value.starts_with("multipart/") && boundary != read.parameters.end() ? boundary->second : std::string();
}

/// A part: its boundary line, its head, and where the next line with dashes stands.
struct Span {
    std::size_t begin = 0, body = 0, end = 0;
};

/// From line `first` on only fields, and none of those that count twice: else readers differ on what the part is.
bool is_well_formed(std::string_view head, std::size_t first) {
    auto lines = split_lines(head);
    std::size_t types = 0, encodings = 0;
    for (auto i = first; i < lines.size() && !lines[i].empty(); ++i) {
        const auto line = lines[i];
        if (i > first && (line.starts_with(' ') || line.starts_with('\t'))) continue;
        const auto name = line.substr(0, line.find(':'));
        if (name.size() == line.size() || name.empty() || !std::ranges::all_of(name, [](char c) { return c > ' ' && c < 127; }))
            return false;
        types += equals_nocase(name, "Content-Type");
        encodings += equals_nocase(name, "Content-Transfer-Encoding");
    }
    return types <= 1 && encodings <= 1;
}

bool is_large_file(std::string_view head, const Span& span, const LightenOptions& options) {
    const auto size = span.end - span.body;
    return size > options.large && equals_nocase(field(head, "Content-Transfer-Encoding:"), "base64") &&
           !is_for_the_parser(head, size <= options.unpacked);
}

/// Walks over the parts, and says now and then that what was read is not needed in memory.
class Walk {
  public:
    Walk(std::string_view raw, const LightenOptions& options) : raw_(raw), options_(options) {}

    /// Where the next line that begins with dashes stands, from `at` on; the end where there is none.
    std::size_t next_dashes(std::size_t at) {
        while (at < raw_.size()) {
            if (raw_.substr(at).starts_with("--")) return at;
            at = behind_line(at);
            pass(at);
        }
        return raw_.size();
    }

    enum class Line { other, part, end };
    /// What stands at `at`: the boundary of a multipart that is open, its end, or neither.
    Line line_at(std::size_t at) const { return found_at(at).line; }
    /// The same, and closes what ended with it.
    Line enter(std::size_t at) {
        const auto found = found_at(at);
        if (found.line != Line::other) open_.resize(found.level + (found.line == Line::part ? 1 : 0));
        return found.line;
    }

    /// The part whose boundary stands at `at`.
    Span span_at(std::size_t at) {
        const auto body = end_of_head(raw_, at);
        return {at, body, next_dashes(std::max(body, behind_line(at)))};
    }

    /// Behind an attached message, which belongs to its own bytes.
    std::size_t behind_message(const Span& span) {
        auto at = span.end;
        while (at < raw_.size() && line_at(at) == Line::other) at = next_dashes(behind_line(at));
        return at;
    }

    void note(std::string_view type) {
        auto boundary = boundary_of(type);
        if (!boundary.empty() && open_.size() < most_nested) open_.push_back(std::move(boundary));
    }

    std::size_t behind_line(std::size_t at) const {
        auto end = raw_.find('\n', at);
        return end == std::string_view::npos ? raw_.size() : end + 1;
    }

    void pass(std::size_t at) {
        if (!options_.passed || (at >= passed_ && at - passed_ < piece)) return;
        passed_ = at;
        options_.passed();
    }

    static constexpr std::size_t piece = 1 << 20;

  private:
    struct Found {
        Line line = Line::other;
        std::size_t level = 0;
    };
    Found found_at(std::size_t at) const {
        auto line = trim(raw_.substr(at, behind_line(at) - at));
        if (!line.starts_with("--")) return {};
        line.remove_prefix(2);
        for (auto level = open_.size(); level-- > 0;) {
            if (!line.starts_with(open_[level])) continue;
            const auto rest = line.substr(open_[level].size());
            if (rest.empty() || rest == "--") return {rest.empty() ? Line::part : Line::end, level};
        }
        return {};
    }

    const std::string_view raw_;
    const LightenOptions& options_;
    std::vector<std::string> open_;  ///< boundaries of the multiparts that are open, the innermost last
    std::size_t passed_ = 0;
};

/// Where the bytes of a part go, with a word for them in the text.
net::SpoolFile& new_part(const std::string& folder, Lightened& light) {
    auto& part = light.parts.emplace_back();
    part.word = "goodhost-large-part-" + crypto::random_token(128);
    part.bytes = std::make_shared<net::SpoolFile>(folder);
    light.text.append(crypto::base64(part.word)).append("\r\n");
    return *part.bytes;
}

void take_out(std::string_view base64, net::SpoolFile& file, const LightenOptions& options) {
    Decoder decoder(file);
    for (; !base64.empty(); base64.remove_prefix(std::min(Walk::piece, base64.size()))) {
        decoder.take(base64.substr(0, Walk::piece));
        if (options.passed) options.passed();
    }
    decoder.flush();
}

void copy_out(std::string_view bytes, net::SpoolFile& file, const LightenOptions& options) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(Walk::piece, bytes.size()))) {
        file.write(bytes.substr(0, Walk::piece));
        if (options.passed) options.passed();
    }
}

constexpr std::string_view head_of_message_file =
    "Content-Type: application/octet-stream; name=\"message.eml\"\r\n"
    "Content-Disposition: attachment; filename=\"message.eml\"\r\nContent-Transfer-Encoding: base64\r\n\r\n";

}  // namespace

const Lightened::Part* Lightened::find(std::string_view content) const {
    auto found = std::ranges::find_if(parts, [&](const Part& part) { return part.word == content; });
    return found == parts.end() ? nullptr : &*found;
}

std::unique_ptr<Lightened> lighten(std::string_view raw, const std::string& folder, const LightenOptions& options) {
    if (raw.size() <= options.large) return nullptr;
    auto light = std::make_unique<Lightened>();
    Walk walk(raw, options);
    const auto root = raw.substr(0, end_of_head(raw, 0));
    if (!is_well_formed(root, 0)) return nullptr;
    walk.note(field(root, "Content-Type:"));
    std::size_t kept = 0;
    int lines = 0;
    for (auto at = walk.next_dashes(0); at < raw.size() && ++lines <= most_lines;) {
        if (walk.enter(at) != Walk::Line::part) {
            at = walk.next_dashes(walk.behind_line(at));
            continue;
        }
        const auto span = walk.span_at(at);
        const auto head = raw.substr(at, span.body - at);
        if (!is_well_formed(head, 1)) return nullptr;
        const auto type = field(head, "Content-Type:");
        at = span.end;
        if (starts_nocase(type, "message/")) {
            at = walk.behind_message(span);
            if (at - span.body <= options.unpacked) continue;
            light->text.append(raw.substr(kept, walk.behind_line(span.begin) - kept)).append(head_of_message_file);
            copy_out(raw.substr(span.body, at - span.body), new_part(folder, *light), options);
            kept = at;
            continue;
        }
        if (is_large_file(head, span, options) && (at == raw.size() || walk.line_at(at) != Walk::Line::other)) {
            light->text.append(raw.substr(kept, span.body - kept));
            take_out(raw.substr(span.body, span.end - span.body), new_part(folder, *light), options);
            kept = span.end;
        }
        walk.note(type);
    }
    if (light->parts.empty()) return nullptr;
    light->text.append(raw.substr(kept));
    return light;
}

}  // namespace goodhost::mail
