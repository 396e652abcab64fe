#include "platform/http/answer.hpp"

#include <fmt/format.h>
#include <strings.h>

#include <algorithm>
#include <charconv>
#include <ctime>

#include "platform/http/refusal.hpp"

namespace goodhost::http {

namespace {

bool same_name(std::string_view a, std::string_view b) { return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0; }

std::string_view trim(std::string_view text) {
    auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view opaque(std::string_view etag) { return etag.starts_with("W/") ? etag.substr(2) : etag; }

std::optional<std::uint64_t> number(std::string_view digits) {
    std::uint64_t value = 0;
    auto end = digits.data() + digits.size();
    auto [at, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || at != end) return std::nullopt;
    return value;
}

std::uint64_t size_of(const Response& response) {
    if (response.file) return response.file->size;
    return response.static_body.empty() ? response.body.size() : response.static_body.size();
}

bool without_body(int status) { return status < 200 || status == 204 || status == 304; }

/// The edge's own fields; what a handler says about them is left out.
bool is_ours(std::string_view name) {
    static constexpr std::string_view ours[] = {"content-length", "connection", "transfer-encoding", "date", "keep-alive"};
    return std::ranges::any_of(ours, [&](auto own) { return same_name(name, own); });
}

/// Fields that describe a body that is not sent with 304 or 416.
bool describes_body(std::string_view name) {
    return name.size() > 8 && strncasecmp(name.data(), "content-", 8) == 0 && !same_name(name, "content-location");
}

/// A line break in a value would begin a field of the attacker's choice.
void append_field(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ");
    auto from = head.size();
    head.append(value);
    auto is_control = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; };
    std::replace_if(head.begin() + static_cast<std::ptrdiff_t>(from), head.end(), is_control, ' ');
    head.append("\r\n");
}

/// If-Range (RFC 9110 section 13.1.5): a strong tag or a date, either exactly.
bool range_still_fits(const Response& response, std::string_view if_range) {
    if (if_range.empty()) return true;
    if (!if_range.starts_with('"')) return if_range == response.headers.get("last-modified");
    return if_range == response.headers.get("etag");
}

void drop_body(Response& response) {
    response.body.clear();
    response.static_body = {};
    response.file.reset();
}

void apply_range(Answer& answer, const Conditions& conditions) {
    auto& response = answer.response;
    bool possible = response.status == 200 && (response.file || response.ranges);
    if (!possible) return;
    response.headers.set("Accept-Ranges", "bytes");
    if (conditions.method != Method::get || conditions.range.empty() || !range_still_fits(response, conditions.if_range)) return;
    auto size = size_of(response);
    auto part = parse_range(conditions.range, size);
    if (!part) return;
    if (part->length == 0) {
        response.status = 416;
        response.headers.set("Content-Range", fmt::format("bytes */{}", size));
        drop_body(response);
        answer.part = {};
        return;
    }
    answer.part = *part;
    response.status = 206;
    response.headers.set("Content-Range", fmt::format("bytes {}-{}/{}", part->first, part->first + part->length - 1, size));
}

void apply_conditions(Answer& answer, const Conditions& conditions) {
    auto& response = answer.response;
    answer.part = {0, size_of(response)};
    bool reading = conditions.method == Method::get || conditions.method == Method::head;
    if (reading && response.status == 200 && matches_etag(conditions.if_none_match, response.headers.get("etag"))) {
        response.status = 304;
        drop_body(response);
        answer.part = {};
    }
    apply_range(answer, conditions);
}

}  // namespace

Conditions conditions_of(const Request& request, int version, bool keep_alive) {
    auto& headers = request.headers;
    auto text = [&](std::string_view name) { return std::string(headers.get(name)); };
    return {request.method, version, keep_alive, text("if-none-match"), text("range"), text("if-range")};
}

std::optional<Part> parse_range(std::string_view field, std::uint64_t size) {
    if (field.size() < 7 || strncasecmp(field.data(), "bytes=", 6) != 0) return std::nullopt;
    auto spec = trim(field.substr(6));
    auto dash = spec.find('-');
    if (dash == std::string_view::npos || spec.contains(',')) return std::nullopt;
    auto first = number(spec.substr(0, dash)), last = number(spec.substr(dash + 1));
    if (dash == 0) {
        if (!last) return std::nullopt;
        auto length = std::min(*last, size);
        return Part{size - length, length};
    }
    bool open = dash + 1 == spec.size();
    if (!first || (!open && (!last || *last < *first))) return std::nullopt;
    if (*first >= size) return Part{0, 0};
    auto end = open ? size - 1 : std::min(*last, size - 1);
    return Part{*first, end - *first + 1};
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
    if (if_none_match.empty() || etag.empty()) return false;
    if (trim(if_none_match) == "*") return true;
    for (auto rest = if_none_match; !rest.empty();) {
        auto open = rest.find('"');
        auto close = open == std::string_view::npos ? open : rest.find('"', open + 1);
        if (close == std::string_view::npos) return false;
        if (rest.substr(open, close - open + 1) == opaque(etag)) return true;
        rest.remove_prefix(close + 1);
    }
    return false;
}

std::string_view Answer::bytes() const {
    if (response.file) return {};
    auto whole = response.static_body.empty() ? std::string_view(response.body) : response.static_body;
    return whole.substr(part.first, part.length);
}

Answer make_answer(Response response, const Conditions& conditions, std::string_view date) {
    Answer answer;
    answer.response = std::move(response);
    apply_conditions(answer, conditions);
    auto& finished = answer.response;
    auto& head = answer.head;
    head.reserve(512);
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", finished.status, reason_phrase(finished.status));
    bool bodiless = finished.status == 304 || finished.status == 416;
    for (auto& [name, value] : finished.headers.items()) {
        bool said = same_name(name, "content-range") || !(bodiless && describes_body(name));
        if (said && !is_ours(name)) append_field(head, name, value);
    }
    if (!without_body(finished.status)) fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", answer.part.length);
    head.append("Date: ").append(date).append("\r\n");
    if (!conditions.keep_alive)
        head.append("Connection: close\r\n");
    else if (conditions.version < 11)
        head.append("Connection: keep-alive\r\n");
    head.append("\r\n");
    if (conditions.method == Method::head || without_body(finished.status)) answer.part.length = 0;
    return answer;
}

std::string_view http_date() {
    thread_local std::time_t second = 0;
    thread_local std::string text;
    auto now = std::time(nullptr);
    if (now == second) return text;
    static constexpr std::string_view days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    gmtime_r(&now, &utc);
    text = fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[utc.tm_wday], utc.tm_mday, months[utc.tm_mon], utc.tm_year + 1900,
                       utc.tm_hour, utc.tm_min, utc.tm_sec);
    second = now;
    return text;
}

}  // namespace goodhost::http
