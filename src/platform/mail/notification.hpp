#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/message.hpp"

namespace goodhost::mail {

// What one address is said to suffer in a notice written for people.
struct NotedRecipient {
    std::string address;
    std::string words;  // the lines that belong to it
};

struct Notification {
    std::string text;      // the server's own words, without the returned message; at most 64 KB
    std::string original;  // the returned message or its headers, as far as they stand in the text
    std::vector<NotedRecipient> recipients;
};

Notification read_notification(const Message& message);

// Addresses in a text, in order and once each, at most 100.
std::vector<std::string> find_addresses(std::string_view text);

}  // namespace goodhost::mail
