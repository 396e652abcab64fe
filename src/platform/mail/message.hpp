#pragma once
#include <boost/describe.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/charset.hpp"

// An Internet message (RFC 5322, 2045-2049) as plain values, every text in valid UTF-8.
namespace goodhost::mail {

// Bounds of one parse. Beyond them the rest is left out and a defect says so; time is linear in max_size.
struct Limits {
    std::size_t max_size = 50u << 20;        // bytes of the raw message
    std::size_t max_headers = 4000;          // header lines in all parts together
    std::size_t max_header_size = 1u << 20;  // bytes of header blocks in all parts together
    int max_depth = 40;                      // multiparts and messages inside one another
    std::size_t max_parts = 1000;
    std::size_t max_text = 10u << 20;  // bytes of decoded text kept for each of text_body and html_body
    Guessing guessing = Guessing::likely;
};

// An empty address stands for something that is no addr-spec; its words are then in `name`.
struct Address {
    std::string name;
    std::string address;
};

struct Header {
    std::string name;   // as written
    std::string value;  // unfolded and decoded (RFC 2047)
    std::string raw;    // unfolded, not decoded
};

struct StructureEntry {
    int depth = 0;
    std::string type;
};

struct Message;

struct Attachment {
    std::string filename;
    std::string content_type;      // lower case, without parameters
    std::string disposition;       // inline, attachment or empty
    std::string content_id;        // without angle brackets
    std::string charset;           // as declared, for text parts
    std::int64_t size = 0;         // of `content`
    std::string sha256;            // of `content`, hexadecimal
    bool is_inline_image = false;  // the HTML body refers to it by content id
    std::string content;           // decoded bytes; of an attached message the message as it stands
    std::vector<Message> nested;   // the attached message, one at most
};

// One method of an Authentication-Results header (RFC 8601).
struct AuthenticationResult {
    std::string server;
    std::string method;  // spf, dkim, dmarc, arc, ...
    std::string result;  // pass, fail, none, ...
    std::string detail;  // the properties as written
};

struct Message {
    std::vector<Address> from, sender, to, cc, bcc, reply_to;  // groups are flattened
    std::string subject;
    std::string message_id;  // identifiers are without angle brackets
    std::vector<std::string> in_reply_to, references;
    std::string date;                       // ISO 8601 with the offset as written, empty when unreadable
    std::optional<std::int64_t> date_unix;  // seconds
    std::string content_type;               // of the top level, lower case
    std::string report_type;                // of multipart/report
    std::string boundary;
    std::vector<StructureEntry> structure;  // messages inside messages are descended into
    std::string text_body;                  // decoded, format=flowed undone in `text_body_unflowed`
    std::string text_body_unflowed;         // empty when the body is not flowed
    std::string html_body;
    std::vector<Attachment> attachments;
    std::vector<Header> headers;
    std::vector<AuthenticationResult> authentication_results;
    std::vector<std::string> defects;  // what was mended, guessed or cut
};

// Reads any bytes: never throws on input, never fails; what it could not read stands in `defects`.
// Thread-safe. The result does not refer to `raw`.
Message parse(std::string_view raw, const Limits& limits = {});

// Decoded value of the first header of that name in any case, or null.
const Header* find_header(const Message& message, std::string_view name);
std::string_view header_value(const Message& message, std::string_view name);

BOOST_DESCRIBE_STRUCT(Address, (), (name, address))
BOOST_DESCRIBE_STRUCT(Header, (), (name, value, raw))
BOOST_DESCRIBE_STRUCT(StructureEntry, (), (depth, type))
BOOST_DESCRIBE_STRUCT(Attachment, (),
                      (filename, content_type, disposition, content_id, charset, size, sha256, is_inline_image, content, nested))
BOOST_DESCRIBE_STRUCT(AuthenticationResult, (), (server, method, result, detail))
BOOST_DESCRIBE_STRUCT(Message, (),
                      (from, sender, to, cc, bcc, reply_to, subject, message_id, in_reply_to, references, date, date_unix, content_type,
                       report_type, boundary, structure, text_body, text_body_unflowed, html_body, attachments, headers,
                       authentication_results, defects))

}  // namespace goodhost::mail
