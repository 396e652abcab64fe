#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/mail/automatic.hpp"
#include "platform/mail/bounce.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/forward.hpp"
#include "platform/mail/message.hpp"

/// Outside bytes as a message. Whatever stands in them, what comes out is valid UTF-8, and reading it goes on.
namespace goodhost::mail {

void check(std::string_view text) {
    if (!is_utf8(text)) std::abort();
}

void check_message(const Message& message) {
    for (auto text : {&message.subject, &message.text_body, &message.html_body, &message.text_body_unflowed, &message.message_id})
        check(*text);
    for (const auto& header : message.headers) check(header.name), check(header.value), check(header.raw);
    for (const auto& attachment : message.attachments) {
        check(attachment.filename);
        for (const auto& nested : attachment.nested) check_message(nested);
    }
}

void check_raw(std::string_view raw) {
    for (auto guessing : {Guessing::likely, Guessing::sure}) {
        auto message = parse(raw, {.max_size = 1 << 20, .guessing = guessing});
        check_message(message);
        read_automatic(message);
        read_feedback(message);
        read_forward(message);
        if (read_bounce(message).recipients.size() > 100) std::abort();
    }
}

}  // namespace goodhost::mail

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    goodhost::mail::check_raw({reinterpret_cast<const char*>(data), size});
    return 0;
}
