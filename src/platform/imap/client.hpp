#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "platform/imap/imap.hpp"
#include "platform/imap/response.hpp"
#include "platform/net/spool.hpp"
#include "platform/net/transport.hpp"

namespace goodhost::imap {

struct Opened {
    std::uint32_t uid_validity = 0;
    std::uint32_t uid_next = 0;  ///< 0: not told
};

/// One conversation with an IMAP server, on the loop's thread. Whatever goes wrong throws net::Failure; the conversation
/// is over then.
class Client {
  public:
    Client(net::Loop& loop, net::Destination destination, Security security)
        : transport_(loop, std::move(destination)), security_(security) {}

    net::Task<void> connect();
    net::Task<void> login(const Credentials& credentials);
    net::Task<Opened> select(const std::string& folder);
    /// False when there is no such folder.
    net::Task<bool> has_folder(const std::string& folder);
    /// What stands behind `after`, oldest first, at most `most_listed`; what is marked as deleted is none.
    net::Task<std::vector<Listed>> list_after(std::uint32_t after);
    /// The whole message, without marking it. False when it is gone; `spool` may have failed.
    net::Task<bool> fetch(std::uint32_t uid, net::SpoolFile& spool);
    net::Task<void> mark_seen(std::uint32_t uid);
    /// Into a folder, which is made when it is missing.
    net::Task<void> move(std::uint32_t uid, const std::string& folder);
    /// Returns when something has come, and after `longest` at the latest. Without IDLE it asks every `poll`.
    net::Task<void> wait_for_news(std::chrono::milliseconds longest, std::chrono::milliseconds poll);
    net::Task<void> logout();
    /// From the loop's thread: whatever waits ends.
    void close() { transport_.close(); }
    bool can(std::string_view capability) const { return capabilities_.contains(std::string(capability)); }

    static constexpr std::size_t most_listed = 100'000;

  private:
    using Each = std::function<void(Response&)>;
    net::Task<std::string> read_piece(std::chrono::milliseconds patience);
    net::Task<void> read_literal(std::uint64_t size, std::string& into);
    net::Task<void> stream_literal(std::uint64_t size);
    net::Task<void> fill(std::chrono::milliseconds patience);
    net::Task<Response> next_response(std::chrono::milliseconds patience);
    // What is handed to a coroutine is a named value of the caller: GCC 12 destroys temporaries of an awaited call twice.
    net::Task<Response> finish(std::string_view tag, const Each* each = nullptr);
    net::Task<Response> command(std::string_view text, const Each* each = nullptr);
    net::Task<void> must(std::string_view text, net::Fault fault, const Each* each = nullptr);
    net::Task<Response> command_with_name(std::string_view before, std::string_view folder);
    net::Task<Response> authenticate(std::string_view mechanism, std::string_view initial);
    net::Task<Response> plain_login(const Credentials& credentials);
    net::Task<void> ask_capabilities();
    net::Task<void> start_tls();
    net::Task<void> idle(std::chrono::milliseconds longest);
    void note(const Response& response);
    void learn(std::string_view words);
    std::string next_tag() { return "g" + std::to_string(++tags_); }
    std::string_view unread() const { return std::string_view(buffer_).substr(at_); }

    net::Transport transport_;
    const Security security_;
    std::set<std::string> capabilities_;  ///< in upper case
    std::string buffer_;
    std::size_t at_ = 0;
    int tags_ = 0;
    bool news_ = false, greeted_as_known_ = false;
    net::SpoolFile* body_ = nullptr;  ///< where a message that is being fetched goes
    bool got_body_ = false;
};

}  // namespace goodhost::imap
