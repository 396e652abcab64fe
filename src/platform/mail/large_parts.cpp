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

/// Where the line that begins a boundary stands, from `at` on; the end where there is none.
std::size_t next_boundary(std::string_view raw, std::size_t at) {
    while (at < raw.size()) {
        if (raw.substr(at).starts_with("--")) return at;
        auto end = raw.find('\n', at);
        if (end == std::string_view::npos) break;
        at = end + 1;
    }
    return raw.size();
}

/// Behind the empty line that ends a head; `at` when there is none near.
std::size_t end_of_head(std::string_view raw, std::size_t at) {
    auto near = raw.substr(at, longest_head);
    auto crlf = near.find("\r\n\r\n"), lf = near.find("\n\n");
    if (crlf < lf) return at + crlf + 4;
    return lf == std::string_view::npos ? at : at + lf + 2;
}

bool has_field(std::string_view head, std::string_view name, std::string_view value) {
    for (std::size_t at = 0; at < head.size();) {
        auto end = std::min(head.find('\n', at), head.size());
        auto line = head.substr(at, end - at);
        at = end + 1;
        if (!starts_nocase(line, name)) continue;
        if (starts_nocase(trim(line.substr(name.size())), value)) return true;
    }
    return false;
}

}  // namespace

const Lightened::Part* Lightened::find(std::string_view content) const {
    auto found = std::ranges::find_if(parts, [&](const Part& part) { return part.word == content; });
    return found == parts.end() ? nullptr : &*found;
}

std::unique_ptr<Lightened> lighten(std::string_view raw, const std::string& folder, std::size_t large) {
    if (raw.size() <= large) return nullptr;
    auto light = std::make_unique<Lightened>();
    std::size_t kept = 0;
    int boundaries = 0;
    for (auto at = next_boundary(raw, 0); at < raw.size() && ++boundaries <= most_boundaries;) {
        const auto body = end_of_head(raw, at);
        const auto head = raw.substr(at, body - at);
        // What stands in an attached message belongs to its bytes.
        if (has_field(head, "Content-Type:", "message/")) return nullptr;
        const auto next = next_boundary(raw, std::max(body, at + 2));
        if (next - body > large && has_field(head, "Content-Transfer-Encoding:", "base64")) {
            auto& part = light->parts.emplace_back();
            part.word = "goodhost-large-part-" + crypto::random_token(128);
            part.bytes = std::make_shared<net::SpoolFile>(folder);
            Decoder decoder(*part.bytes);
            decoder.take(raw.substr(body, next - body));
            decoder.flush();
            light->text.append(raw.substr(kept, body - kept)).append(crypto::base64(part.word)).append("\r\n");
            kept = next;
        }
        at = next;
    }
    if (light->parts.empty()) return nullptr;
    light->text.append(raw.substr(kept));
    return light;
}

}  // namespace goodhost::mail
