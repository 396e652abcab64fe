#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/lmtp/data.hpp"
#include "platform/lmtp/session.hpp"

/// Outside bytes as what an LMTP client sends: commands, and the messages between them.
namespace goodhost::lmtp {

/// Lines that begin with a code and end as lines do; nothing of the client's begins one.
void check_reply(std::string_view text) {
    while (!text.empty()) {
        const auto end = text.find("\r\n");
        if (end == std::string_view::npos || end < 3) std::abort();
        const auto line = text.substr(0, end);
        if (line.find_first_of("\r\n") != std::string_view::npos) std::abort();
        if (!std::ranges::all_of(line.substr(0, 3), [](char c) { return c >= '0' && c <= '9'; })) std::abort();
        text.remove_prefix(end + 2);
    }
}

void check_address(std::string_view address) {
    if (std::ranges::any_of(address, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; })) std::abort();
}

/// The message at the beginning of `bytes`, whatever the pieces in which it comes; how long it was.
std::size_t receive(std::string_view bytes) {
    DataReader whole, pieces;
    std::string said, again;
    const auto taken = whole.take(bytes, said);
    std::size_t at = 0;
    while (at < bytes.size() && !pieces.ended()) at += pieces.take(bytes.substr(at, 1), again);
    if (taken != at || said != again || whole.ended() != pieces.ended()) std::abort();
    return taken;
}

/// One conversation; the receiver refuses what is long.
void converse(std::string_view bytes) {
    const Options options{.listen = {}, .spool_folder = {}};
    Session session(options);
    check_reply(session.greeting());
    while (!bytes.empty()) {
        const auto end = bytes.find("\r\n");
        auto step = session.line(bytes.substr(0, end));
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 2);
        if (step.next == Session::Next::ask_pressure) step.text = session.pressure_told(std::nullopt);
        if (step.next == Session::Next::ask_recipient) {
            check_address(session.asked_recipient());
            const bool known = session.asked_recipient().size() < 30;
            step.text = session.recipient_told(known ? Reply{250, "2.1.5", "OK"} : Reply{550, "5.1.1", session.asked_recipient()});
        }
        check_reply(step.text);
        if (std::ssize(session.envelope().recipients) > options.most_recipients) std::abort();
        check_address(session.envelope().sender);
        if (step.next == Session::Next::end) return;
        if (step.next != Session::Next::receive) continue;
        bytes.remove_prefix(receive(bytes));
        session.finished();
    }
}

}  // namespace goodhost::lmtp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    goodhost::lmtp::converse({reinterpret_cast<const char*>(data), size});
    return 0;
}
