#include "platform/mail/addresses.hpp"

#include <cstddef>

#include "platform/mail/ascii.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/words.hpp"

namespace goodhost::mail {
namespace {

constexpr std::size_t max_addresses = 2000;

// Collects the pieces of one mailbox until a separator is met.
struct Pieces {
    std::string words;    // everything outside angle brackets, quotes removed
    std::string comment;  // the last comment
    std::string route;    // inside angle brackets
    bool has_route = false;
    bool has_quotes = false;
    bool is_empty() const { return trim(words).empty() && !has_route && comment.empty(); }
};

class AddressReader {
  public:
    explicit AddressReader(std::string_view text) : text_(text) {}

    std::vector<Address> read() {
        while (at_ < text_.size() && found_.size() < max_addresses) step(text_[at_]);
        finish();
        return std::move(found_);
    }

  private:
    void step(char c) {
        if (c == '"') return read_quoted();
        if (c == '(') return read_comment();
        if (c == '<' && !pieces_.has_route) return read_route();
        ++at_;
        if (c == ',' || c == ';') {
            // A comma inside an unquoted `Lastname, Firstname <a@b>` belongs to the name.
            if (c == ',' && comma_is_in_name()) return void(pieces_.words += ", ");
            finish();
            if (c == ';') in_group_ = false;
        } else if (c == ':' && is_group_start()) {
            pieces_ = {};
            in_group_ = true;
        } else {
            pieces_.words += c;
        }
    }

    void read_quoted() {
        std::string out;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            out += text_[at_];
        }
        ++at_;
        bool local_part = at_ < text_.size() && text_[at_] == '@';
        pieces_.has_quotes = true;
        pieces_.words += local_part ? '"' + out + '"' : out;
    }

    void read_comment() {
        int depth = 0;
        std::string out;
        for (; at_ < text_.size(); ++at_) {
            char c = text_[at_];
            if (c == '\\' && at_ + 1 < text_.size())
                c = text_[++at_];
            else if (c == '(' && depth++ == 0)
                continue;
            else if (c == ')' && --depth == 0)
                break;
            out += c;
        }
        ++at_;
        pieces_.comment = std::move(out);
    }

    void read_route() {
        auto end = text_.find('>', at_);
        auto next = text_.find('<', at_ + 1);
        if (end == std::string_view::npos || (next != std::string_view::npos && next < end && text_[next - 1] != '"')) {
            // `<<a@b>>` and a missing end.
            if (end == std::string_view::npos)
                end = text_.find_first_of(",;", at_);
            else if (next == at_ + 1)
                at_ = next;
        }
        end = std::min(end, text_.size());
        pieces_.route = std::string(text_.substr(at_ + 1, end - at_ - 1));
        pieces_.has_route = true;
        at_ = std::min(text_.size(), end + 1);
        while (at_ < text_.size() && text_[at_] == '>') ++at_;
    }

    bool comma_is_in_name() const {
        if (pieces_.has_route || pieces_.has_quotes || pieces_.words.find('@') != std::string::npos) return false;
        if (trim(pieces_.words).empty() || !pieces_.comment.empty()) return false;
        auto rest = text_.substr(at_);
        auto stop = rest.find_first_of("<,;\"(@:");
        return stop != std::string_view::npos && rest[stop] == '<' && !trim(rest.substr(0, stop)).empty() &&
               pieces_.words.find(',') == std::string::npos;
    }

    bool is_group_start() const { return !in_group_ && !pieces_.has_route && pieces_.words.find('@') == std::string::npos; }

    void finish() {
        if (!pieces_.is_empty()) found_.push_back(build());
        pieces_ = {};
    }

    static std::string collapse(std::string_view text) {
        std::string out;
        for (char c : trim(text)) {
            bool space = is_space(c);
            if (!space)
                out += c;
            else if (!out.empty() && out.back() != ' ')
                out += ' ';
        }
        return out;
    }

    Address build() const {
        Address address;
        auto words = trim(pieces_.words);
        if (pieces_.has_route) {
            address.address = clean_route(pieces_.route);
            address.name = decode_words(collapse(words));
            if (address.name.empty()) address.name = decode_words(collapse(pieces_.comment));
            if (address.address.find('@') == std::string::npos && address.name.empty()) address.name.clear();
        } else if (looks_like_address(words)) {
            address.address = clean_route(first_address(words));
            address.name = decode_words(collapse(pieces_.comment));
        } else {
            address.name = decode_words(collapse(words.empty() ? std::string_view(pieces_.comment) : words));
        }
        strip_quotes(address.name);
        return address;
    }

    // Of `a@b@c` the part up to the second sign: there the addr-spec of RFC 5322 ends.
    static std::string_view first_address(std::string_view words) {
        if (words.find('"') != std::string_view::npos) return words;
        auto second = words.find('@', words.find('@') + 1);
        return words.substr(0, second);
    }

    static bool looks_like_address(std::string_view words) {
        auto at = words.rfind('@');
        if (at == std::string_view::npos) return false;
        return at > 0 && at + 1 < words.size();
    }

    // `@relay,@relay:local@domain` (obsolete route) and spaces around the parts.
    static std::string clean_route(std::string_view route) {
        route = trim(route);
        if (route.starts_with('@'))
            if (auto colon = route.find(':'); colon != std::string_view::npos) route.remove_prefix(colon + 1);
        if (starts_nocase(route, "mailto:")) route.remove_prefix(7);
        std::string out;
        bool quoted = false;
        for (char c : route) {
            if (c == '"') quoted = !quoted;
            if (quoted || !is_space(c)) out += c;
        }
        while (!out.empty() && (out.back() == ',' || out.back() == ';')) out.pop_back();
        return out.find("=?") == std::string::npos ? valid_utf8(out) : decode_words(out);
    }

    static void strip_quotes(std::string& name) {
        if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool in_group_ = false;
    Pieces pieces_;
    std::vector<Address> found_;
};

}  // namespace

std::vector<Address> parse_addresses(std::string_view unfolded) { return AddressReader(unfolded).read(); }

std::vector<std::string> parse_message_ids(std::string_view text) {
    std::vector<std::string> ids;
    auto keep = [&](std::string_view id) {
        id = trim(id);
        if (!id.empty() && ids.size() < max_addresses) ids.push_back(valid_utf8(id));
    };
    if (text.find('<') != std::string_view::npos) {
        for (std::size_t at = 0; (at = text.find('<', at)) != std::string_view::npos;) {
            auto end = text.find_first_of("> \t", ++at);
            keep(text.substr(at, end - at));
            if (end == std::string_view::npos) break;
            at = end;
        }
        return ids;
    }
    for (auto word : split(text, ' '))
        if (word.find('@') != std::string_view::npos || text.find(' ') == std::string_view::npos) keep(word);
    return ids;
}

std::string domain_of(std::string_view address) {
    auto at = address.rfind('@');
    return at == std::string_view::npos ? std::string() : lower(address.substr(at + 1));
}

}  // namespace goodhost::mail
