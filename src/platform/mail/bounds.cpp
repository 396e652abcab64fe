#include "platform/mail/bounds.hpp"

#include <cstddef>
#include <unordered_set>

#include "platform/mail/ascii.hpp"

namespace goodhost::mail {
namespace {

bool is_header_line(std::string_view line) {
    auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    return line.find_first_of(" \t") > colon;
}

// What has to be put right before the library reads: an empty line in front of `at`, or nothing from `from` to `at`.
struct Mend {
    std::size_t from, at;
};

// The headers of a part, between its boundary and the empty line. Only a line that no header can be ends them before it.
class PartHeaders {
  public:
    void begin(std::size_t at) { start_ = at, is_open_ = true, is_first_ = true; }
    void end() { is_open_ = false; }

    // `line` begins at `at` and is no boundary.
    void look(std::string_view line, std::size_t at, std::vector<Mend>& mends) {
        if (!is_open_) return;
        const bool continues = !is_first_ && !line.empty() && (line.front() == ' ' || line.front() == '\t');
        is_first_ = false;
        if (trim(line).empty()) return end();
        if (continues || is_header_line(line)) return;
        mends.push_back({at, at});
        end();
    }

    void meet_boundary(std::size_t at, std::vector<Mend>& mends) {
        if (is_open_ && at > start_) mends.push_back({start_, at});
        end();
    }

  private:
    std::size_t start_ = 0;
    bool is_open_ = false, is_first_ = false;
};

std::string mend(std::string_view text, const std::vector<Mend>& mends) {
    std::string out;
    out.reserve(text.size() + 2 * mends.size());
    std::size_t done = 0;
    for (auto [from, at] : mends) {
        if (at > text.size()) break;
        out.append(text.substr(done, from - done));
        if (from == at) out += '\n';
        done = at;
    }
    return out.append(text.substr(done));
}

// Follows which lines are headers: at the start, after a line that is a declared boundary, and after the empty line
// that ends the headers of a message part. It errs on the side of "header", so that the counts are upper bounds.
class Scanner {
  public:
    std::vector<Mend> mends;

    explicit Scanner(const Limits& limits) : limits_(limits) {}

    // False when a limit is passed by this line, which begins at `at`.
    bool accept(std::string_view line, std::size_t at) {
        const auto boundary = read_boundary(line);
        if (boundary == Boundary::none)
            part_headers_.look(line, at, mends);
        else if (!any_dashes_)
            part_headers_.meet_boundary(at, mends);
        if (boundary == Boundary::begins && !any_dashes_) part_headers_.begin(at + line.size() + 1);
        if (boundary != Boundary::none) {
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

    enum class Boundary { none, begins, ends };

    Boundary read_boundary(std::string_view line) const {
        if (!line.starts_with("--")) return Boundary::none;
        if (any_dashes_) return Boundary::begins;
        line = line.substr(2);
        while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
        if (boundaries_.contains(std::string(line))) return Boundary::begins;
        const bool ends = line.ends_with("--") && boundaries_.contains(std::string(line.substr(0, line.size() - 2)));
        return ends ? Boundary::ends : Boundary::none;
    }

    const Limits& limits_;
    PartHeaders part_headers_;
    std::unordered_set<std::string> boundaries_;
    bool any_dashes_ = false;
    bool in_headers_ = true;
    bool is_message_ = false;
    std::size_t headers_ = 0, header_bytes_ = 0, parts_ = 0;
};

}  // namespace

Bounded cut_to_limits(std::string_view raw, const Limits& limits) {
    Bounded out{raw, {}, {}};
    if (raw.size() > limits.max_size) {
        out.text = raw.substr(0, limits.max_size);
        out.defects.emplace_back("message larger than the limit: the rest is left out");
    }
    Scanner scanner(limits);
    for (std::size_t at = 0; at < out.text.size();) {
        auto end = std::min(out.text.find('\n', at), out.text.size());
        if (!scanner.accept(out.text.substr(at, end - at), at)) {
            out.text = out.text.substr(0, at);
            out.defects.push_back(scanner.complaint());
            break;
        }
        at = end + 1;
    }
    if (!scanner.mends.empty()) {
        out.mended = mend(out.text, scanner.mends);
        out.defects.emplace_back("parts without an empty line behind their headers");
    }
    return out;
}

}  // namespace goodhost::mail
