#pragma once
#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "platform/mail/message.hpp"

namespace goodhost::mail {

// A mail's words told apart from what it repeats. Nothing is lost: what is not in `reply_text` stands in `quoted_text`, in
// order; views fold it. Answers between and below quotes stay in `reply_text`, with the quotes they answer.
struct Reply {
    std::string reply_text;
    std::string quoted_text;  // quotations, their introductions, signatures
    std::string signature;    // the part of it that is the sender's
    // Lines of the text: what is folded above the reply ends before the first, what is folded below it begins with the second.
    std::size_t first_line = 0, line_behind = std::string::npos;
};

Reply trim_reply(std::string_view text);
Reply trim_reply_html(std::string_view html);
// Of the plain body, or of the HTML one where that is all there is.
Reply read_reply(const Message& message);

BOOST_DESCRIBE_STRUCT(Reply, (), (reply_text, quoted_text, signature))

}  // namespace goodhost::mail
