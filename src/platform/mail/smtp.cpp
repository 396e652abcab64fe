#include "platform/mail/smtp.hpp"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <utility>
#include <vector>

#include "platform/http/public_address.hpp"
#include "platform/mail/ascii.hpp"

namespace goodhost::mail {

namespace {

constexpr long connect_seconds = 20, total_seconds = 120;
/// Connections that are kept for one relay; more are closed after their mail.
constexpr std::size_t most_idle = 8;

using Curl = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

struct Talk {
    std::string_view rest;  ///< of the mail, not yet taken
    const std::function<bool()>* before_end = nullptr;
    bool ended = false;               ///< all of it was taken
    std::exception_ptr fault = {};    ///< of before_end: none may pass through C
    std::string good = {}, bad = {};  ///< the last line of each kind that the server said
    std::string refused = {};         ///< an address that is not public
};

bool may_end(Talk& talk) {
    try {
        return !talk.before_end || !*talk.before_end || (*talk.before_end)();
    } catch (...) {
        talk.fault = std::current_exception();
        return false;
    }
}

std::size_t give(char* buffer, std::size_t size, std::size_t count, void* state) {
    auto& talk = *static_cast<Talk*>(state);
    auto taken = talk.rest.substr(0, size * count);
    if (!talk.ended && taken.size() == talk.rest.size()) {
        if (!may_end(talk)) return CURL_READFUNC_ABORT;
        talk.ended = true;
    }
    taken.copy(buffer, taken.size());
    talk.rest.remove_prefix(taken.size());
    return taken.size();
}

/// The connection's good-bye (221) is no answer to a mail.
std::size_t hear(char* buffer, std::size_t size, std::size_t count, void* state) {
    auto& talk = *static_cast<Talk*>(state);
    std::string_view line(buffer, size * count);
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
    bool accepted = line.starts_with('2') && !line.starts_with("221");
    if (accepted) talk.good = line;
    // What is followed by a friendly word was no end: an EHLO that is not known, a way to sign in that is not taken.
    if (accepted || line.starts_with('3')) talk.bad.clear();
    if (line.starts_with('4') || line.starts_with('5')) talk.bad = line;
    return size * count;
}

/// Asked for the very address that is about to be connected to: no second resolution can change it.
curl_socket_t open_socket(void* state, curlsocktype, curl_sockaddr* target) {
    auto address = http::Address::from(&target->addr);
    if (address && http::is_public(*address)) return ::socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
    static_cast<Talk*>(state)->refused = address ? address->text() : "another family";
    return CURL_SOCKET_BAD;
}

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) { return size * count; }

std::string url_of(const Relay& relay) {
    bool literal = relay.host.find(':') != std::string::npos;
    return (relay.security == Security::tls ? "smtps://" : "smtp://") + (literal ? "[" + relay.host + "]" : relay.host) + ":" +
           std::to_string(relay.port) + "/" + relay.hello;
}

void set_up(CURL* curl, const Relay& relay, Talk& talk, char* fault) {
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, url_of(relay).c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    bool checked = relay.security == Security::starttls || relay.security == Security::tls;
    auto use = relay.security == Security::none ? CURLUSESSL_NONE : checked ? CURLUSESSL_ALL : CURLUSESSL_TRY;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(use));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, checked ? 1L : 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, checked ? 2L : 0L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!relay.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, relay.ca_file.c_str());
    if (!relay.username.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, relay.username.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, relay.password.c_str());
    }
    if (!relay.allow_private) {
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &talk);
    }
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, hear);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &talk);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, total_seconds);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, fault);
}

bool is_about_tls(CURLcode code) {
    return code == CURLE_USE_SSL_FAILED || code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CIPHER;
}

/// One line without control characters.
std::string plain(std::string_view text) {
    std::string out(text.substr(0, 500));
    for (char& c : out)
        if (static_cast<unsigned char>(c) < ' ' || c == 127) c = ' ';
    return out;
}

