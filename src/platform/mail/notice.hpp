#pragma once
#include <map>
#include <string>

#include "platform/jobs/jobs.hpp"

namespace goodhost::mail {

/// A short mail of the program itself (sign-in link, invitation). Its words are the catalogue messages
/// `<key>.subject`, `<key>.body` and, with an argument `link` (whole, or a path of the brand's pages), `<key>.action`, filled with `arguments`, in the recipient's language and the brand's look. The email slice sends it.
struct Notice {
    std::string to_address, to_name;
    std::string locale;
    std::string key;  ///< `accounts.mail.sign_in`
    std::map<std::string, std::string> arguments;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (to_address, to_name, locale, key, arguments))

inline constexpr std::string_view notice_job = "email.send_notice";

/// Queued in the caller's transaction, sent after its commit, in the name of context.brand.
/// With the time, so that the same words to the same person later are another notice.
inline void queue(db::Tx& tx, const Context& context, const Notice& mail) {
    auto dated = mail;
    dated.arguments["queued_at"] = to_rfc3339(context.now());
    jobs::enqueue(tx, context, notice_job, dated);
}

}  // namespace goodhost::mail
