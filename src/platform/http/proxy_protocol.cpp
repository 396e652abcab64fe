#include <algorithm>
#include <array>

#include "platform/http/forwarded.hpp"

namespace goodhost::http {

namespace {

constexpr std::string_view signature_v2{"\r\n\r\n\0\r\nQUIT\n", 12};
constexpr std::string_view signature_v1 = "PROXY ";
constexpr std::size_t longest_v1 = 107;

std::string_view take_word(std::string_view& line) {
    auto end = std::min(line.find(' '), line.size());
    auto word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

ProxyParse parse_v1(std::string_view bytes, ProxyHeader& header) {
    auto end = bytes.substr(0, longest_v1).find("\r\n");
    if (end == std::string_view::npos) return bytes.size() < longest_v1 ? ProxyParse::partial : ProxyParse::bad;
    header.bytes = end + 2;
    auto line = bytes.substr(signature_v1.size(), end - signature_v1.size());
    auto family = take_word(line);
    if (family == "UNKNOWN") return ProxyParse::whole;
    auto source = Address::parse(take_word(line));
    auto destination = Address::parse(take_word(line));
    bool ports = is_port(take_word(line)) && is_port(line);
    bool known = family == "TCP4" || family == "TCP6";
    if (!known || !source || !destination || !ports) return ProxyParse::bad;
    header.client = source;
    return ProxyParse::whole;
}

ProxyParse parse_v2(std::string_view bytes, ProxyHeader& header) {
    if (bytes.size() < 16) return ProxyParse::partial;
    auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    std::size_t length = byte(14) * 256U + byte(15);
    if (byte(12) >> 4 != 2 || (byte(12) & 15) > 1 || 16 + length > max_proxy_header) return ProxyParse::bad;
    if (bytes.size() < 16 + length) return ProxyParse::partial;
    header.bytes = 16 + length;
    bool local = (byte(12) & 15) == 0;
    int family = byte(13) >> 4;
    if (local || (family != 1 && family != 2)) return ProxyParse::whole;
    if (length < (family == 1 ? 12U : 36U)) return ProxyParse::bad;
    Address client;
    std::ranges::transform(bytes.substr(16, 16), client.bytes.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
    header.client = family == 1 ? Address::v4(std::array{byte(16), byte(17), byte(18), byte(19)}.data()) : client;
    return ProxyParse::whole;
}

bool may_become(std::string_view bytes, std::string_view signature) {
    auto common = std::min(bytes.size(), signature.size());
    return bytes.substr(0, common) == signature.substr(0, common);
}

}  // namespace

ProxyParse parse_proxy_header(std::string_view bytes, ProxyHeader& header) {
    for (auto signature : {signature_v1, signature_v2}) {
        if (!may_become(bytes, signature)) continue;
        if (bytes.size() < signature.size()) return ProxyParse::partial;
        return signature == signature_v1 ? parse_v1(bytes, header) : parse_v2(bytes, header);
    }
    return ProxyParse::bad;
}

}  // namespace goodhost::http
