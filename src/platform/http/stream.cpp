#include "platform/http/stream.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>

namespace goodhost::http {

namespace {

Io result_of(ssize_t count, Step if_it_would_block) {
    if (count > 0) return {Step::done, static_cast<std::size_t>(count)};
    bool blocked = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    return {blocked ? if_it_would_block : Step::closed};
}

iovec as_iovec(std::string_view piece) { return {const_cast<char*>(piece.data()), piece.size()}; }

}  // namespace

Stream::Stream(TcpSocket socket) : socket_(std::move(socket)) {
    boost::system::error_code ignored;
    socket_.native_non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

Io PlainStream::try_read(std::span<char> into) {
    return result_of(::recv(socket_.native_handle(), into.data(), into.size(), 0), Step::want_read);
}

Io PlainStream::try_write(const Pieces& pieces) {
    std::array<iovec, 2> vectors{as_iovec(pieces[0]), as_iovec(pieces[1])};
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = pieces[1].empty() ? 1 : 2;
    return result_of(::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL), Step::want_write);
}

Io PlainStream::try_shutdown() {
    ::shutdown(socket_.native_handle(), SHUT_WR);
    return {Step::done};
}

Task<void> wait_for(TcpSocket& socket, Step want) {
    auto direction = want == Step::want_read ? asio::socket_base::wait_read : asio::socket_base::wait_write;
    co_await socket.async_wait(direction, as_task);
}

}  // namespace goodhost::http
