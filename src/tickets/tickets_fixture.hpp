#pragma once
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <filesystem>
#include <future>

#include "accounts/accounts.hpp"
#include "brands/brands.hpp"
#include "hosting/hosting.hpp"
#include "platform/config/settings.hpp"
#include "platform/core/testing.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/signer.hpp"
#include "platform/crypto/vault.hpp"
#include "platform/db/testing.hpp"
#include "platform/files/files.hpp"
#include "platform/http/dispatch.hpp"
#include "platform/i18n/catalogue.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/platform.hpp"
#include "platform/registry.hpp"
#include "platform/trail/trail.hpp"
#include "tickets/tickets.hpp"

/// A small host with real parts for the tests of this folder: two brands, agents of every role, customers, a service. Requests
/// go through the same dispatch as those of the network.
namespace goodhost::tickets {

using namespace std::chrono_literals;
namespace bj = boost::json;

/// The rows of the host: see fixture_test.cpp.
void fill_host(db::Tx& tx, Instant now);

inline std::string database_name(const testing::TestParamInfo<db::Dialect>& info) { return db::testing::name_of(info); }

inline Registry registry_of_tickets() {
    Registry registry;
    register_platform(registry);
    brands::register_brands(registry);
    accounts::register_accounts(registry);
    hosting::register_hosting(registry);
    register_tickets(registry);
    return registry;
}

struct Answered {
    int status = 0;
    http::Response response;
    bj::value body;
    const bj::value& operator[](std::string_view key) const { return body.at(key); }
    std::int64_t id() const { return body.at("id").as_int64(); }
    std::string text(std::string_view key) const { return std::string(body.at(key).as_string()); }
    std::string code() const { return text("code"); }
};

enum class As { owner = 1, sara, minjun, rhys_of_reef, light, lead, nobody };

struct TicketsFixture : testing::TestWithParam<db::Dialect> {
    TicketsFixture() {
        log::set_level(log::Level::error);
        dispatch = std::make_unique<http::Dispatch>(services, registry, http::DispatchOptions{.workers = 2});
        database->write([&](db::Tx& tx) { fill_host(tx, clock.now()); });
    }
    ~TicketsFixture() override {
        dispatch->stop();
        std::filesystem::remove_all(folder);
    }

    Answered send(http::Request request) {
        std::promise<http::Response> answered;
        request.remote_address = "127.0.0.1";
        if (request.host.empty()) request.host = "nova.test";
        request.received = clock.now();
        auto path = request.target.substr(0, request.target.find('?'));
        request.path = http::percent_decode(path, false);
        if (path.size() < request.target.size()) request.query = http::parse_form(request.target.substr(path.size() + 1));
        dispatch->handle(std::move(request), [&](http::Response response) { answered.set_value(std::move(response)); });
        Answered result;
        result.response = answered.get_future().get();
        result.status = result.response.status;
        boost::system::error_code error;
        result.body = bj::parse(result.response.body, error);
        return result;
    }
    http::Request request(As as, http::Method method, std::string target, std::string body) {
        http::Request request;
        request.method = method;
        request.target = std::move(target);
        request.body = std::move(body);
        if (!request.body.empty()) request.headers.add("Content-Type", "application/json");
        if (as != As::nobody) request.headers.add("Authorization", "Bearer token" + std::to_string(static_cast<int>(as)));
        return request;
    }
    /// As a program with an API token; `{'a': 1}` is read as `{"a": 1}`.
    Answered call(As as, http::Method method, std::string target, std::string body = {}) {
        std::ranges::replace(body, '\'', '"');
        return send(request(as, method, "/api/v1" + target, std::move(body)));
    }
    /// As a person at the desk, who has a session and so an undo window.
    Answered call_at_desk(As as, http::Method method, std::string target, std::string body = {}) {
        std::ranges::replace(body, '\'', '"');
        auto sent = request(As::nobody, method, "/api/v1" + target, std::move(body));
        auto cookie = "cookie" + std::to_string(static_cast<int>(as));
        sent.headers.add("Cookie", "goodhost_session=" + cookie);
        sent.headers.add("X-CSRF-Token", crypto::hex(crypto::hmac_sha256(cookie, "csrf")).substr(0, 32));
        return send(std::move(sent));
    }
    Answered get(As as, std::string target) { return call(as, http::Method::get, std::move(target)); }
    Answered post(As as, std::string target, std::string body) { return call(as, http::Method::post, std::move(target), std::move(body)); }
    Answered put(As as, std::string target, std::string body) { return call(as, http::Method::put, std::move(target), std::move(body)); }
    Answered patch(As as, std::string target, std::string body) {
        return call(as, http::Method::patch, std::move(target), std::move(body));
    }
    Answered remove(As as, std::string target) { return call(as, http::Method::delete_, std::move(target)); }

