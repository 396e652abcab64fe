#include "platform/http/forwarded.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>

#include "platform/http/target.hpp"

namespace goodhost::http {

namespace {

std::string_view trim(std::string_view text) {
    auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes the last element off a comma list: the one that the nearest proxy added.
std::string_view take_last(std::string_view& list) {
    auto comma = list.rfind(',');
    auto last = trim(comma == std::string_view::npos ? list : list.substr(comma + 1));
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
    return last;
}

std::string joined(const Headers& headers, std::string_view lower_name) {
    std::string list;
    for (auto& [name, value] : headers.items()) {
        bool same = std::ranges::equal(name, lower_name, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; });
        if (same) list += (list.empty() ? "" : ",") + value;
    }
    return list;
}

/// `1.2.3.4`, `1.2.3.4:5678`, `[v6]:5678`, `v6`.
std::optional<Address> address_of(std::string_view element) {
    if (auto bare = Address::parse(element)) return bare;
    auto colon = element.rfind(':');
    return colon == std::string_view::npos ? std::nullopt : Address::parse(element.substr(0, colon));
}

/// Walks from the nearest hop outwards and stops at the first that is no proxy of ours.
Address client_of(std::string_view list, Address peer, const std::vector<Network>& trusted) {
    while (!list.empty() && contains(trusted, peer)) {
        auto next = address_of(take_last(list));
        if (!next) break;
        peer = *next;
    }
    return peer;
}

bool is_request_id(std::string_view id) {
    auto allowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
    };
    return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, allowed);
}

/// One system call feeds many ids.
std::string new_request_id() {
    thread_local std::array<std::uint64_t, 64> pool;
    thread_local std::size_t left = 0;
    if (left == 0) {
        if (::getrandom(pool.data(), sizeof pool, 0) != static_cast<ssize_t>(sizeof pool)) return "0000000000000000";
        left = pool.size();
    }
    return fmt::format("{:016x}", pool[--left]);
}

}  // namespace

bool identify(Request& request, std::string_view authority, const Address& peer, const std::vector<Network>& trusted) {
    if (authority.empty()) authority = request.headers.get("host");
    bool behind_proxy = contains(trusted, peer);
    auto client = peer;
    std::string_view id;
    if (behind_proxy) {
        client = client_of(joined(request.headers, "x-forwarded-for"), peer, trusted);
        auto proto = request.headers.get("x-forwarded-proto");
        if (!proto.empty()) request.secure = take_last(proto) == "https";
        auto host = request.headers.get("x-forwarded-host");
        if (!host.empty()) authority = take_last(host);
        id = request.headers.get("x-request-id");
    }
    request.remote_address = client.text();
    request.id = is_request_id(id) ? std::string(id) : new_request_id();
    if (authority.empty()) return true;
    auto host = parse_host(authority);
    if (host) request.host = std::move(*host);
    return host.has_value();
}

}  // namespace goodhost::http
