#include <algorithm>
#include <charconv>

#include "platform/db/db.hpp"
#include "platform/db/placeholders.hpp"

namespace goodhost::db {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Where the quoted text or comment that begins at `at` ends; `at` when none begins there.
std::size_t skip_inert(std::string_view sql, std::size_t at) {
    auto end_after = [&](std::string_view closing, std::size_t from) {
        auto end = sql.find(closing, from);
        return end == std::string_view::npos ? sql.size() : end + closing.size();
    };
    if (sql[at] == '\'' || sql[at] == '"') return end_after(sql.substr(at, 1), at + 1);
    if (sql.substr(at, 2) == "--") return end_after("\n", at + 2);
    if (sql.substr(at, 2) == "/*") return end_after("*/", at + 2);
    return at;
}

void replace_or_append(std::string& text, std::string_view marker, const std::string& with) {
    auto at = text.find(marker);
    if (at != std::string::npos)
        text.replace(at, marker.size(), with);
    else if (!with.empty())
        text += "\n" + with;
}

std::string_view text_for(Dialect dialect, const auto& statement) {
    return dialect == Dialect::sqlite ? statement.sqlite : statement.postgres;
}

}  // namespace

std::string renumbered(std::string_view sql, char mark, std::size_t offset) {
    std::string out;
    out.reserve(sql.size() + 8);
    for (std::size_t at = 0; at < sql.size();) {
        if (auto end = skip_inert(sql, at); end != at) {
            out += sql.substr(at, end - at);
            at = end;
        } else if (sql[at] == '$' && at + 1 < sql.size() && is_digit(sql[at + 1])) {
            std::size_t number = 0;
            auto end_of_number = std::from_chars(sql.data() + at + 1, sql.data() + sql.size(), number).ptr;
            out += mark + std::to_string(number + offset);
            at = static_cast<std::size_t>(end_of_number - sql.data());
        } else {
            out += sql[at++];
        }
    }
    return out;
}

std::string Query::text(Dialect dialect) const {
    std::size_t offset = values_.size();
    for (auto& [part, count] : parts_) offset -= count;
    std::string parts;
    for (auto& [part, count] : parts_) {
        if (!parts.empty()) parts += '\n';
        parts += renumbered(text_for(dialect, *part), '$', offset);
        offset += count;
    }
    std::string text(text_for(dialect, *statement_));
    replace_or_append(text, "/*parts*/", parts);
    replace_or_append(text, "/*order*/", order_ ? std::string(text_for(dialect, *order_)) : std::string());
    return text;
}

}  // namespace goodhost::db
