#include <boost/asio/io_context.hpp>
#include <boost/beast/_experimental/test/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "platform/live/message.hpp"

/// Outside bytes as what stands behind the handshake of a live connection: frames, and in them messages.
namespace goodhost::live {

namespace beast = boost::beast;

constexpr std::string_view handshake =
    "GET /live HTTP/1.1\r\nHost: host.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
constexpr std::size_t longest_message = 16 * 1024;

void check_frames(std::string_view bytes) {
    boost::asio::io_context context;
    beast::websocket::stream<beast::test::stream, false> socket(context, std::string(handshake) + std::string(bytes));
    auto remote = beast::test::connect(socket.next_layer());
    remote.close();
    socket.read_message_max(longest_message);
    beast::error_code error;
    socket.accept(error);
    while (!error) {
        beast::flat_buffer message;
        socket.read(message, error);
        if (!error) parse_client_message({static_cast<const char*>(message.data().data()), message.size()});
    }
}

}  // namespace goodhost::live

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    goodhost::live::check_frames(bytes);
    goodhost::live::parse_client_message(bytes);
    return 0;
}