SmtpReply reply_of(CURLcode code, const Talk& talk, const char* fault) {
    if (code == CURLE_OK) {
        auto reply = read_reply(talk.good);
        reply.reply_class = ReplyClass::accepted;
        return reply;
    }
    std::string said = *fault ? fault : curl_easy_strerror(code);
    if (!talk.refused.empty()) said = talk.refused + " is not on the public internet (mailbox_allow_private)";
    if (is_about_tls(code)) return {ReplyClass::insecure, 0, {}, plain(said)};
    if (code == CURLE_LOGIN_DENIED) {
        auto reply = read_reply(talk.bad);
        // Without an answer of the server: it offers no way to sign in that we know.
        if (reply.words.empty()) reply.words = plain(said);
        if (reply.code / 100 != 4) reply.reply_class = ReplyClass::login;
        return reply;
    }
    bool answered = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_QUOTE_ERROR || code == CURLE_RECV_ERROR ||
                    code == CURLE_REMOTE_ACCESS_DENIED || code == CURLE_UPLOAD_FAILED;
    if (answered && !talk.bad.empty()) return read_reply(talk.bad);
    return {ReplyClass::unreached, 0, {}, plain(said), talk.ended};
}

}  // namespace

/// Handles are kept with what they are connected to, so that no mail leaves under another brand's login.
struct SmtpClient::State {
    std::mutex mutex;
    std::vector<std::pair<std::string, Curl>> idle;

    Curl take(const std::string& key) {
        const std::lock_guard lock(mutex);
        auto at = std::ranges::find(idle, key, &std::pair<std::string, Curl>::first);
        if (at == idle.end()) return {curl_easy_init(), curl_easy_cleanup};
        auto found = std::move(at->second);
        idle.erase(at);
        return found;
    }
    void give_back(const std::string& key, Curl curl) {
        const std::lock_guard lock(mutex);
        auto of_relay = std::ranges::count(idle, key, &std::pair<std::string, Curl>::first);
        if (static_cast<std::size_t>(of_relay) < most_idle) idle.emplace_back(key, std::move(curl));
    }
    SmtpReply perform(const Relay& relay, const Envelope* envelope, Talk talk);
};

SmtpReply SmtpClient::State::perform(const Relay& relay, const Envelope* envelope, Talk talk) {
    const auto size = talk.rest.size();
    auto key = url_of(relay) + "\n" + std::to_string(static_cast<int>(relay.security)) + "\n" + relay.username + "\n" + relay.password +
               "\n" + relay.ca_file + (relay.allow_private ? "" : "\npublic");
    auto curl = envelope ? take(key) : Curl(curl_easy_init(), curl_easy_cleanup);
    char fault[CURL_ERROR_SIZE] = {};
    set_up(curl.get(), relay, talk, fault);
    List to(nullptr, curl_slist_free_all);
    if (envelope) {
        to.reset(curl_slist_append(nullptr, ("<" + envelope->to + ">").c_str()));
        curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ("<" + envelope->from + ">").c_str());
        curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, to.get());
        curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, give);
        curl_easy_setopt(curl.get(), CURLOPT_READDATA, &talk);
        curl_easy_setopt(curl.get(), CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(size));
        curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    } else {
        // A harmless word instead of a mail (RFC 5321 4.1.1.9).
        curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
    }
    auto reply = reply_of(curl_easy_perform(curl.get()), talk, fault);
    // The good-bye of the connection, which may come much later, must not be told to what is gone by then.
    curl_easy_reset(curl.get());
    if (talk.fault) std::rethrow_exception(talk.fault);
    // After a failure the connection's state is not known for sure.
    if (envelope && reply.reply_class == ReplyClass::accepted) give_back(key, std::move(curl));
    return reply;
}

SmtpClient::SmtpClient() : state_(std::make_unique<State>()) {}
SmtpClient::~SmtpClient() = default;

SmtpReply SmtpClient::send(const Relay& relay, const Envelope& envelope, std::string_view raw, const std::function<bool()>& before_end) {
    return state_->perform(relay, &envelope, {raw, &before_end});
}

SmtpReply SmtpClient::probe(const Relay& relay) { return state_->perform(relay, nullptr, {}); }

}  // namespace goodhost::mail
