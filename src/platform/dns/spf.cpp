#include "platform/dns/spf.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace goodhost::dns {

namespace {

constexpr int most_lookups = 10;

struct Address {
    int family = 0;
    std::array<unsigned char, 16> bytes{};
};

std::optional<Address> parse_address(std::string_view text) {
    Address address;
    const std::string copy(text);
    for (const int family : {AF_INET, AF_INET6}) {
        address.family = family;
        if (inet_pton(family, copy.c_str(), address.bytes.data()) == 1) return address;
    }
    return std::nullopt;
}

bool same_network(const Address& a, const Address& b, int bits) {
    if (a.family != b.family) return false;
    const int all = a.family == AF_INET ? 32 : 128;
    bits = bits < 0 ? all : std::min(bits, all);
    for (int i = 0; i < bits; ++i) {
        const auto byte = static_cast<std::size_t>(i / 8);
        const auto mask = static_cast<unsigned char>(0x80 >> (i % 8));
        if ((a.bytes[byte] & mask) != (b.bytes[byte] & mask)) return false;
    }
    return true;
}

/// `a:mail.test/24` is name `a`, value `mail.test`, bits 24.
struct Term {
    SpfResult says = SpfResult::pass;
    std::string name, value;
    int bits = -1;
};

Term term_of(std::string_view text) {
    Term term;
    constexpr std::string_view signs = "+-~?";
    constexpr SpfResult results[] = {SpfResult::pass, SpfResult::fail, SpfResult::softfail, SpfResult::neutral};
    if (auto at = signs.find(text.front()); at != std::string_view::npos) term.says = results[at], text.remove_prefix(1);
    auto mark = text.find_first_of(":=/");
    term.name = std::string(text.substr(0, mark));
    std::ranges::transform(term.name, term.name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (mark == std::string_view::npos) return term;
    auto rest = text.substr(text[mark] == '/' ? mark : mark + 1);
    if (auto slash = rest.find('/'); slash != std::string_view::npos) {
        auto number = rest.substr(slash + 1);
        std::from_chars(number.data(), number.data() + number.size(), term.bits);
        rest = rest.substr(0, slash);
    }
    term.value = std::string(rest);
    return term;
}

class Check {
  public:
    Check(const Resolver& resolver, const Address& address) : resolver_(resolver), address_(address) {}

    SpfResult of(const std::string& domain) {
        auto record = find_spf(resolver_, domain);
        if (record.result != SpfResult::pass) return record.result;
        std::string redirect;
        for (std::string_view rest = std::string_view(record.text).substr(6); !rest.empty();) {
            auto space = rest.find(' ');
            auto word = rest.substr(0, space);
            rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
            if (word.empty()) continue;
            auto term = term_of(word);
            if (term.name == "redirect") redirect = term.value;
            auto matched = matches(term, domain);
            if (!matched) return SpfResult::permerror;
            if (*matched) return term.says;
        }
        if (redirect.empty()) return SpfResult::neutral;
        if (!may_ask()) return SpfResult::permerror;
        auto result = of(redirect);
        return result == SpfResult::none ? SpfResult::permerror : result;
    }

  private:
    bool may_ask() { return ++lookups_ <= most_lookups; }

    /// Nothing: the record can't be followed.
    std::optional<bool> matches(const Term& term, const std::string& domain) {
        if (term.value.find('%') != std::string::npos) return std::nullopt;
        if (term.name == "all") return true;
        if (term.name == "ip4" || term.name == "ip6") {
            auto network = parse_address(term.value);
            return network ? std::optional(same_network(*network, address_, term.bits)) : std::nullopt;
        }
        bool asks = term.name == "a" || term.name == "mx" || term.name == "include" || term.name == "exists" || term.name == "ptr";
        if (!asks) return false;
        if (!may_ask()) return std::nullopt;
        auto& name = term.value.empty() ? domain : term.value;
        if (term.name == "a") return has_address(name, term.bits);
        if (term.name == "mx")
            return std::ranges::any_of(resolver_.exchangers(name).values, [&](auto& host) { return has_address(host, term.bits); });
        if (term.name == "include") {
            auto result = of(name);
            if (result == SpfResult::permerror || result == SpfResult::none) return std::nullopt;
            return result == SpfResult::pass;
        }
        return false;
    }

    bool has_address(const std::string& host, int bits) {
        return std::ranges::any_of(resolver_.addresses(host).values, [&](const std::string& text) {
            auto one = parse_address(text);
            return one && same_network(*one, address_, bits);
        });
    }

    const Resolver& resolver_;
    Address address_;
    int lookups_ = 0;
};

bool is_spf(const std::string& text) { return text == "v=spf1" || text.starts_with("v=spf1 "); }

}  // namespace

SpfRecord find_spf(const Resolver& resolver, std::string_view domain) {
    auto answer = resolver.texts(domain);
    if (answer.outcome == Outcome::failed) return {SpfResult::temperror, {}};
    auto count = std::ranges::count_if(answer.values, is_spf);
    if (count == 0) return {};
    return {count == 1 ? SpfResult::pass : SpfResult::permerror, *std::ranges::find_if(answer.values, is_spf)};
}

SpfResult check_spf(const Resolver& resolver, std::string_view domain, std::string_view address) {
    auto parsed = parse_address(address);
    return parsed ? Check(resolver, *parsed).of(std::string(domain)) : SpfResult::permerror;
}

}  // namespace goodhost::dns
