#include "platform/mail/bounds.hpp"

#include <cstddef>
#include <unordered_set>

#include "platform/mail/ascii.hpp"

namespace goodhost::mail {
namespace {

// Follows which lines are headers: at the start, after a line that is a declared boundary, and after the empty line
// that ends the headers of a message part. It errs on the side of "header", so that the counts are upper bounds.
class Scanner {
  public:
    explicit Scanner(const Limits& limits) : limits_(limits) {}

    // False when a limit is passed by this line.
    bool accept(std::string_view line) {
        if (is_boundary(line)) {
            in_headers_ = true;
            is_message_ = false;
            return ++parts_ <= limits_.max_parts;
        }
        if (!in_headers_) return true;
        if (line.empty() || line == "\r") {
            in_headers_ = is_message_;
            is_message_ = false;
            return true;
        }
        if (contains_nocase(line, "boundary")) declare(line);
        if (contains_nocase(line, "message/") || contains_nocase(line, "multipart/digest")) is_message_ = true, ++parts_;
        header_bytes_ += line.size();
        return ++headers_ <= limits_.max_headers && header_bytes_ <= limits_.max_header_size && parts_ <= limits_.max_parts;
    }

    std::string complaint() const {
        if (parts_ > limits_.max_parts) return "more than the allowed number of parts: the rest is left out";
        return "header block too large: the rest is left out";
    }

  private:
    void declare(std::string_view line) {
        for (std::size_t at = 0; (at = find_nocase(line, "boundary", at)) != std::string_view::npos;) {
            auto value = trim(line.substr(at += 8));
            if (!value.starts_with('=')) {
                any_dashes_ |= value.empty() || value.front() == '*';
                continue;
            }
            value = trim(value.substr(1));
            bool quoted = value.starts_with('"');
            value = quoted ? value.substr(1, value.find('"', 1) - 1) : value.substr(0, value.find_first_of("; \t"));
            // Written in a way that only the MIME library undoes: then every line of dashes may be a boundary.
            if (value.empty() || value.find_first_of("\\%") != std::string_view::npos)
                any_dashes_ = true;
            else
                boundaries_.emplace(value);
        }
    }

    bool is_boundary(std::string_view line) const {
        if (!line.starts_with("--")) return false;
        if (any_dashes_) return true;
        line = line.substr(2);
        while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
        return boundaries_.contains(std::string(line)) ||
               (line.ends_with("--") && boundaries_.contains(std::string(line.substr(0, line.size() - 2))));
    }

    const Limits& limits_;
    std::unordered_set<std::string> boundaries_;
    bool any_dashes_ = false;
    bool in_headers_ = true;
    bool is_message_ = false;
    std::size_t headers_ = 0, header_bytes_ = 0, parts_ = 0;
};

}  // namespace

Bounded cut_to_limits(std::string_view raw, const Limits& limits) {
    Bounded out{raw, {}};
    if (raw.size() > limits.max_size) {
        out.text = raw.substr(0, limits.max_size);
        out.defects.emplace_back("message larger than the limit: the rest is left out");
    }
    Scanner scanner(limits);
    for (std::size_t at = 0; at < out.text.size();) {
        auto end = std::min(out.text.find('\n', at), out.text.size());
        if (!scanner.accept(out.text.substr(at, end - at))) {
            out.text = out.text.substr(0, at);
            out.defects.push_back(scanner.complaint());
            break;
        }
        at = end + 1;
    }
    return out;
}

}  // namespace goodhost::mail
