#include "platform/lmtp/connection.hpp"

#include <boost/asio/write.hpp>

#include "platform/core/problem.hpp"
#include "platform/lmtp/data.hpp"
#include "platform/log/log.hpp"

namespace goodhost::lmtp {

namespace {

constexpr std::size_t longest_line = 4096, piece_size = 64 * 1024;
constexpr std::chrono::seconds farewell{2};
const Reply try_again{451, "4.3.0", "Not now, try again"};
const Reply busy{451, "4.3.2", "Too much to do, try again"};

}  // namespace

net::Task<void> Connection::run() {
    auto self = shared_from_this();
    out_ = session_.greeting();
    std::string line;
    while (true) {
        const bool got = co_await next_line(line);
        if (!got) break;
        const bool goes_on = co_await obey(line);
        if (!goes_on) break;
    }
    if (stopping_) out_ += written({421, "4.3.2", "Going down"});
    co_await flush();
    deadline_.cancel();
    boost::system::error_code ignored;
    socket_.shutdown(net::Socket::shutdown_both, ignored);
    socket_.close(ignored);
}

net::Task<void> Connection::turn_away() {
    auto self = shared_from_this();
    out_ = written({421, "4.3.2", "Too many connections"});
    co_await flush();
    deadline_.cancel();
}

void Connection::wind_up() {
    stopping_ = true;
    boost::system::error_code ignored;
    socket_.cancel(ignored);
}

void Connection::arm(std::chrono::milliseconds patience) {
    deadline_.expires_after(patience);
    deadline_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
        boost::system::error_code ignored;
        if (!error) self->socket_.close(ignored);
    });
}

net::Task<bool> Connection::flush() {
    if (out_.empty()) co_return true;
    arm(stopping_ ? farewell : options_.patience);
    auto text = std::exchange(out_, {});
    auto [error, bytes] = co_await net::asio::async_write(socket_, net::asio::buffer(text), net::as_task);
    co_return !error;
}

net::Task<bool> Connection::fill() {
    const bool told = co_await flush();
    if (!told || stopping_) co_return false;
    buffer_.erase(0, std::exchange(at_, 0));
    const auto held = buffer_.size();
    buffer_.resize(held + piece_size);
    arm(options_.patience);
    auto [error, bytes] = co_await socket_.async_read_some(net::asio::buffer(buffer_.data() + held, piece_size), net::as_task);
    buffer_.resize(held + (error ? 0 : bytes));
    co_return !error && !stopping_;
}

net::Task<bool> Connection::next_line(std::string& line) {
    while (true) {
        const auto end = unread().find('\n');
        if (std::min(end, unread().size()) > longest_line) {
            out_ += written({500, "5.5.6", "The line is too long"});
            co_return false;
        }
        if (end != std::string_view::npos) {
            line = unread().substr(0, end);
            at_ += end + 1;
            co_return true;
        }
        const bool more = co_await fill();
        if (!more) co_return false;
    }
}

net::Task<bool> Connection::obey(std::string& line) {
    // A line that ends otherwise is none (RFC 5321 section 2.3.8); it is answered as a command that is not known.
    if (line.ends_with('\r'))
        line.pop_back();
    else
        line.clear();
    auto step = session_.line(line);
    std::optional<Reply> pressure;
    Reply answer = try_again;
    bool told = true;
    switch (step.next) {
        case Session::Next::say: break;
        case Session::Next::end: out_ += step.text; co_return false;
        case Session::Next::receive:
            out_ += step.text;
            told = co_await receive_message();
            co_return told;
        case Session::Next::ask_pressure:
            told = co_await loop_.offload([&] {
                try {
                    pressure = receiver_.pressure(session_.announced_size());
                } catch (const std::exception&) { pressure = try_again; }
            });
            step.text = session_.pressure_told(told ? pressure : busy);
            break;
        case Session::Next::ask_recipient:
            told = co_await loop_.offload([&] {
                try {
                    answer = receiver_.recipient(session_.asked_recipient());
                } catch (const std::exception& error) { log::warning("lmtp.recipient", {{"error", error.what()}}); }
            });
            step.text = session_.recipient_told(told ? answer : busy);
            break;
    }
    out_ += step.text;
    co_return true;
}

net::Task<bool> Connection::receive_message() {
    net::SpoolFile spool(options_.spool_folder);
    bool too_large = false;
    const bool whole = co_await read_message(spool, too_large);
    if (!whole) co_return false;
    const auto recipients = session_.envelope().recipients;
    for (auto& recipient : recipients) {
        auto reply = co_await deliver(recipient, spool, too_large);
        out_ += written(reply);
    }
    session_.finished();
    co_return true;
}

net::Task<bool> Connection::read_message(net::SpoolFile& spool, bool& too_large) {
    const auto until = std::chrono::steady_clock::now() + options_.message_time;
    DataReader reader;
    std::string said;
    std::uint64_t size = 0;
    while (!reader.ended()) {
        if (unread().empty()) {
            const bool more = co_await fill();
            if (!more || std::chrono::steady_clock::now() > until) co_return false;
        }
        said.clear();
        at_ += reader.take(unread(), said);
        size += said.size();
        too_large = size > options_.largest_message;
        if (!too_large) spool.write(said);
    }
    co_return true;
}

net::Task<Reply> Connection::deliver(const std::string& recipient, const net::SpoolFile& spool, bool too_large) {
    if (too_large) co_return Reply{552, "5.3.4", "The message is too large"};
    if (!spool.good()) co_return Reply{452, "4.3.1", "No room to store it"};
    Reply reply = busy;
    co_await loop_.offload([&] { reply = answer_of(recipient, spool); }, net::Lane::lengthy);
    co_return reply;
}

Reply Connection::answer_of(const std::string& recipient, const net::SpoolFile& spool) {
    try {
        return receiver_.take(session_.envelope(), recipient, spool.path());
    } catch (const Problem& problem) {
        log::warning("lmtp.not_taken", {{"problem", problem.code}, {"detail", problem.log}});
    } catch (const std::exception& error) { log::error("lmtp.not_taken", {{"error", error.what()}}); }
    return try_again;
}

}  // namespace goodhost::lmtp
