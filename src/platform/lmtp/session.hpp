#pragma once
#include <string>
#include <string_view>

#include "platform/lmtp/command.hpp"
#include "platform/lmtp/lmtp.hpp"

namespace goodhost::lmtp {

/// `reply` as one line on the wire.
std::string written(const Reply& reply);

/// The conversation without the wire: lines in, words and wishes out.
class Session {
  public:
    /// say: `text` is the answer. ask_pressure, ask_recipient: the caller asks the receiver and tells `pressure_told`,
    /// `recipient_told`. receive: `text` is said, then the message is read. end: `text` is said and the connection closed.
    enum class Next { say, ask_pressure, ask_recipient, receive, end };
    struct Step {
        Next next = Next::say;
        std::string text;
    };

    explicit Session(const Options& options) : options_(options) {}
    std::string greeting() const;
    Step line(std::string_view line);
    std::string pressure_told(const std::optional<Reply>& pressure);
    std::string recipient_told(const Reply& reply);
    /// The message was taken or refused, for each recipient: the next one begins anew.
    void finished() { reset(); }

    const Envelope& envelope() const { return envelope_; }
    const std::string& asked_recipient() const { return asked_.address; }
    std::uint64_t announced_size() const { return asked_.size; }

  private:
    Step hello(std::string_view argument);
    Step mail(std::string_view argument);
    Step rcpt(std::string_view argument);
    Step data() const;
    Step refuse(const Reply& reply);
    void reset();

    const Options& options_;
    Envelope envelope_;
    Path asked_;  ///< of the receiver, not answered yet
    bool greeted_ = false, has_sender_ = false, utf8_ = false;
    int faults_ = 0;
};

}  // namespace goodhost::lmtp
