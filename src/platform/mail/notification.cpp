#include "platform/mail/notification.hpp"

#include <algorithm>
#include <array>

#include "platform/html/sanitise_text.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/charset.hpp"

namespace goodhost::mail {
namespace {

constexpr std::size_t max_text = 64 << 10;
constexpr std::size_t max_recipients = 100;

// Lines after which servers put the message they return; compared from the first letter or digit on.
constexpr auto original_markers = std::to_array<std::string_view>({"this is a copy of the message",
                                                                   "below this line is a copy of the message",
                                                                   "original message follows",
                                                                   "original message",
                                                                   "unsent message follows",
                                                                   "unsent message below",
                                                                   "message follows",
                                                                   "returned message",
                                                                   "message header follows",
                                                                   "message text follows",
                                                                   "message headers follow",
                                                                   "header of the original message",
                                                                   "original mail as follows",
                                                                   "the original message was",
                                                                   "content-type: message/rfc822",
                                                                   "content-type: text/rfc822-headers",
                                                                   "undelivered message headers",
                                                                   "start of forwarded message",
                                                                   "a copy of the original message",
                                                                   "copy of your message",
                                                                   "attached is your message",
                                                                   "message header",
                                                                   "original headers",
                                                                   "returned mail follows",
                                                                   "the header of the original message",
                                                                   "original message headers",
                                                                   "the body of the message is",
                                                                   "this is a copy of your message",
                                                                   "including all headers",
                                                                   "here is your message",
                                                                   "included is a copy of the message",
                                                                   "your original message",
                                                                   "original mail",
                                                                   "included message",
                                                                   "rfc 822 header"});

std::string_view bare_words(std::string_view line) {
    while (!line.empty() && !is_alnum(line.front())) line.remove_prefix(1);
    return line;
}

bool is_original_marker(std::string_view line) {
    // "The original message was received at ..." opens sendmail's report, it does not end it.
    auto words = bare_words(line);
    if (words.size() > 100 || starts_nocase(words, "the original message was received")) return false;
    const bool framed = words.size() < trim(line).size() || line.ends_with(':') || line.ends_with('.') || line.ends_with('-');
    return std::ranges::any_of(original_markers, [&](std::string_view marker) {
        return starts_nocase(words, marker) && (framed || words.size() <= marker.size() + 12);
    });
}

bool is_original_header(std::string_view line) {
    return starts_nocase(line, "return-path:") || starts_nocase(line, "received: from ") || starts_nocase(line, "received: by ") ||
           starts_nocase(line, "received: (") || starts_nocase(line, "dkim-signature:") || starts_nocase(line, "arc-seal:");
}

bool is_address_character(char c) {
    return is_alnum(c) || std::string_view("!#$%&*+-/=?^_{|}~.'").find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 128;
}

// The address around the '@' at `at`; empty when there is none.
std::string_view address_at(std::string_view text, std::size_t at) {
    std::size_t begin = at, end = at + 1;
    if (begin > 0 && text[begin - 1] == '"') {
        auto quote = text.rfind('"', begin - 2);
        if (begin >= 2 && quote != std::string_view::npos && at - quote < 80) begin = quote;
    }
    while (begin > 0 && at - begin < 100 && is_address_character(text[begin - 1]) && text[begin - 1] != '\'') --begin;
    while (end < text.size() && end - at < 200 && (is_alnum(text[end]) || text[end] == '-' || text[end] == '.' || text[end] == '_')) ++end;
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    if (text.substr(begin, 4) == "=3D<") begin = at;
    if (begin == at || end == at + 1) return {};
    return text.substr(begin, end - begin);
}

bool is_machine(std::string_view address) {
    auto local = lower(address.substr(0, address.find('@')));
    return local == "mailer-daemon" || local == "postmaster" || local == "mailerdaemon";
}

// Whether the line is about a recipient: the address stands first, or after one of a few words.
bool introduces_recipient(std::string_view line, std::string_view address) {
    auto before = trim(line.substr(0, static_cast<std::size_t>(address.data() - line.data())));
    while (!before.empty() && (before.back() == '<' || before.back() == '"' || before.back() == '(' || before.back() == '[' ||
                               before.back() == '\'' || before.back() == '*' || before.back() == '-' || before.back() == '>'))
        before.remove_suffix(1), before = trim(before);
    if (before.empty()) return true;
    constexpr auto words = std::to_array<std::string_view>({"to:",
                                                            "recipient:",
                                                            "recipients:",
                                                            "recipient",
                                                            "rcpt to:",
                                                            "final-recipient: rfc822;",
                                                            "failed recipient:",
                                                            "address:",
                                                            "to",
                                                            "user",
                                                            "e-mail address:",
                                                            "mail address:",
                                                            "delivered to",
                                                            "for",
                                                            "unknown user:",
                                                            "user:",
                                                            "on behalf of",
                                                            "mail to",
                                                            "unknown address:",
                                                            "address",
                                                            "mailbox",
                                                            "sent to"});
    return std::ranges::any_of(words, [&](std::string_view word) {
        if (before.size() < word.size() || !equals_nocase(before.substr(before.size() - word.size()), word)) return false;
        return before.size() == word.size() || !is_alnum(before[before.size() - word.size() - 1]);
    });
}

void split_original(std::string_view body, Notification& out) {
    std::size_t at = 0;
    bool after_blank = true;
    while (at < body.size()) {
        auto end = std::min(body.find('\n', at), body.size());
        auto line = body.substr(at, end - at);
        if (at > 0 && (is_original_marker(line) || (after_blank && is_original_header(trim(line))))) break;
        after_blank = trim(line).empty();
        at = end + 1;
    }
    at = std::min(at, body.size());
    out.text = std::string(cut_utf8(body.substr(0, at), max_text));
    out.original = std::string(body.substr(at, 256 << 10));
}

class RecipientFinder {
  public:
    RecipientFinder(const Message& message, Notification& out) : message_(message), out_(out) {}

