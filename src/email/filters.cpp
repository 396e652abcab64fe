#include "email/filters.hpp"

#include <boost/json.hpp>

#include "email/queries.hpp"
#include "platform/config/settings.hpp"
#include "platform/files/files.hpp"
#include "platform/files/mapped.hpp"
#include "platform/http/client.hpp"
#include "platform/http/target.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/clamd.hpp"
#include "platform/net/spool.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::email {

namespace {

using namespace std::chrono_literals;

/// A copy of what is judged stands in memory.
constexpr std::size_t largest_judged = 8 << 20;
constexpr std::chrono::seconds connect_patience = 2s, patience = 10s, scan_patience = 30s;

struct Teach {
    MailId mail_id;
    bool spam = false;
};
BOOST_DESCRIBE_STRUCT(Teach, (), (mail_id, spam))

struct Source {
    MailId id;
    BrandId brand_id;
    std::string raw_sha256;
};
BOOST_DESCRIBE_STRUCT(Source, (), (id, brand_id, raw_sha256))

/// The administrator names it, so it may be on this machine.
std::string host_of(std::string_view url) {
    auto at = url.find("://");
    auto host = at == std::string_view::npos ? url : url.substr(at + 3);
    host = host.substr(0, host.find('/'));
    auto end = host.starts_with('[') ? host.find(']') + 1 : host.find(':');
    return std::string(host.substr(0, end));
}

http::ClientResponse ask(const std::string& url, http::ClientRequest request) {
    http::ClientOptions options;
    options.connect_timeout = connect_patience;
    options.timeout = patience;
    options.max_redirects = 0;
    options.allowed_hosts = {host_of(url)};
    request.method = http::Method::post;
    return http::fetch(request, options);
}

double number_of(const boost::json::object& answer, std::string_view name) {
    auto* value = answer.if_contains(name);
    return value && value->is_number() ? value->to_number<double>() : 0;
}

std::optional<SpamVerdict> verdict_of(const std::string& body) {
    boost::system::error_code fault;
    auto value = boost::json::parse(body, fault);
    auto* answer = fault ? nullptr : value.if_object();
    if (!answer || !answer->contains("score")) return std::nullopt;
    SpamVerdict verdict{number_of(*answer, "score"), {}};
    if (auto* action = answer->if_contains("action"); action && action->is_string()) verdict.action = std::string(action->as_string());
    return verdict;
}

std::string header_text(std::string text) {
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 32 || static_cast<unsigned char>(c) > 126; });
    return text;
}

Source access_mail(db::Reader& reader, const Context& context, MailId id) {
    auto source = reader.find<Source>(sql::find_mail_source, id);
    if (!source || !context.sees_brand(source->brand_id)) throw Problem(ProblemKind::not_found, "email.mail_not_found");
    return *source;
}

/// Large is what is attached; words and structure are judged of every mail.
std::string_view judged_part(std::string_view raw, const Incoming& incoming) {
    if (raw.size() <= largest_judged) return raw;
    return (incoming.large ? std::string_view(incoming.large->text) : raw).substr(0, largest_judged);
}

}  // namespace

std::optional<SpamVerdict> judge_spam(const Context& context, std::string_view raw, const Incoming& incoming, FilterGuard& guard) {
    auto url = context.services.settings.text("rspamd_url");
    if (url.empty() || !guard.may_ask(Filter::spam, context.now())) return std::nullopt;
    http::ClientRequest request{.url = url + "/checkv2", .body = std::string(judged_part(raw, incoming))};
    if (!incoming.from_address.empty()) request.headers.add("From", header_text(incoming.from_address));
    try {
        auto answer = ask(url, std::move(request));
        guard.note(Filter::spam, true, context.now());
        auto verdict = answer.status == 200 ? verdict_of(answer.body) : std::nullopt;
        if (!verdict) log::warning("rspamd", {{"status", answer.status}, {"answer", answer.body.substr(0, 200)}});
        return verdict;
    } catch (const Problem& problem) {
        guard.note(Filter::spam, false, context.now());
        log::warning("rspamd", {{"problem", problem.code}});
        return std::nullopt;
    }
}

void take_out_infected(const Context& context, Incoming& incoming, FilterGuard& guard) {
    auto address = context.services.settings.text("clamd_address");
    if (address.empty()) return;
    std::erase_if(incoming.message.attachments, [&](const mail::Attachment& part) {
        if (!guard.may_ask(Filter::viruses, context.now())) return false;
        auto* large = incoming.large ? incoming.large->find(part.content) : nullptr;
        std::optional<files::MappedFile> mapped;
        if (large) mapped.emplace(large->bytes->path());
        auto scan = mail::scan_with_clamd(address, mapped ? mapped->bytes() : std::string_view(part.content), scan_patience);
        guard.note(Filter::viruses, scan.answered, context.now());
        if (scan.result == mail::Scan::Result::unknown) log::warning("clamd", {{"file", part.filename}, {"answer", scan.words}});
        if (scan.result != mail::Scan::Result::infected) return false;
        incoming.infected.push_back({part.filename, scan.words, size_of(incoming, part)});
        return true;
    });
}

void judge_mail(db::Tx& tx, const Context& context, const Judgement& input) {
    auto source = access_mail(tx, context, input.mail_id);
    auto of_brand = context;
    of_brand.brand = source.brand_id;
    if (input.spam) tx.execute(sql::discard_mail, source.id);
    trail::append(tx, of_brand, "mail/" + std::to_string(source.id.value), "email.judged", input);
    jobs::enqueue(tx, of_brand, "email.teach", Teach{source.id, input.spam});
}

void teach(const Context& context, const jobs::Job& job) {
    auto input = json::from_json<Teach>(job.payload);
    auto& services = context.services;
    auto url = services.settings.text("rspamd_controller_url");
    auto source = services.database.read([&](db::Reader& reader) { return reader.find<Source>(sql::find_mail_source, input.mail_id); });
    if (url.empty() || !source) return;
    http::ClientRequest request{.url = url + (input.spam ? "/learnspam" : "/learnham"), .body = services.files.read(source->raw_sha256)};
    if (auto password = services.settings.text("rspamd_password"); !password.empty()) request.headers.add("Password", password);
    auto answer = ask(url, std::move(request));
    // 208: it has learned this message already; 204: it has no use for it.
    if (answer.status >= 300) throw Problem(ProblemKind::unavailable, "email.not_taught", answer.body.substr(0, 200));
    log::info("rspamd", {{"mail", source->id.value}, {"taught", input.spam ? "spam" : "ham"}, {"status", answer.status}});
}

}  // namespace goodhost::email
