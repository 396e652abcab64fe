#include "promises/ical.hpp"

#include <date/date.h>

#include <algorithm>

namespace goodhost::promises {

using namespace std::chrono;

namespace {

constexpr std::size_t longest = 1 << 20, most_days = 5000, longest_name = 200;
constexpr days longest_event{366};

/// A line of a file, put together again (RFC 5545, 3.1).
struct Line {
    std::string name;        ///< upper case
    std::string parameters;  ///< upper case, each after a `;`
    std::string value;
};

std::string upper(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return out;
}

std::vector<std::string> unfold(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        bool continues = !lines.empty() && (line.starts_with(' ') || line.starts_with('\t'));
        if (continues)
            lines.back() += line.substr(1);
        else
            lines.emplace_back(line);
    }
    return lines;
}

/// The value begins after the first colon that is not within quotes.
Line parse_line(std::string_view text) {
    bool quoted = false;
    std::size_t at = 0;
    for (; at < text.size() && (quoted || text[at] != ':'); ++at) quoted ^= text[at] == '"';
    auto head = text.substr(0, at);
    auto name = head.substr(0, head.find(';'));
    return {upper(name), upper(head.substr(name.size())), std::string(at < text.size() ? text.substr(at + 1) : "")};
}

/// `20261225` as a day.
std::optional<sys_days> day_of(std::string_view text) {
    if (text.size() != 8) return std::nullopt;
    auto dashed = std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" + std::string(text.substr(6));
    auto day = parse_day(dashed);
    return day ? std::optional(sys_days{*day}) : std::nullopt;
}

/// `\,` `\;` `\\` stand for the sign itself, `\n` for a new line (RFC 5545, 3.3.11).
std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool escape = text[i] == '\\' && i + 1 < text.size();
        if (escape) ++i;
        bool line_end = escape && (text[i] == 'n' || text[i] == 'N');
        out += line_end ? ' ' : text[i];
    }
    // Cut between characters.
    if (out.size() > longest_name) {
        auto end = longest_name;
        while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
        out.resize(end);
    }
    return out;
}

struct Event {
    std::optional<sys_days> begins, ends;  ///< the end is the day after the last
    std::string name, rule;
    bool cancelled = false;
};

void take(Event& event, const Line& line) {
    if (line.name == "DTSTART") event.begins = day_of(line.value);
    if (line.name == "DTEND") event.ends = day_of(line.value);
    if (line.name == "SUMMARY") event.name = plain(line.value);
    if (line.name == "RRULE") event.rule = upper(line.value);
    if (line.name == "STATUS") event.cancelled = upper(line.value) == "CANCELLED";
}

/// Every year on the same day, without end. Easter and the last Monday of May are no such days: their files name each of them.
bool is_yearly(const std::string& rule) {
    return rule == "FREQ=YEARLY" || rule == "FREQ=YEARLY;INTERVAL=1" || rule == "INTERVAL=1;FREQ=YEARLY";
}

void add_days(HolidaysRead& read, const Event& event) {
    auto ends = event.ends.value_or(event.begins.value_or(sys_days{}) + days{1});
    bool good = event.begins && ends > *event.begins && ends - *event.begins <= longest_event && !event.cancelled &&
                (event.rule.empty() || is_yearly(event.rule));
    if (!good) {
        ++read.skipped;
        return;
    }
    for (auto day = *event.begins; day < ends && read.holidays.size() < most_days; day += days{1})
        read.holidays.push_back({date::format("%F", day), event.name, !event.rule.empty(), {}});
}

}  // namespace

std::optional<HolidaysRead> read_holidays(std::string_view text) {
    if (text.size() > longest) return std::nullopt;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    HolidaysRead read;
    bool calendar = false;
    std::optional<Event> event;
    for (auto& unfolded : unfold(text)) {
        auto line = parse_line(unfolded);
        auto what = line.name == "BEGIN" || line.name == "END" ? upper(line.value) : "";
        if (line.name == "BEGIN" && what == "VCALENDAR") calendar = true;
        if (calendar && line.name == "BEGIN" && what == "VEVENT") event.emplace();
        if (event) take(*event, line);
        if (event && line.name == "END" && what == "VEVENT") add_days(read, *event), event.reset();
    }
    return calendar ? std::optional(std::move(read)) : std::nullopt;
}

}  // namespace goodhost::promises