    void find() {
        // What stands before the words that announce the failed addresses tells of the message, not of them.
        std::string_view text = out_.text;
        for (std::string_view words : {"following recipient", "following address", "following e-mail", "did not reach"}) {
            auto at = find_nocase(text, words);
            if (at == std::string_view::npos) continue;
            read(text.substr(std::min(text.find('\n', at), text.size())));
            if (!out_.recipients.empty()) return;
        }
        read(text);
        if (!out_.recipients.empty()) return;
        anywhere_ = true;
        read(text);
    }

  private:
    void read(std::string_view text) {
        for (auto line : split_lines(text))
            if (!start_recipient(line) && current_) current_->words.append(trim(line)).append(" ");
        current_ = nullptr;
    }

    bool start_recipient(std::string_view line) {
        for (std::size_t at = 0; (at = line.find('@', at)) != std::string_view::npos; ++at) {
            auto address = address_at(line, at);
            if (address.empty() || is_sender(address)) continue;
            if (!anywhere_ && (is_machine(address) || !introduces_recipient(line, address))) continue;
            if (anywhere_ && !out_.recipients.empty()) return false;
            auto known = std::ranges::find_if(out_.recipients, [&](const NotedRecipient& r) { return equals_nocase(r.address, address); });
            if (known == out_.recipients.end()) {
                if (out_.recipients.size() == max_recipients) return false;
                out_.recipients.push_back({valid_utf8(address), {}});
                known = out_.recipients.end() - 1;
            }
            // Pointers into the list would not survive its growth.
            current_ = &*known;
            current_->words.append(trim(line)).append(" ");
            return true;
        }
        return false;
    }

    // The notice goes to whoever sent the message that failed.
    bool is_sender(std::string_view address) const {
        auto same = [&](const Address& a) { return equals_nocase(a.address, address); };
        return std::ranges::any_of(message_.to, same) || std::ranges::any_of(message_.from, same);
    }

    const Message& message_;
    Notification& out_;
    NotedRecipient* current_ = nullptr;
    bool anywhere_ = false;  // the first address wherever it stands, as no line is about one
};

std::string body_of(const Message& message) {
    if (!message.text_body.empty()) return message.text_body;
    if (!message.html_body.empty()) return html::html_to_text(message.html_body, {.keep_links = false});
    for (const auto& attachment : message.attachments)
        if (attachment.content_type.starts_with("text/") && attachment.content_type != "text/rfc822-headers")
            return decode_text(attachment.content, attachment.charset).text;
    return {};
}

}  // namespace

std::vector<std::string> find_addresses(std::string_view text) {
    std::vector<std::string> found;
    for (std::size_t at = 0; (at = text.find('@', at)) != std::string_view::npos && found.size() < max_recipients; ++at) {
        auto address = valid_utf8(address_at(text, at));
        if (!address.empty() && !is_machine(address) && std::ranges::find(found, address) == found.end())
            found.push_back(std::move(address));
    }
    return found;
}

Notification read_notification(const Message& message) {
    Notification out;
    const auto body = body_of(message);
    split_original(body, out);
    RecipientFinder(message, out).find();
    return out;
}

}  // namespace goodhost::mail
