#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>

#include <algorithm>
#include <array>
#include <functional>

#include "platform/dns/dns.hpp"

namespace goodhost::dns {

namespace {

constexpr int timeout_seconds = 3, tries = 2;
constexpr std::size_t largest_answer = 65535;

/// A resolver's state of its own for each question: it is not to be shared between threads.
class State {
  public:
    explicit State(std::uint16_t loopback_port) : good_(res_ninit(&state_) == 0) {
        state_.retrans = timeout_seconds;
        state_.retry = tries;
        if (loopback_port == 0) return;
        state_.nscount = 1;
        state_.nsaddr_list[0] = {};
        state_.nsaddr_list[0].sin_family = AF_INET;
        state_.nsaddr_list[0].sin_port = htons(loopback_port);
        state_.nsaddr_list[0].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    ~State() {
        if (good_) res_nclose(&state_);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    bool good() const { return good_; }
    res_state get() { return &state_; }

  private:
    struct __res_state state_ {};
    bool good_;
};

using Record = std::function<void(const ns_msg&, const ns_rr&)>;

struct Question {
    std::uint16_t loopback_port;
    std::string_view name;
    ns_type type;
};

Answer ask(const Question& question, const Record& each) {
    State state(question.loopback_port);
    std::vector<unsigned char> bytes(largest_answer);
    Answer answer;
    if (!state.good()) return answer;
    const int size =
        res_nquery(state.get(), std::string(question.name).c_str(), ns_c_in, question.type, bytes.data(), static_cast<int>(bytes.size()));
    if (size < 0) {
        const int fault = state.get()->res_h_errno;
        answer.outcome = fault == HOST_NOT_FOUND || fault == NO_DATA ? Outcome::none : Outcome::failed;
        return answer;
    }
    ns_msg message;
    if (ns_initparse(bytes.data(), std::min(size, static_cast<int>(bytes.size())), &message) != 0) return answer;
    answer.outcome = Outcome::none;
    for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i) {
        ns_rr record;
        if (ns_parserr(&message, ns_s_an, i, &record) != 0) break;
        if (ns_rr_type(record) != question.type) continue;
        answer.outcome = Outcome::found;
        each(message, record);
    }
    return answer;
}

std::string name_in(const ns_msg& message, const unsigned char* at) {
    std::array<char, NS_MAXDNAME> name{};
    if (dn_expand(ns_msg_base(message), ns_msg_end(message), at, name.data(), static_cast<int>(name.size())) < 0) return {};
    return name.data();
}

/// The character strings of a TXT record, joined.
std::string text_in(const ns_rr& record) {
    std::string text;
    const auto* at = ns_rr_rdata(record);
    const auto* end = at + ns_rr_rdlen(record);
    while (at < end) {
        const auto length = std::min<std::ptrdiff_t>(*at, end - at - 1);
        text.append(reinterpret_cast<const char*>(at + 1), static_cast<std::size_t>(length));
        at += 1 + length;
    }
    return text;
}

}  // namespace

Answer SystemResolver::texts(std::string_view name) const {
    std::vector<std::string> values;
    auto answer = ask({loopback_port_, name, ns_t_txt}, [&](const ns_msg&, const ns_rr& record) { values.push_back(text_in(record)); });
    answer.values = std::move(values);
    return answer;
}

Answer SystemResolver::exchangers(std::string_view name) const {
    std::vector<std::pair<unsigned, std::string>> found;
    auto answer = ask({loopback_port_, name, ns_t_mx}, [&](const ns_msg& message, const ns_rr& record) {
        if (ns_rr_rdlen(record) < 3) return;
        found.emplace_back(ns_get16(ns_rr_rdata(record)), name_in(message, ns_rr_rdata(record) + 2));
    });
    std::ranges::sort(found);
    for (auto& [preference, exchanger] : found) answer.values.push_back(exchanger);
    return answer;
}

Answer SystemResolver::addresses(std::string_view name) const {
    std::vector<std::string> values;
    auto take = [&](int family) {
        return [&values, family](const ns_msg&, const ns_rr& record) {
            if (ns_rr_rdlen(record) != (family == AF_INET ? NS_INADDRSZ : NS_IN6ADDRSZ)) return;
            std::array<char, INET6_ADDRSTRLEN> text{};
            if (inet_ntop(family, ns_rr_rdata(record), text.data(), text.size())) values.emplace_back(text.data());
        };
    };
    auto answer = ask({loopback_port_, name, ns_t_a}, take(AF_INET));
    auto six = ask({loopback_port_, name, ns_t_aaaa}, take(AF_INET6));
    // That there is none is only known when both were answered.
    if (answer.outcome != Outcome::found && six.outcome != Outcome::none) answer.outcome = six.outcome;
    answer.values = std::move(values);
    return answer;
}

Answer SystemResolver::names(std::string_view address) const {
    std::vector<std::string> values;
    auto reverse = reverse_name(address);
    if (reverse.empty()) return {};
    auto answer = ask({loopback_port_, reverse, ns_t_ptr},
                      [&](const ns_msg& message, const ns_rr& record) { values.push_back(name_in(message, ns_rr_rdata(record))); });
    answer.values = std::move(values);
    return answer;
}

std::string reverse_name(std::string_view address) {
    std::array<unsigned char, 16> bytes{};
    std::string out, text(address);
    if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
        for (int i = 3; i >= 0; --i) out += std::to_string(bytes[static_cast<std::size_t>(i)]) + ".";
        return out + "in-addr.arpa";
    }
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return {};
    constexpr std::string_view digits = "0123456789abcdef";
    for (int i = 15; i >= 0; --i) {
        auto byte = bytes[static_cast<std::size_t>(i)];
        out += {digits[byte & 15], '.', digits[byte >> 4], '.'};
    }
    return out + "ip6.arpa";
}

}  // namespace goodhost::dns
