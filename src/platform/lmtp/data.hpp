#pragma once
#include <string>
#include <string_view>

namespace goodhost::lmtp {

/// Takes the dots off what follows DATA (RFC 5321 section 4.5.2). Only CR LF . CR LF ends it: a bare LF is content, so
/// nothing can be smuggled in behind a false end. Holds no bytes but those of an unfinished mark.
class DataReader {
  public:
    /// Appends what was said to `out`; returns how many bytes were consumed, fewer than given only at the end.
    std::size_t take(std::string_view bytes, std::string& out);
    bool ended() const { return state_ == State::ended; }

  private:
    enum class State { line_start, text, cr, dot, dot_cr, ended };
    void step(char c, std::string& out);
    State state_ = State::line_start;
};

}  // namespace goodhost::lmtp
