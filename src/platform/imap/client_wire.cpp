#include <algorithm>

#include "platform/crypto/encoding.hpp"
#include "platform/imap/client.hpp"

namespace goodhost::imap {

namespace {

constexpr std::chrono::seconds patience{60};
constexpr std::size_t piece_size = 64 * 1024, longest_line = 1 << 20;
constexpr std::uint64_t longest_literal = 1 << 20;  ///< of one that is no message

using net::Failure;
using net::Fault;

Fault refused(const Response& response) { return response.code.starts_with("UNAVAILABLE") ? Fault::connection : Fault::login; }

}  // namespace

net::Task<void> Client::login(const Credentials& credentials) {
    if (greeted_as_known_) co_return;
    Response done;
    const auto &user = credentials.user, &secret = credentials.secret;
    if (credentials.is_token) {
        if (!can("AUTH=XOAUTH2")) throw Failure(Fault::login, "the server does not take tokens (XOAUTH2)");
        const auto initial = "user=" + user + "\x01" + "auth=Bearer " + secret + "\x01\x01";
        done = co_await authenticate("XOAUTH2", initial);
    } else if (can("AUTH=PLAIN")) {
        const auto initial = std::string(1, '\0') + user + std::string(1, '\0') + secret;
        done = co_await authenticate("PLAIN", initial);
    } else {
        done = co_await plain_login(credentials);
    }
    if (done.kind != Kind::ok) throw Failure(refused(done), done.text);
    // What may be done is told anew to who is known, by many without being asked.
    if (!done.code.starts_with("CAPABILITY ")) co_await ask_capabilities();
}

net::Task<Response> Client::authenticate(std::string_view mechanism, std::string_view initial) {
    const auto tag = next_tag(), answer = crypto::base64(initial);
    const bool at_once = can("SASL-IR");
    const auto text = tag + " AUTHENTICATE " + std::string(mechanism) + (at_once ? " " + answer : "") + "\r\n";
    co_await transport_.write(text);
    bool said = at_once;
    while (true) {
        auto response = co_await next_response(patience);
        if (response.tag == tag) co_return response;
        if (response.kind != Kind::go_on) continue;
        // A second question is the reason of a refusal (XOAUTH2): an empty answer ends it.
        const auto line = (std::exchange(said, true) ? std::string() : answer) + "\r\n";
        co_await transport_.write(line);
    }
}

net::Task<Response> Client::plain_login(const Credentials& credentials) {
    if (can("LOGINDISABLED")) throw Failure(Fault::login, "the server takes no password on a connection that is not encrypted");
    auto user = quoted(credentials.user), secret = quoted(credentials.secret);
    if (!user || !secret) throw Failure(Fault::login, "the server takes no characters outside of ASCII in name and password");
    const auto text = "LOGIN " + *user + " " + *secret;
    auto done = co_await command(text);
    co_return done;
}

net::Task<Response> Client::command(std::string_view text, const Each* each) {
    const auto tag = next_tag(), line = tag + " " + std::string(text) + "\r\n";
    co_await transport_.write(line);
    auto done = co_await finish(tag, each);
    co_return done;
}

net::Task<void> Client::must(std::string_view text, Fault fault, const Each* each) {
    auto done = co_await command(text, each);
    if (done.kind != Kind::ok) throw Failure(fault, done.text);
}

net::Task<Response> Client::finish(std::string_view tag, const Each* each) {
    while (true) {
        auto response = co_await next_response(patience);
        if (each) (*each)(response);
        if (response.tag == tag) co_return response;
        if (!response.tag.empty()) throw Failure(Fault::protocol, "an answer to what was not asked");
    }
}

net::Task<Response> Client::next_response(std::chrono::milliseconds wait) {
    Line line;
    while (true) {
        auto piece = co_await read_piece(wait);
        line.text += piece;
        auto size = literal_size(piece);
        if (!size) break;
        if (body_ && !got_body_ && announces_body(line.text)) {
            co_await stream_literal(*size);
            line.literals.emplace_back();
        } else {
            if (*size > longest_literal || line.literals.size() > 100) throw Failure(Fault::protocol, "a text of the server is too long");
            auto& literal = line.literals.emplace_back();
            co_await read_literal(*size, literal);
        }
        if (line.text.size() > longest_line) throw Failure(Fault::protocol, "a line of the server is too long");
    }
    auto response = read_response(line);
    if (!response) throw Failure(Fault::protocol, "not an IMAP server: " + line.text.substr(0, 100));
    note(*response);
    co_return *response;
}

net::Task<std::string> Client::read_piece(std::chrono::milliseconds wait) {
    std::size_t looked = 0;
    while (true) {
        const auto end = unread().find('\n', looked);
        if (end != std::string_view::npos) {
            std::string piece(unread().substr(0, end));
            at_ += end + 1;
            if (piece.ends_with('\r')) piece.pop_back();
            co_return piece;
        }
        looked = unread().size();
        if (looked > longest_line) throw Failure(Fault::protocol, "a line of the server is too long");
        co_await fill(wait);
    }
}

net::Task<void> Client::fill(std::chrono::milliseconds wait) {
    buffer_.erase(0, std::exchange(at_, 0));
    const auto held = buffer_.size();
    buffer_.resize(held + piece_size);
    const auto count = co_await transport_.read(std::span(buffer_).subspan(held), wait);
    buffer_.resize(held + count);
}

net::Task<void> Client::read_literal(std::uint64_t size, std::string& into) {
    while (into.size() < size) {
        if (unread().empty()) co_await fill(patience);
        const auto piece = unread().substr(0, size - into.size());
        into += piece;
        at_ += piece.size();
    }
}

net::Task<void> Client::stream_literal(std::uint64_t size) {
    got_body_ = true;
    while (size) {
        if (unread().empty()) co_await fill(patience);
        const auto piece = unread().substr(0, size);
        body_->write(piece);
        at_ += piece.size();
        size -= piece.size();
    }
}

}  // namespace goodhost::imap
