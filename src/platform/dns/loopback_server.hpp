#pragma once
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "platform/dns/dns.hpp"

namespace goodhost::dns::testing {

/// For tests: a name server on a free port of 127.0.0.1, by UDP and, for what is longer than 512 bytes, by TCP (RFC 1035 4.2).
/// What it was not told does not exist. Records are told before the first question.
class LoopbackServer {
  public:
    LoopbackServer() {
        open();
        thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }
    ~LoopbackServer() {
        thread_.request_stop();
        thread_.join();
        ::close(udp_);
        ::close(tcp_);
    }
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    std::uint16_t port() const { return port_; }
    std::atomic<bool> fails = false;  ///< answers SERVFAIL to everything
    int by_tcp() const { return by_tcp_; }

    /// In strings of 255 bytes, as long keys have to be.
    void txt(const std::string& name, std::string_view text) {
        std::string data;
        for (std::size_t at = 0; at < text.size(); at += 255) data += string_of(text.substr(at, 255));
        records_[{name, ns_t_txt}].push_back(data);
    }
    void mx(const std::string& name, int preference, std::string_view host) {
        records_[{name, ns_t_mx}].push_back(two_bytes(preference) + name_of(host));
    }
    void address(const std::string& name, const std::string& address) {
        const bool six = address.contains(':');
        std::string data(six ? 16 : 4, '\0');
        inet_pton(six ? AF_INET6 : AF_INET, address.c_str(), data.data());
        records_[{name, six ? ns_t_aaaa : ns_t_a}].push_back(data);
    }
    void ptr(std::string_view address, std::string_view host) { records_[{reverse_name(address), ns_t_ptr}].push_back(name_of(host)); }
    void raw(const std::string& name, ns_type type, std::string data) { records_[{name, type}].push_back(std::move(data)); }

  private:
    static constexpr std::size_t head_size = 12, most_by_udp = 512;

    static std::string two_bytes(std::size_t number) { return {static_cast<char>(number >> 8), static_cast<char>(number)}; }
    static std::string string_of(std::string_view text) { return static_cast<char>(text.size()) + std::string(text); }
    static std::string name_of(std::string_view host) {
        std::string out;
        while (!host.empty()) {
            auto label = host.substr(0, host.find('.'));
            out += string_of(label);
            host.remove_prefix(std::min(host.size(), label.size() + 1));
        }
        return out + '\0';
    }

    void open() {
        for (int tries = 0; tries < 50; ++tries) {
            udp_ = ::socket(AF_INET, SOCK_DGRAM, 0);
            tcp_ = ::socket(AF_INET, SOCK_STREAM, 0);
            sockaddr_in place{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
            socklen_t size = sizeof place;
            auto* any = reinterpret_cast<sockaddr*>(&place);
            if (::bind(udp_, any, size) == 0 && ::getsockname(udp_, any, &size) == 0 && ::bind(tcp_, any, size) == 0 &&
                ::listen(tcp_, 8) == 0) {
                port_ = ntohs(place.sin_port);
                return;
            }
            ::close(udp_);
            ::close(tcp_);
        }
        throw std::runtime_error("no free port for a name server");
    }

    void serve(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            pollfd both[] = {{udp_, POLLIN, 0}, {tcp_, POLLIN, 0}};
            if (::poll(both, 2, 20) <= 0) continue;
            if (both[0].revents & POLLIN) answer_datagram();
            if (both[1].revents & POLLIN) answer_connection();
        }
    }
    void answer_datagram() {
        char bytes[most_by_udp];
        sockaddr_in from{};
        socklen_t size = sizeof from;
        auto* any = reinterpret_cast<sockaddr*>(&from);
        const auto got = ::recvfrom(udp_, bytes, sizeof bytes, 0, any, &size);
        if (got < static_cast<ssize_t>(head_size)) return;
        auto answer = answer_to({bytes, static_cast<std::size_t>(got)}, most_by_udp);
        ::sendto(udp_, answer.data(), answer.size(), 0, any, size);
    }
    void answer_connection() {
        const int connection = ::accept(tcp_, nullptr, nullptr);
        char bytes[2 + most_by_udp];
        std::size_t got = 0;
        while (got < 2 || got < 2U + static_cast<unsigned char>(bytes[1])) {
            const auto more = ::read(connection, bytes + got, sizeof bytes - got);
            if (more <= 0) break;
            got += static_cast<std::size_t>(more);
        }
        if (got > 2 + head_size) {
            ++by_tcp_;
            auto answer = answer_to({bytes + 2, got - 2}, UINT16_MAX);
            auto all = two_bytes(answer.size()) + answer;
            [[maybe_unused]] auto sent = ::write(connection, all.data(), all.size());
        }
        ::close(connection);
    }

    std::string answer_to(std::string_view question, std::size_t most) {
        std::string name;
        std::size_t at = head_size;
        while (at < question.size() && question[at] != '\0') {
            auto length = static_cast<std::size_t>(question[at]);
            name += (name.empty() ? "" : ".") + std::string(question.substr(at + 1, length));
            at += 1 + length;
        }
        auto asked = question.substr(head_size, at + 5 - head_size);
        const int type = static_cast<unsigned char>(asked[asked.size() - 3]);
        const bool exists = std::ranges::any_of(records_, [&](auto& one) { return one.first.first == name; });
        auto found = records_.find({name, type});
        std::string answers;
        std::size_t count = 0;
        if (found != records_.end() && !fails)
            for (auto& data : found->second) {
                answers += "\xC0\x0C" + two_bytes(static_cast<std::size_t>(type)) + two_bytes(ns_c_in) + std::string(4, '\0') +
                           two_bytes(data.size()) + data;
                ++count;
            }
        const bool cut = head_size + asked.size() + answers.size() > most;
        const std::size_t code = fails ? ns_r_servfail : exists ? ns_r_noerror : ns_r_nxdomain;
        // An answer (RFC 1035 4.1.1: QR, RD, RA), cut short or not.
        const std::size_t flags = 0x8180U | (cut ? 0x0200U : 0U) | code;
        return std::string(question.substr(0, 2)) + two_bytes(flags) + two_bytes(1) + two_bytes(cut ? 0 : count) + two_bytes(0) +
               two_bytes(0) + std::string(asked) + (cut ? "" : answers);
    }

    std::map<std::pair<std::string, int>, std::vector<std::string>> records_;
    int udp_ = -1, tcp_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<int> by_tcp_ = 0;
    std::jthread thread_;
};

}  // namespace goodhost::dns::testing
