#include "platform/mail/flowed.hpp"

#include "platform/mail/ascii.hpp"

namespace goodhost::mail {

std::string unflow(std::string_view text, bool delete_space) {
    std::string out;
    std::size_t open_depth = 0;
    bool is_open = false;  // the last line ended softly and may be continued
    for (auto line : split_lines(text)) {
        std::size_t depth = std::min(line.find_first_not_of('>'), line.size());
        line.remove_prefix(depth);
        if (line.starts_with(' ')) line.remove_prefix(1);
        bool continues = is_open && depth == open_depth;
        if (is_open && !continues) out += '\n';
        // The signature's "-- " is fixed although it ends in a space (RFC 3676 4.3).
        bool is_signature = line == "-- ";
        if (is_signature && continues) out += '\n', continues = false;
        if (!continues) out.append(depth, '>').append(depth ? " " : "");
        is_open = line.ends_with(' ') && !is_signature;
        open_depth = depth;
        out += is_open && delete_space ? line.substr(0, line.size() - 1) : line;
        if (!is_open) out += '\n';
    }
    if (is_open) out += '\n';
    return out;
}

}  // namespace goodhost::mail
