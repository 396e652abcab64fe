#include "platform/lmtp/data.hpp"

#include <algorithm>

namespace goodhost::lmtp {

std::size_t DataReader::take(std::string_view bytes, std::string& out) {
    std::size_t at = 0;
    while (at < bytes.size() && !ended()) {
        if (state_ == State::text) {
            auto end = std::min(bytes.find('\r', at), bytes.size());
            out.append(bytes.substr(at, end - at));
            at = end;
            if (at == bytes.size()) break;
        }
        step(bytes[at++], out);
    }
    return at;
}

void DataReader::step(char c, std::string& out) {
    if (state_ == State::line_start && c == '.') {
        state_ = State::dot;
        return;
    }
    if (state_ == State::dot && c == '\r') {
        state_ = State::dot_cr;
        return;
    }
    if (state_ == State::dot_cr) {
        if (c == '\n') {
            state_ = State::ended;
            return;
        }
        out += '\r';
        state_ = State::cr;
    }
    out += c;
    if (state_ == State::cr && c == '\n')
        state_ = State::line_start;
    else
        state_ = c == '\r' ? State::cr : State::text;
}

}  // namespace goodhost::lmtp
