#include "platform/core/time.hpp"

#include "platform/core/rfc3339.hpp"

#include <utility>

namespace goodhost {

namespace {

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// The part from the zone on: `Z`, `+09:00`.
std::optional<std::chrono::minutes> offset_of(std::string_view zone) {
    if (zone == "Z" || zone == "z") return std::chrono::minutes{0};
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
    auto hours = digits(zone, 1, 2), minutes = digits(zone, 4, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    auto total = std::chrono::minutes{*hours * 60 + *minutes};
    return zone[0] == '-' ? -total : total;
}

std::optional<Instant> date_of(std::string_view text) {
    auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (!year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
    std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month(static_cast<unsigned>(*month)),
                                     std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return Instant{std::chrono::sys_days{date}};
}

/// `value`, of 0 to 99, in the two places at `to`.
void put_two_digits(char* to, int value) {
    to[0] = static_cast<char>('0' + value / 10);
    to[1] = static_cast<char>('0' + value % 10);
}

}  // namespace

/// By hand and at one go: a list has hundreds of instants, and a formatting library took a sixth of its time.
void write_rfc3339(std::string& out, Instant at) {
    constexpr std::size_t to_seconds = 19, four_digits = 4;
    char text[] = "0000-00-00T00:00:00.000Z";
    auto day = std::chrono::floor<std::chrono::days>(at);
    std::chrono::year_month_day date{day};
    auto millis = static_cast<int>((at - day).count());
    auto seconds = millis / 1000, fraction = millis % 1000;
    auto year = static_cast<int>(date.year());
    put_two_digits(text + 5, static_cast<int>(static_cast<unsigned>(date.month())));
    put_two_digits(text + 8, static_cast<int>(static_cast<unsigned>(date.day())));
    put_two_digits(text + 11, seconds / 3600);
    put_two_digits(text + 14, seconds / 60 % 60);
    put_two_digits(text + 17, seconds % 60);
    auto length = sizeof text - 1;
    if (fraction == 0) {
        text[to_seconds] = 'Z';
        length = to_seconds + 1;
    } else {
        text[to_seconds + 1] = static_cast<char>('0' + fraction / 100);
        put_two_digits(text + to_seconds + 2, fraction % 100);
    }
    if (year < 0 || year > 9999) {
        out.append(std::to_string(year)).append(text + four_digits, length - four_digits);
        return;
    }
    put_two_digits(text, year / 100);
    put_two_digits(text + 2, year % 100);
    out.append(text, length);
}

std::string to_rfc3339(Instant at) {
    std::string text;
    write_rfc3339(text, at);
    return text;
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
    if (text.size() < 10 || text.size() > 40) return std::nullopt;
    auto date = date_of(text);
    if (!date || text.size() == 10) return date;
    auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    bool shaped = text.size() >= 20 && (text[10] == 'T' || text[10] == 't' || text[10] == ' ') && text[13] == ':' && text[16] == ':';
    if (!shaped || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    std::size_t at = 19;
    int millis = 0;
    if (text[at] == '.') {
        int scale = 100;
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10) millis += (text[at] - '0') * scale;
    }
    auto offset = offset_of(text.substr(at));
    if (!offset) return std::nullopt;
    return *date + std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second} +
           std::chrono::milliseconds{millis} - *offset;
}

Instant SystemClock::now() const { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

Duration SystemClock::until(Instant at) const { return std::max(Duration{0}, at - now()); }

Instant ManualClock::now() const {
    std::lock_guard lock(mutex_);
    return now_ += tick_;
}

void ManualClock::on_jump(std::function<void()> wake) const {
    std::lock_guard lock(mutex_);
    wakes_.push_back(std::move(wake));
}

Duration ManualClock::until(Instant at) const { return at <= now() ? Duration{0} : std::chrono::hours{1}; }

void ManualClock::advance(Duration by) { set(now() + by); }

void ManualClock::tick(Duration by) {
    std::lock_guard lock(mutex_);
    tick_ = by;
}

void ManualClock::set(Instant at) {
    std::vector<std::function<void()>> wakes;
    {
        std::lock_guard lock(mutex_);
        now_ = at;
        wakes = wakes_;
    }
    for (auto& wake : wakes) wake();
}

}  // namespace goodhost
