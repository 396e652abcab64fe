#include "platform/mail/large_parts.hpp"

#include <algorithm>
#include <array>

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/random.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/net/spool.hpp"

namespace goodhost::mail {

namespace {

constexpr std::size_t longest_head = 64 * 1024;
/// More than any message that people send has; each costs a look at its head.
constexpr int most_boundaries = 2000;

/// Bytes of base64 lines to bytes, piece by piece; what is no digit is passed over, as parsers do.
class Decoder {
  public:
    explicit Decoder(net::SpoolFile& out) : out_(out) {}

    void take(std::string_view text) {
        for (const char c : text) {
            const auto value = digits[static_cast<unsigned char>(c)];
            if (value < 0 || ended_) {
                ended_ |= c == '=';
                continue;
            }
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
        return table;
    }();
    net::SpoolFile& out_;
    std::string piece_;
    std::uint32_t bits_ = 0;
    int held_ = 0;
    bool ended_ = false;
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

/// What the parser looks into itself: words, containers of Outlook's, signed messages.
bool is_for_the_parser(std::string_view head) {
    auto type = field(head, "Content-Type:"), disposition = field(head, "Content-Disposition:");
    if (starts_nocase(type, "text/")) return !starts_nocase(disposition, "attachment");
    return contains_nocase(type, "ms-tnef") || contains_nocase(type, "pkcs7-mime") || contains_nocase(type, "winmail.dat") ||
           contains_nocase(disposition, "winmail.dat");
}

/// The boundary line at `at`, without its end.
std::string_view delimiter_at(std::string_view raw, std::size_t at) {
    auto line = raw.substr(at, raw.find('\n', at) - at);
    while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
    return line;
}

/// A part: its boundary line, its head, and where the next boundary stands.
struct Span {
    std::size_t begin = 0, body = 0, end = 0;
};

/// Walks over the parts, and says now and then that what was read is not needed in memory.
class Walk {
  public:
    Walk(std::string_view raw, const LightenOptions& options) : raw_(raw), options_(options) {}

    /// Where the next line that begins like a boundary stands, from `at` on; the end where there is none.
    std::size_t next_boundary(std::size_t at) {
        while (at < raw_.size()) {
            if (raw_.substr(at).starts_with("--")) return at;
            auto end = raw_.find('\n', at);
            if (end == std::string_view::npos) break;
            at = end + 1;
            pass(at);
        }
        return raw_.size();
    }

    Span span_at(std::size_t at) {
        Span span{at, end_of_head(raw_, at), 0};
        // The last before the head is the part's own: others are lines of a text, such as the one before a signature.
        for (auto later = next_boundary(at + 2); later < span.body; later = next_boundary(later + 2)) span.begin = later;
        span.end = next_boundary(std::max(span.body, span.begin + 2));
        return span;
    }

    /// Behind an attached message, which belongs to its own bytes.
    std::size_t behind_message(const Span& span) {
        auto delimiter = delimiter_at(raw_, span.begin);
        auto at = span.end;
        while (at < raw_.size() && !raw_.substr(at).starts_with(delimiter)) at = next_boundary(at + 2);
        return at;
    }

    void pass(std::size_t at) {
        if (!options_.passed || (at >= passed_ && at - passed_ < piece)) return;
        passed_ = at;
        options_.passed();
    }

    static constexpr std::size_t piece = 1 << 20;

  private:
    const std::string_view raw_;
    const LightenOptions& options_;
    std::size_t passed_ = 0;
};

void take_out(std::string_view base64, const std::string& folder, const LightenOptions& options, Lightened& light) {
    auto& part = light.parts.emplace_back();
    part.word = "goodhost-large-part-" + crypto::random_token(128);
    part.bytes = std::make_shared<net::SpoolFile>(folder);
    Decoder decoder(*part.bytes);
    for (; !base64.empty(); base64.remove_prefix(std::min(Walk::piece, base64.size()))) {
        decoder.take(base64.substr(0, Walk::piece));
        if (options.passed) options.passed();
    }
    decoder.flush();
    light.text.append(crypto::base64(part.word)).append("\r\n");
}

}  // namespace

const Lightened::Part* Lightened::find(std::string_view content) const {
    auto found = std::ranges::find_if(parts, [&](const Part& part) { return part.word == content; });
    return found == parts.end() ? nullptr : &*found;
}

std::unique_ptr<Lightened> lighten(std::string_view raw, const std::string& folder, const LightenOptions& options) {
    if (raw.size() <= options.large) return nullptr;
    auto light = std::make_unique<Lightened>();
    Walk walk(raw, options);
    std::size_t kept = 0;
    int boundaries = 0;
    for (auto at = walk.next_boundary(0); at < raw.size() && ++boundaries <= most_boundaries;) {
        const auto span = walk.span_at(at);
        const auto head = raw.substr(span.begin, span.body - span.begin);
        at = span.end;
        if (starts_nocase(field(head, "Content-Type:"), "message/")) {
            at = walk.behind_message(span);
        } else if (span.end - span.body > options.large && equals_nocase(field(head, "Content-Transfer-Encoding:"), "base64") &&
                   !is_for_the_parser(head)) {
            light->text.append(raw.substr(kept, span.body - kept));
            take_out(raw.substr(span.body, span.end - span.body), folder, options, *light);
            kept = span.end;
        }
    }
    if (light->parts.empty()) return nullptr;
    light->text.append(raw.substr(kept));
    return light;
}

}  // namespace goodhost::mail
