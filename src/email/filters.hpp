#pragma once
#include <string>

#include "email/filter_guard.hpp"
#include "email/incoming.hpp"
#include "platform/http/route.hpp"
#include "platform/jobs/jobs.hpp"

/// Programs beside us that judge mail: rspamd and clamd, where they are configured. Neither can lose a mail: without an answer it
/// goes on unjudged, and the log says so.
namespace goodhost::email {

/// What rspamd says of the message; of one that is very large, without its large attachments. No setting `rspamd_url`: nothing.
std::optional<SpamVerdict> judge_spam(const Context& context, std::string_view raw, const Incoming& incoming, FilterGuard& guard);

/// What clamd finds in the attachments is taken out of `incoming.message` and put into `incoming.infected`.
void take_out_infected(const Context& context, Incoming& incoming, FilterGuard& guard);

std::int64_t size_of(const Incoming& incoming, const mail::Attachment& part);

/// What was held when the mail came is held for ever, whatever a scanner says by now.
void take_out_held(db::Reader& reader, MailId mail, Incoming& incoming);

/// With the mail, and on the trail of its ticket where it has one.
void record_infected(db::Tx& tx, const Context& context, const Incoming& incoming, const Delivery& delivery);

struct Judgement {
    MailId mail_id;
    bool spam = false;
};
BOOST_DESCRIBE_STRUCT(Judgement, (), (mail_id, spam))

/// A person says what it is: kept on the trail, and rspamd is taught. Spam that is held is thrown away.
void judge_mail(db::Tx& tx, const Context& context, const Judgement& input);

/// Job `email.teach`.
void teach(const Context& context, const jobs::Job& job);

}  // namespace goodhost::email
