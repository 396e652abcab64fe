#include "accounts/accounts.hpp"
#include "accounts/portal_frame.hpp"
#include "platform/files/files.hpp"
#include "platform/html/components.hpp"
#include "platform/services.hpp"
#include "tickets/pages.hpp"

namespace goodhost::tickets {

namespace {

html::Tone tone_of(Status status) {
    switch (status) {
        case Status::resolved:
        case Status::closed: return html::Tone::good;
        case Status::waiting: return html::Tone::warning;
        default: return html::Tone::neutral;
    }
}

}  // namespace

html::Html status_badge(const i18n::Translator& t, Status status) {
    return html::badge(tone_of(status), t("tickets.portal.status." + std::string(enum_name(status))));
}

std::string severity_words(const i18n::Translator& t, Severity severity) {
    return t("tickets.portal.severity." + std::string(enum_name(severity)));
}

std::string category_words(const i18n::Translator& t, std::string_view key, const std::map<std::string, std::string>& name) {
    for (const auto& language : {std::string(t.locale().tag()), std::string("en")})
        if (auto found = name.find(language); found != name.end() && !found->second.empty()) return found->second;
    if (!name.empty()) return name.begin()->second;
    return t("tickets.category." + std::string(key));
}

namespace {

/// The hard cap of the product: nobody waits longer than a day for a word.
constexpr std::chrono::hours cap{24};

/// What was promised is said; once it is broken, that it is and the time that still holds.
std::string answer_words(const i18n::Translator& t, const TicketRow& ticket, Instant now) {
    auto last = std::max(now, *ticket.unanswered_since + cap);
    bool of_answer = ticket.promise && ticket.promise->kind != PromiseKind::resolution && ticket.promise->kind != PromiseKind::report;
    if (!of_answer) return t("tickets.portal.next.answer", {{"time", t.time(last)}});
    if (ticket.promise->due_at <= now) return t("tickets.portal.next.late", {{"time", t.time(last)}});
    return t("tickets.portal.next.answer", {{"time", t.time(std::min(last, ticket.promise->due_at))}});
}

}  // namespace

std::string next_words(const i18n::Translator& t, const TicketRow& ticket, Instant now) {
    if (ticket.next_report_at) return t("tickets.portal.next.report", {{"time", t.time(*ticket.next_report_at)}});
    switch (ticket.status) {
        case Status::waiting: return t("tickets.portal.next.waiting");
        case Status::resolved: return t("tickets.portal.next.resolved");
        case Status::closed: return t("tickets.portal.next.closed");
        default: break;
    }
    if (ticket.unanswered_since) return answer_words(t, ticket, now);
    return t("tickets.portal.next.working");
}

std::vector<AttachmentId> store_files(const Context& context, const http::Multipart& form) {
    std::vector<AttachmentId> ids;
    for (auto& part : form.parts()) {
        if (part.name != "files" || part.file_name.empty() || part.bytes.empty()) continue;
        auto stored = context.services.files.put(part.bytes);
        NewAttachment input{stored.sha256, part.file_name.substr(0, 200), stored.media_type, stored.size, false, std::nullopt};
        ids.push_back(context.services.database.write([&](db::Tx& tx) { return store_attachment(tx, context, input).id; }));
    }
    return ids;
}

void check_form_token(const http::Call& call, const http::Multipart& form) {
    bool by_cookie = call.context.access && call.context.access->session;
    if (by_cookie && !accounts::form_token_valid(call, form.field("_csrf"))) throw Problem(ProblemKind::forbidden, "platform.csrf");
}

}  // namespace goodhost::tickets
