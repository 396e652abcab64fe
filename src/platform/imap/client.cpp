#include "platform/imap/client.hpp"

#include <algorithm>

namespace goodhost::imap {

namespace {

constexpr std::chrono::seconds patience{60};

using net::Failure;
using net::Fault;

std::string name_of(std::string_view folder) { return quoted(mailbox_name(folder)).value_or("\"INBOX\""); }

}  // namespace

net::Task<void> Client::connect() {
    co_await transport_.connect();
    if (security_ == Security::tls) co_await transport_.secure();
    auto greeting = co_await next_response(patience);
    if (greeting.kind != Kind::ok && greeting.kind != Kind::preauth) throw Failure(Fault::protocol, greeting.text);
    greeted_as_known_ = greeting.kind == Kind::preauth;
    if (security_ == Security::starttls) co_await start_tls();
    if (capabilities_.empty()) co_await ask_capabilities();
}

net::Task<void> Client::start_tls() {
    if (greeted_as_known_) throw Failure(Fault::encryption, "the server greets with PREAUTH, so nothing can be encrypted");
    co_await must("STARTTLS", Fault::encryption);
    // What came before the handshake may have been put there by somebody on the way (CVE-2011-0411).
    if (!unread().empty()) throw Failure(Fault::encryption, "the server spoke before the handshake");
    co_await transport_.secure();
    capabilities_.clear();
}

net::Task<void> Client::ask_capabilities() { co_await must("CAPABILITY", Fault::protocol); }

net::Task<Opened> Client::select(const std::string& folder) {
    Opened opened;
    const Each each = [&](Response& response) {
        if (auto validity = number_of_code(response, "UIDVALIDITY")) opened.uid_validity = *validity;
        if (auto next = number_of_code(response, "UIDNEXT")) opened.uid_next = *next;
    };
    const auto text = "SELECT " + name_of(folder);
    auto done = co_await command(text, &each);
    if (done.kind != Kind::ok) throw Failure(Fault::folder, folder + ": " + done.text);
    if (!opened.uid_validity) throw Failure(Fault::protocol, "the server has no UIDVALIDITY");
    news_ = false;
    co_return opened;
}

net::Task<bool> Client::has_folder(const std::string& folder) {
    const auto text = "STATUS " + name_of(folder) + " (UIDVALIDITY)";
    auto done = co_await command(text);
    co_return done.kind == Kind::ok;
}

net::Task<std::vector<Listed>> Client::list_after(std::uint32_t after) {
    news_ = false;
    std::vector<Listed> listed;
    const Each each = [&](Response& response) {
        auto& one = response.fetched;
        // `n:*` names the last message even when that stands before n. A server may tell flags without being asked.
        if (response.kind != Kind::fetch || one.uid <= after || !one.has_size || one.deleted) return;
        if (listed.size() < most_listed) listed.push_back(std::move(one));
    };
    const auto text = "UID FETCH " + std::to_string(after + 1) + ":* (UID FLAGS INTERNALDATE RFC822.SIZE)";
    co_await must(text, Fault::protocol, &each);
    std::ranges::sort(listed, {}, &Listed::uid);
    co_return listed;
}

net::Task<bool> Client::fetch(std::uint32_t uid, net::SpoolFile& spool) {
    body_ = &spool;
    got_body_ = false;
    bool other = false;
    const Each each = [&](Response& response) {
        if (response.kind != Kind::fetch || !response.fetched.body) return;
        other |= response.fetched.uid != uid;
        if (!got_body_) got_body_ = spool.write(*response.fetched.body);
    };
    const auto text = "UID FETCH " + std::to_string(uid) + " (UID BODY.PEEK[])";
    auto done = co_await command(text, &each);
    body_ = nullptr;
    if (done.kind != Kind::ok) throw Failure(Fault::protocol, done.text);
    if (other) throw Failure(Fault::protocol, "the server sent another message than was asked for");
    co_return got_body_;
}

net::Task<void> Client::mark_seen(std::uint32_t uid) {
    const auto text = "UID STORE " + std::to_string(uid) + " +FLAGS.SILENT (\\Seen)";
    co_await must(text, Fault::protocol);
}

net::Task<void> Client::move(std::uint32_t uid, const std::string& folder) {
    const auto number = std::to_string(uid);
    const bool at_once = can("MOVE");
    const auto text = (at_once ? "UID MOVE " : "UID COPY ") + number;
    auto done = co_await command_with_name(text, folder);
    if (done.kind != Kind::ok) throw Failure(Fault::folder, folder + ": " + done.text);
    if (at_once) co_return;
    const auto store = "UID STORE " + number + " +FLAGS.SILENT (\\Seen \\Deleted)";
    co_await must(store, Fault::protocol);
    // Without UIDPLUS an EXPUNGE would take what others have marked along; so the mark is left.
    if (!can("UIDPLUS")) co_return;
    const auto expunge = "UID EXPUNGE " + number;
    co_await must(expunge, Fault::protocol);
}

net::Task<Response> Client::command_with_name(std::string_view before, std::string_view folder) {
    const auto name = name_of(folder);
    const auto text = std::string(before) + " " + name;
    auto done = co_await command(text);
    if (done.kind != Kind::no || !done.code.starts_with("TRYCREATE")) co_return done;
    const auto create = "CREATE " + name;
    co_await command(create);
    auto again = co_await command(text);
    co_return again;
}

net::Task<void> Client::wait_for_news(std::chrono::milliseconds longest, std::chrono::milliseconds poll) {
    if (news_) co_return;
    if (can("IDLE")) {
        co_await idle(longest);
        co_return;
    }
    const auto until = std::chrono::steady_clock::now() + longest;
    while (!news_ && std::chrono::steady_clock::now() < until) {
        co_await transport_.readable(poll);
        co_await must("NOOP", Fault::protocol);
    }
}

net::Task<void> Client::idle(std::chrono::milliseconds longest) {
    const auto tag = next_tag(), text = tag + " IDLE\r\n";
    co_await transport_.write(text);
    auto answer = co_await next_response(patience);
    while (answer.tag.empty() && answer.kind != Kind::go_on) answer = co_await next_response(patience);
    if (answer.kind != Kind::go_on) throw Failure(Fault::protocol, answer.text);
    const auto until = std::chrono::steady_clock::now() + longest;
    while (!news_ && std::chrono::steady_clock::now() < until) {
        // The time runs out by a word of ours, not by an end of the connection: a byte is looked for without taking it. What
        // came together with the last answer is here already.
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        bool spoke = !unread().empty();
        if (!spoke) spoke = co_await transport_.readable(left);
        if (!spoke) break;
        co_await next_response(longest);
    }
    co_await transport_.write("DONE\r\n");
    co_await finish(tag);
}

net::Task<void> Client::logout() {
    const auto text = next_tag() + " LOGOUT\r\n";
    co_await transport_.write(text);
    transport_.close();
}

void Client::note(const Response& response) {
    if (response.kind == Kind::exists) news_ = true;
    if (response.kind == Kind::capability) learn(response.text);
    constexpr std::string_view in_code = "CAPABILITY ";
    if (response.code.starts_with(in_code)) learn(std::string_view(response.code).substr(in_code.size()));
    if (response.kind == Kind::bye && response.tag.empty()) throw Failure(Fault::connection, response.text);
}

void Client::learn(std::string_view words) {
    capabilities_.clear();
    std::string word;
    for (const char c : std::string(words) + " ") {
        if (c != ' ') {
            word += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        } else if (!word.empty()) {
            capabilities_.insert(std::exchange(word, {}));
        }
    }
}

}  // namespace goodhost::imap
