#include <algorithm>
#include <array>
#include <utility>

#include "platform/html/secrets.hpp"
#include "platform/mail/ascii.hpp"

namespace goodhost::html {
namespace {

constexpr std::string_view dot = "\u2022";
constexpr std::size_t dots_of_other = 8;

// How many bytes at the secret's end stay readable.
std::size_t readable_tail(std::string_view secret, SecretKind kind) {
    if (kind != SecretKind::card_number) return 0;
    std::size_t size = 0;
    for (int digits = 0; digits < 4; ++size) digits += mail::is_digit(secret[secret.size() - 1 - size]);
    return size;
}

// HTML's text. Most messages hold no secret: nothing but it is looked at.
struct Plain {
    std::string text;

    void add(char c, std::size_t, std::size_t) { text += c; }
    void add_run(std::string_view html, std::size_t from, std::size_t to) { text.append(html, from, to - from); }
};

// The same, and for each of its bytes where it stands.
struct Placed : Plain {
    std::vector<std::pair<std::size_t, std::size_t>> places;  // begin and end

    void add(char c, std::size_t from, std::size_t to) {
        text += c;
        places.emplace_back(from, to);
    }
    void add_run(std::string_view html, std::size_t from, std::size_t to) {
        for (; from < to; ++from) add(html[from], from, from + 1);
    }
};

constexpr auto entities = std::to_array<std::pair<std::string_view, char>>(
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&nbsp;", ' '}, {"&#160;", ' '}});

template <class To>
std::size_t add_entity(std::string_view html, std::size_t at, To& to) {
    for (auto [name, c] : entities) {
        if (!html.substr(at).starts_with(name)) continue;
        to.add(c, at, at + name.size());
        return at + name.size();
    }
    to.add(html[at], at, at + 1);
    return at + 1;
}

bool breaks_line(std::string_view tag) {
    constexpr auto inline_tags =
        std::to_array<std::string_view>({"span", "b", "i", "u", "strong", "em", "a", "font", "code", "mark", "s", "small", "big", "tt"});
    if (tag.starts_with('/')) tag.remove_prefix(1);
    auto name = mail::lower(tag.substr(0, tag.find_first_of(" \t\r\n/>")));
    return std::ranges::find(inline_tags, name) == inline_tags.end();
}

std::size_t end_of_run(std::string_view html, std::size_t at) {
    while (at < html.size() && html[at] != '<' && html[at] != '&' && html[at] != '\xC2') ++at;
    return at;
}

template <class To>
To flattened(std::string_view html) {
    To flat;
    flat.text.reserve(html.size());
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] == '<') {
            auto end = std::min(html.find('>', at), html.size() - 1) + 1;
            if (breaks_line(html.substr(at + 1, end - at - 1))) flat.add('\n', at, at);
            at = end;
        } else if (html[at] == '&') {
            at = add_entity(html, at, flat);
        } else if (html.substr(at).starts_with("\xC2\xA0")) {
            flat.add(' ', at, at + 2);
            at += 2;
        } else {
            auto end = end_of_run(html, at + 1);
            flat.add_run(html, at, end);
            at = end;
        }
    }
    return flat;
}

std::string dots(const Secret& secret) {
    std::string out;
    for (std::size_t i = 0; i < dots_of_other; ++i) out += dot;
    if (secret.kind == SecretKind::card_number) out += ' ';
    return out;
}

}  // namespace

std::size_t hide_secrets(std::string& text) {
    const auto secrets = find_secrets(text);
    if (secrets.empty()) return 0;
    std::string masked;
    std::size_t done = 0;
    for (auto& secret : secrets) {
        const auto whole = std::string_view(text).substr(secret.at, secret.size);
        masked.append(text, done, secret.at - done).append(dots(secret));
        masked.append(whole.substr(whole.size() - readable_tail(whole, secret.kind)));
        done = secret.at + secret.size;
    }
    masked.append(text, done);
    text = std::move(masked);
    return secrets.size();
}

std::size_t hide_secrets_of_html(std::string& html) {
    const auto secrets = find_secrets(flattened<Plain>(html).text);
    if (secrets.empty()) return 0;
    const auto flat = flattened<Placed>(html);
    std::string masked;
    std::size_t done = 0;
    for (auto& secret : secrets) {
        const auto tail = readable_tail(std::string_view(flat.text).substr(secret.at, secret.size), secret.kind);
        masked.append(html, done, flat.places[secret.at].first - done).append(dots(secret));
        done = flat.places[secret.at].first;
        // The tags within stay, or what they opened would never be closed.
        for (auto i = secret.at; i < secret.at + secret.size - tail; ++i) {
            const auto [begin, end] = flat.places[i];
            if (end == begin) continue;
            masked.append(html, done, begin - done);
            done = end;
        }
    }
    masked.append(html, done);
    html = std::move(masked);
    return secrets.size();
}

std::string without_secrets(std::string_view text) {
    std::string masked(text);
    hide_secrets(masked);
    return masked;
}

}  // namespace goodhost::html
