#include <curl/curl.h>

#include "brands/brands.hpp"
#include "email/outbox.hpp"
#include "email/queries.hpp"
#include "platform/config/settings.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/compose.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

struct SendOutbox {
    std::int64_t outbox_id = 0;
};
BOOST_DESCRIBE_STRUCT(SendOutbox, (), (outbox_id))

/// The server's answer: class 2 sent, 4 try again, 5 refused for good, 0 not reached.
struct Answer {
    long code = 0;
    std::string words;
};

struct Upload {
    std::string_view rest;
};

std::size_t give(char* buffer, std::size_t size, std::size_t count, void* state) {
    auto& upload = *static_cast<Upload*>(state);
    auto taken = upload.rest.substr(0, size * count);
    taken.copy(buffer, taken.size());
    upload.rest.remove_prefix(taken.size());
    return taken.size();
}

constexpr long connect_seconds = 20, total_seconds = 120;

Answer hand_over(const std::string& url, const brands::Brand& brand, const OutboxMail& mail, const std::string& raw) {
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> to(curl_slist_append(nullptr, ("<" + mail.to_address + ">").c_str()),
                                                                   curl_slist_free_all);
    Upload upload{raw};
    char words[CURL_ERROR_SIZE] = {};
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_TRY));
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ("<" + brand.sender_address + ">").c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, total_seconds);
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, words);
    auto fault = curl_easy_perform(curl.get());
    Answer answer;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.code);
    answer.words = fault == CURLE_OK ? "accepted" : words[0] ? words : curl_easy_strerror(fault);
    if (fault != CURLE_OK && answer.code / 100 == 2) answer.code = 0;
    return answer;
}

void settle(const Context& context, std::int64_t id, OutboxState state, const std::string& answer) {
    context.services.database.write([&](db::Tx& tx) { tx.execute(sql::settle_outbox, id, state, answer, context.now()); });
}

}  // namespace

std::string raw_of(const brands::Brand& brand, const OutboxMail& mail) {
    mail::Outgoing outgoing;
    outgoing.from = {brand.sender_name, brand.sender_address};
    outgoing.to = {{mail.to_name, mail.to_address}};
    outgoing.subject = mail.subject;
    outgoing.message_id = mail.source_id;
    outgoing.in_reply_to = mail.in_reply_to;
    if (!mail.in_reply_to.empty()) outgoing.references = {mail.in_reply_to};
    outgoing.date_unix = to_millis(mail.created_at) / 1000;
    outgoing.text = mail.text;
    outgoing.html = mail.html;
    bool by_person = mail.kind == "reply" || mail.kind == "report";
    outgoing.automation = by_person ? mail::Automation::none : mail::Automation::auto_generated;
    return mail::compose(outgoing);
}

void send_mail(const Context& context, const jobs::Job& job) {
    auto input = json::from_json<SendOutbox>(job.payload);
    auto& services = context.services;
    auto [mail, brand] = services.database.read([&](db::Reader& reader) {
        auto found = reader.find<OutboxMail>(sql::find_outbox, input.outbox_id);
        return std::pair(found, found ? brands::find_brand(reader, found->brand_id) : std::nullopt);
    });
    if (!mail || !brand || mail->state != OutboxState::queued) return;
    auto url = services.settings.text("smtp_url");
    if (url.empty() || services.settings.flag("demo")) return settle(context, mail->id, OutboxState::kept, {});
    auto answer = hand_over(url, *brand, *mail, raw_of(*brand, *mail));
    log::info("mail", {{"outbox", mail->id}, {"code", answer.code}, {"answer", answer.words}});
    if (answer.code / 100 == 2) return settle(context, mail->id, OutboxState::sent, answer.words);
    if (answer.code / 100 == 5) return settle(context, mail->id, OutboxState::failed, answer.words);
    throw Problem(ProblemKind::unavailable, "email.not_handed_over", answer.words);
}

}  // namespace goodhost::email
