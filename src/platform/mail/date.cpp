#include "platform/mail/date.hpp"

#include <fmt/core.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <utility>
#include <vector>

#include "platform/mail/ascii.hpp"

namespace goodhost::mail {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
// Names that RFC 5322 gives a meaning to, and a few that are written all the same; minutes east of Greenwich.
constexpr std::array<std::pair<std::string_view, int>, 24> zones{{
    {"ut", 0},     {"utc", 0},    {"gmt", 0},    {"z", 0},      {"est", -300}, {"edt", -240}, {"cst", -360}, {"cdt", -300},
    {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"bst", 60},   {"cet", 60},   {"cest", 120}, {"mez", 60},
    {"mesz", 120}, {"met", 60},   {"eet", 120},  {"eest", 180}, {"msk", 180},  {"ist", 330},  {"jst", 540},  {"kst", 540},
}};

struct Fields {
    int day = 0, month = 0, year = -1, hour = 0, minute = 0, second = 0, offset = 0;
    bool has_time = false, has_offset = false;
};

std::vector<std::string_view> tokens_of(std::string_view text) {
    std::vector<std::string_view> tokens;
    for (std::size_t i = 0; i < text.size() && tokens.size() < 24;) {
        if (text[i] == '(') {
            i = std::min(text.find(')', i), text.size());
            continue;
        }
        if (is_space(text[i]) || text[i] == ',' || text[i] == ')') {
            ++i;
            continue;
        }
        auto end = std::min(text.find_first_of(" \t\r\n,()", i), text.size());
        tokens.push_back(text.substr(i, end - i));
        i = end;
    }
    return tokens;
}

bool all_digits(std::string_view text) {
    for (char c : text)
        if (!is_digit(c)) return false;
    return !text.empty() && text.size() <= 9;
}

int number(std::string_view text) { return std::atoi(std::string(text.substr(0, 9)).c_str()); }

bool read_time(std::string_view token, Fields& fields) {
    char separator = token.find(':') != std::string_view::npos ? ':' : '.';
    auto parts = split(token, separator);
    if (parts.size() < 2 || !all_digits(parts[0]) || parts[0].size() > 2 || parts[1].size() < 2) return false;
    fields.hour = number(parts[0]);
    fields.minute = number(parts[1].substr(0, 2));
    fields.second = parts.size() > 2 ? number(parts[2]) : 0;
    fields.has_time = true;
    return true;
}

bool read_offset(std::string_view token, Fields& fields) {
    if (token.size() >= 4 && (token[0] == '+' || token[0] == '-')) {
        std::string digits;
        for (char c : token.substr(1))
            if (is_digit(c)) digits += c;
        if (digits.size() < 3) return false;
        if (digits.size() == 3) digits.insert(0, 1, '0');
        int minutes = number(digits.substr(0, 2)) * 60 + number(digits.substr(2, 2));
        if (minutes > 24 * 60) minutes = 0;
        fields.offset = token[0] == '-' ? -minutes : minutes;
        return fields.has_offset = true;
    }
    for (auto [name, minutes] : zones)
        if (equals_nocase(token, name)) {
            fields.offset = minutes;
            return fields.has_offset = true;
        }
    return false;
}

bool read_month(std::string_view token, Fields& fields) {
    for (std::size_t i = 0; i < months.size(); ++i)
        if (token.size() >= 3 && starts_nocase(token, months[i])) return (fields.month = static_cast<int>(i) + 1) > 0;
    return false;
}

void read_number(std::string_view token, Fields& fields) {
    int value = number(token);
    if (fields.day == 0 && value >= 1 && value <= 31 && token.size() <= 2)
        fields.day = value;
    else if (fields.year < 0)
        fields.year = token.size() >= 4 ? value : value + (value < 50 ? 2000 : 1900);
}

// `21-Jul-1996` and `2026-03-01T09:30:00Z`.
bool read_dashed(std::string_view token, Fields& fields) {
    auto parts = split(token.substr(0, token.find('T')), '-');
    if (parts.size() != 3 || !all_digits(parts[0])) return false;
    if (parts[0].size() == 4 && all_digits(parts[1]) && all_digits(parts[2])) {
        fields.year = number(parts[0]), fields.month = number(parts[1]), fields.day = number(parts[2]);
        if (auto t = token.find('T'); t != std::string_view::npos) {
            read_time(token.substr(t + 1, 8), fields);
            auto zone = token.find_first_of("+-Zz", t);
            if (zone != std::string_view::npos) read_offset(token.substr(zone), fields);
        }
        return true;
    }
    if (!read_month(parts[1], fields) || !all_digits(parts[2])) return false;
    read_number(parts[0], fields);
    read_number(parts[2], fields);
    return true;
}

void read_token(std::string_view token, Fields& fields) {
    if (!fields.has_time && all_digits(token.substr(0, 1)) && token.find(':') != std::string_view::npos &&
        token.find('-') == std::string_view::npos) {
        read_time(token, fields);
    } else if (all_digits(token)) {
        read_number(token, fields);
    } else if (fields.month == 0 && read_month(token, fields)) {
        return;
    } else if (fields.month == 0 && read_dashed(token, fields)) {
        return;
    } else if (!fields.has_offset && fields.has_time) {
        read_offset(token, fields);
    }
}

}  // namespace

std::optional<MailDate> parse_date(std::string_view text) {
    Fields f;
    for (auto token : tokens_of(text)) read_token(token, f);
    using namespace std::chrono;
    const year_month_day date{year{f.year}, month{static_cast<unsigned>(f.month)}, day{static_cast<unsigned>(f.day)}};
    if (f.year < 0 || f.year > 9999 || !date.ok() || f.hour > 23 || f.minute > 59 || f.second > 60) return std::nullopt;
    MailDate out;
    out.iso = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", f.year, f.month, f.day, f.hour, f.minute,
                          std::min(f.second, 59), f.offset < 0 ? '-' : '+', std::abs(f.offset) / 60, std::abs(f.offset) % 60);
    const auto local = sys_days{date} + hours{f.hour} + minutes{f.minute} + seconds{f.second} - minutes{f.offset};
    out.unix_seconds = duration_cast<seconds>(local.time_since_epoch()).count();
    return out;
}

std::string format_date(std::int64_t unix_seconds) {
    using namespace std::chrono;
    const sys_seconds time{seconds{unix_seconds}};
    const auto midnight = floor<days>(time);
    const year_month_day date{midnight};
    const hh_mm_ss clock{time - midnight};
    std::string month(months[static_cast<unsigned>(date.month()) - 1]);
    month[0] = static_cast<char>(month[0] - 32);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", weekdays[weekday{midnight}.c_encoding()],
                       static_cast<unsigned>(date.day()), month, static_cast<int>(date.year()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

}  // namespace goodhost::mail
