#pragma once
#include <memory>
#include <optional>
#include <string>

#include "platform/http/answer.hpp"
#include "platform/http/body.hpp"
#include "platform/http/edge_state.hpp"
#include "platform/http/edge_thread.hpp"
#include "platform/http/mailbox.hpp"

namespace goodhost::http {

class WebSocketSession;

/// How long a server that stops waits for the request of a connection that was just made.
inline constexpr std::chrono::milliseconds first_words_time{500};

/// Bytes that were read and not yet parsed.
class Input {
  public:
    std::string_view view() const { return std::string_view(bytes_).substr(begin_); }
    bool empty() const { return begin_ == bytes_.size(); }
    void consume(std::size_t count);
    void append(std::string_view bytes);
    /// An idle connection should cost little memory.
    void release_if_large();

  private:
    std::string bytes_;
    std::size_t begin_ = 0;
};

/// A client's connection from its first byte to its last: requests one after the other, pipelined ones too, each
/// answered before the next is looked at. Lives on one EdgeThread; its own coroutine owns it.
class Connection final : public Watched {
  public:
    /// `counted`: leaves AddressCounts with the connection.
    Connection(EdgeState& state, std::shared_ptr<EdgeThread> thread, std::unique_ptr<Stream> stream, const Address& peer);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Task<void> run();

    void expire() override;
    void wind_up() override;
    void abandon() override;

  private:
    /// One request while it is read.
    struct Incoming {
        explicit Incoming(std::size_t max_header_bytes) : parser(request, max_header_bytes) {}
        Request request;
        RequestParser parser;
        std::optional<Refusal> refusal;
        Conditions conditions;
    };

    // connection.cpp: the course of a connection
    Task<bool> greet();
    Task<bool> read_proxy_header();
    Task<bool> serve_one();
    Task<bool> converse(Incoming& incoming);
    Task<bool> upgrade(Incoming& incoming);
    Task<std::optional<Outcome>> outcome_of(std::shared_ptr<Mailbox> mailbox);
    Task<void> leave();

    // connection_read.cpp
    /// False when the peer went away or the connection is to end without an answer.
    Task<bool> read_head(Incoming& incoming);
    Task<bool> read_body(Incoming& incoming, const BodyPlan& plan);
    Task<bool> read_rest(Incoming& incoming, BodyReceiver& receiver);
    /// Points into the thread's scratch; empty at the end of the stream or when interrupted.
    Task<std::string_view> receive();
    void feed(RequestParser& parser, std::string_view bytes);
    void finish_head(Incoming& incoming);

    // connection_write.cpp
    Task<bool> send(Pieces pieces);
    Task<bool> send_answer(const Answer& answer);
    Task<bool> send_file(const Answer& answer);
    Task<bool> respond(Response response, const Conditions& conditions);
    Task<bool> refuse(const Refusal& refusal, Conditions conditions);

    Task<void> wait(Step want);
    bool interrupted() const { return expired_ || abandoned_; }
    /// Between two requests of a server that stops: whose next one is not here already has to connect anew, elsewhere.
    bool asks_for_no_more() const { return state_.stopping && idle_ && !first_; }
    void set_deadline(std::chrono::milliseconds from_now);
    /// Without progress for body_timeout, or slower than the least rate over the whole, is too slow.
    void set_transfer_deadline(Monotonic started, std::uint64_t bytes);

    EdgeState& state_;
    std::shared_ptr<EdgeThread> thread_;
    std::unique_ptr<Stream> stream_;
    Address peer_;  ///< of the socket, or what a trusted proxy's PROXY header says
    std::optional<Address> counted_;
    Input input_;
    std::shared_ptr<Mailbox> mailbox_;           ///< of the request that a handler has
    std::shared_ptr<WebSocketSession> session_;  ///< once upgraded
    bool first_ = true, idle_ = false, expired_ = false, abandoned_ = false;
    bool unread_ = false;  ///< the peer may still be sending what we won't read
};

}  // namespace goodhost::http
