#include "platform/mail/delivery_status.hpp"

#include "platform/mail/ascii.hpp"
#include "platform/mail/words.hpp"

namespace goodhost::mail {
namespace {
constexpr std::size_t max_groups = 200;
constexpr std::size_t max_field = 8000;
}  // namespace

std::vector<FieldGroup> read_field_groups(std::string_view body) {
    std::vector<FieldGroup> groups(1);
    std::string* last = nullptr;
    for (auto line : split_lines(body)) {
        if (trim(line).empty()) {
            last = nullptr;
            if (groups.size() == max_groups) break;
            if (!groups.back().empty()) groups.emplace_back();
            continue;
        }
        if (is_space(line.front())) {
            if (last && last->size() < max_field) last->append(" ").append(trim(line));
            continue;
        }
        auto colon = line.find(':');
        last = nullptr;
        if (colon == std::string_view::npos || colon == 0 || line.substr(0, colon).find(' ') != std::string_view::npos) continue;
        auto [at, fresh] = groups.back().try_emplace(lower(line.substr(0, colon)), trim(line.substr(colon + 1)));
        last = fresh ? &at->second : nullptr;
    }
    if (groups.back().empty()) groups.pop_back();
    return groups;
}

std::string typed_value(std::string_view value) {
    auto semicolon = value.find(';');
    const bool typed =
        semicolon != std::string_view::npos && semicolon < 20 && value.substr(0, semicolon).find_first_of("@<") == std::string_view::npos;
    return decode_words(trim(typed ? value.substr(semicolon + 1) : value));
}

std::string recipient_address(std::string_view value) {
    auto text = typed_value(value);
    if (auto open = text.find('<'); open != std::string::npos) {
        auto close = text.find('>', open);
        text = text.substr(open + 1, close == std::string::npos ? close : close - open - 1);
    }
    text = text.substr(0, text.find_first_of(" \t("));
    if (starts_nocase(text, "mailto:")) text.erase(0, 7);
    while (!text.empty() && (text.back() == ',' || text.back() == ';' || text.back() == '.')) text.pop_back();
    return text.find('@') == std::string::npos ? std::string() : text;
}

}  // namespace goodhost::mail
