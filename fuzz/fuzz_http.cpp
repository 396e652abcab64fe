#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/http/forwarded.hpp"
#include "platform/http/request_parser.hpp"
#include "platform/http/target.hpp"

/// Outside bytes as what an HTTP client or a proxy sends. In whichever pieces they come, they are the same request.
namespace goodhost::http {

constexpr std::size_t max_header_bytes = 4096;
constexpr std::size_t max_body_bytes = 64 * 1024;

struct Body final : BodySink {
    std::string bytes;
    std::optional<Refusal> take(std::string_view more) override {
        bytes += more;
        if (bytes.size() > max_body_bytes) return refusals::too_large;
        return std::nullopt;
    }
};

struct Reading {
    Request request;
    Body body;
    bool whole = false;
    int refused = 0;
};

/// As a connection reads: what was not consumed is offered again together with the next `piece` bytes.
void read_request(std::string_view bytes, std::size_t piece, Reading& reading) {
    RequestParser parser(reading.request, max_header_bytes);
    parser.set_sink(reading.body);
    std::size_t begin = 0, end = std::min(piece, bytes.size());
    while (!parser.is_done()) {
        const auto used = parser.feed(bytes.substr(begin, end - begin));
        if (used > end - begin) std::abort();
        begin += used;
        if (parser.refusal()) {
            reading.refused = parser.refusal()->status;
            return;
        }
        if (used > 0 && begin < end && !parser.needs_more()) continue;
        if (end == bytes.size()) return;
        end = std::min(end + piece, bytes.size());
    }
    reading.whole = true;
}

void check_request(std::string_view bytes) {
    Reading at_once, in_pieces;
    read_request(bytes, bytes.size(), at_once);
    read_request(bytes, 1, in_pieces);
    if (at_once.whole != in_pieces.whole) std::abort();
    if (!at_once.whole) return;
    if (at_once.request.target != in_pieces.request.target || at_once.body.bytes != in_pieces.body.bytes) std::abort();
    if (at_once.request.headers.items() != in_pieces.request.headers.items()) std::abort();
    at_once.request.cookie("session");
    parse_form(at_once.body.bytes);
}

void check_target(std::string_view bytes) {
    auto target = parse_target(bytes);
    if (target && (!target->path.starts_with('/') || target->path.contains("/../") || !is_utf8(target->path))) std::abort();
    auto host = parse_host(bytes);
    if (host && host->find_first_of("/@\\ \r\n") != std::string::npos) std::abort();
    ProxyHeader header;
    if (parse_proxy_header(bytes, header) == ProxyParse::whole && header.bytes > bytes.size()) std::abort();
}

}  // namespace goodhost::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    goodhost::http::check_request(bytes);
    goodhost::http::check_target(bytes);
    return 0;
}