    /// A ticket of Ann at Acme, opened by Sara's token; its id.
    std::int64_t open(std::string subject = "Site is down", std::string email = "ann@acme.test") {
        auto answer = post(As::sara, "/tickets",
                           "{'subject':'" + subject + "','body_text':'It shows an error.','contact':{'email':'" + email + "'}}");
        EXPECT_EQ(answer.status, 201) << answer.response.body;
        return answer.status == 201 ? answer.id() : 0;
    }
    Answered reply(As as, std::int64_t id, std::string more = {}) {
        return post(as, path_of(id) + "/messages", "{'kind':'reply','body_text':'We are on it.'" + more + "}");
    }
    static std::string path_of(std::int64_t id) { return "/tickets/" + std::to_string(id); }
    Answered ticket(std::int64_t id) { return get(As::sara, path_of(id)); }
    std::string status_of(std::int64_t id) { return ticket(id).text("status"); }

    Context as_contact(std::int64_t id) {
        return database->read(
            [&](db::Reader& reader) { return accounts::acting_as_contact(system(), *accounts::find_contact(reader, {id})); });
    }
    Context system() {
        Context context(clock, services);
        context.actor = {ActorKind::system, 0, "Goodhost"};
        context.brand = BrandId{1};
        return context;
    }
    Message say_as_contact(std::int64_t contact, std::int64_t ticket_id, const std::string& text) {
        auto context = as_contact(contact);
        NewMessage message;
        message.body = make_body({}, text);
        return database->write([&](db::Tx& tx) { return add_message(tx, context, {ticket_id}, message); });
    }
    std::vector<trail::Entry> entries_of(std::int64_t id) {
        return database->read([&](db::Reader& reader) { return trail::read_stream(reader, stream_of(TicketId{id}), 0, 1000); });
    }
    std::string types_of(std::int64_t id) {
        std::string types;
        for (auto& entry : entries_of(id)) types += (types.empty() ? "" : " ") + entry.type.substr(entry.type.find('.') + 1);
        return types;
    }
    int run_jobs() { return jobs::Runner(*database, system(), registry.jobs(), "test", 1).run_due(); }
    void run_consumers() {
        trail::Consumers consumers(*database, system(), registry.consumers(), "test");
        consumers.start();
        EXPECT_TRUE(consumers.caught_up(20s));
        consumers.stop();
    }
    bool chain_is_intact() { return trail::verify(*database).faults.empty(); }

    std::string folder = (std::filesystem::temp_directory_path() / ("goodhost-tickets-" + std::to_string(getpid()))).string();
    ManualClock clock{*parse_rfc3339("2026-11-20T12:00:00Z")};
    Registry registry = registry_of_tickets();
    db::testing::TestDatabase database{GetParam(), registry.migrations()};
    std::unique_ptr<files::Store> files = files::open_disk_store(folder);
    i18n::Catalogue catalogue{files::embedded_locales()};
    crypto::Signer signer{{crypto::sha256("signer")}};
    crypto::Vault vault{{crypto::sha256("vault")}};
    config::Settings settings{{}};
    metrics::Registry metrics;
    Services services{clock, *database, *files, catalogue, signer, vault, settings, metrics, registry};
    std::unique_ptr<http::Dispatch> dispatch;
};

}  // namespace goodhost::tickets
