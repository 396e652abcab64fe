#include "app/house.hpp"

#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <map>

#include "accounts/agents.hpp"
#include "accounts/customers.hpp"
#include "accounts/identify.hpp"
#include "accounts/roles.hpp"
#include "accounts/sessions.hpp"
#include "accounts/tokens.hpp"
#include "app/settings.hpp"
#include "app/slices.hpp"
#include "brands/brands.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/random.hpp"
#include "platform/files/embedded.hpp"

namespace goodhost::app::testing {

namespace {

Registry all_slices() {
    Registry registry;
    register_slices(registry);
    return registry;
}

std::string fresh_folder() {
    auto path = std::filesystem::temp_directory_path() / ("goodhost-house-" + crypto::random_token(128));
    std::filesystem::create_directories(path);
    return path.string();
}

std::string tables_query(db::Dialect dialect) {
    return dialect == db::Dialect::sqlite
               ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_index%' ORDER "
                 "BY name"
               : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name";
}

/// A reader's cache knows a statement by the address of its text, so each is kept until the process ends.
const db::Statement& whole_table(const std::string& table) {
    struct Kept {
        std::string text;
        db::Statement statement;
    };
    static std::map<std::string, Kept> all;
    auto& kept = all[table];
    if (kept.text.empty()) {
        kept.text = "SELECT * FROM " + table + " ORDER BY 1, 2";
        kept.statement = {kept.text, kept.text, kept.text};
    }
    return kept.statement;
}

/// A token that was never used is marked as used by a write that nobody waits for, in the midst of whatever a test does next.
constexpr db::Statement use_tokens{"test.use_tokens", "UPDATE tokens SET last_used_at = ?1", "UPDATE tokens SET last_used_at = $1"};

}  // namespace

House::House(db::Dialect dialect)
    : registry_(all_slices()),
      database_(std::make_unique<db::testing::TestDatabase>(dialect, registry_.migrations())),
      folder_(fresh_folder()),
      files_(files::open_disk_store(folder_ + "/files")),
      catalogue_(files::embedded_locales()),
      signer_({crypto::derive_key("house", "signer")}),
      vault_({crypto::derive_key("house", "vault")}),
      settings_(known_settings()) {
    settings_.set("data", folder_, "test");
    settings_.set("mailbox_allow_private", "true", "test");
    services_ =
        std::make_unique<Services>(Services{clock_, **database_, *files_, catalogue_, signer_, vault_, settings_, metrics_, registry_});
    fill();
    http::DispatchOptions options;
    options.workers = 2;
    options.slow_workers = 1;
    options.per_minute_anonymous = 1'000'000;
    dispatch_ = std::make_unique<http::Dispatch>(*services_, registry_, options);
}

House::~House() {
    dispatch_.reset();
    database_.reset();
    std::filesystem::remove_all(folder_);
}

Context House::system() {
    Context context(clock_, *services_);
    context.actor = {ActorKind::system, 0, "Goodhost"};
    context.brand = BrandId{1};
    return context;
}

void House::fill() {
    auto context = system();
    database().write([&](db::Tx& tx) {
        accounts::ensure_builtin_roles(tx);
        brands::create_brand(tx, context, {.key = "main", .name = "Main", .domain = "main.test"});
        for (auto key : accounts::builtin_roles) {
            std::string role(key);
            accounts::AgentInput input{.name = role, .email = role + "@main.test", .role_id = accounts::find_role_by_key(tx, role)->id};
            auto id = accounts::insert_agent(tx, context, input, std::nullopt);
            tokens_[role] = accounts::create_token_for(tx, context, id, {.name = "test"}).token;
        }
        tx.execute(use_tokens, context.now());
        auto customer = accounts::create_customer(tx, context, {.name = "Acme"});
        auto contact = accounts::create_contact(tx, context,
                                                {.name = "Ann", .customer_id = customer.id, .addresses = {{"ann@acme.test", true, true}}});
        portal_session_ = accounts::open_session(tx, context, std::nullopt, contact.id);
    });
    portal_csrf_ = accounts::csrf_token(portal_session_);
}

http::Request House::request_for(http::Method method, const std::string& target) {
    http::Request request;
    request.method = method;
    request.target = target;
    auto question = target.find('?');
    request.path = target.substr(0, question);
    if (question != std::string::npos) request.query = http::parse_form(target.substr(question + 1));
    request.host = "main.test";
    request.headers.add("Host", "main.test");
    request.id = "test";
    request.remote_address = "192.0.2.1";
    request.received = clock_.now();
    return request;
}

Answer House::call_as_browser(const std::string& target) {
    auto request = request_for(http::Method::get, target);
    request.headers.add("Accept", "text/html,*/*;q=0.8");
    return answered(std::move(request));
}

Answer House::call(http::Method method, const std::string& target, const std::string& role, const std::string& body) {
    auto request = request_for(method, target);
    request.body = body;
    if (!body.empty()) request.headers.add("Content-Type", "application/json");
    if (role == "contact") {
        request.headers.add("Cookie", std::string(accounts::portal_cookie) + "=" + portal_session_);
        request.headers.add("X-CSRF-Token", portal_csrf_);
    } else if (!role.empty()) {
        request.headers.add("Authorization", "Bearer " + tokens_.at(role));
    }
    return answered(std::move(request));
}

Answer House::answered(http::Request request) {
    auto promise = std::make_shared<std::promise<http::Response>>();
    auto future = promise->get_future();
    dispatch_->handle(std::move(request), [promise](http::Response response) { promise->set_value(std::move(response)); });
    auto response = future.get();
    if (response.file) {
        std::ifstream file(response.file->path, std::ios::binary);
        response.body.assign(std::istreambuf_iterator<char>(file), {});
    }
    return {response.status, response.body.empty() ? std::string(response.static_body) : response.body, response.headers};
}

std::string House::dump(const std::set<std::string>& without) {
    return database().read([&](db::Reader& reader) {
        auto tables_text = tables_query(reader.dialect());
        db::Statement tables{"tables", tables_text, tables_text};
        std::string out;
        for (auto& table : reader.list<std::string>(tables)) {
            if (without.contains(table)) continue;
            out += "\n" + table + "\n";
            reader.run(whole_table(table), {}, [&](db::Cursor& row) {
                for (int i = 0; i < row.columns(); ++i) out += row.is_null(i) ? "NULL|" : std::string(row.text(i)) + "|";
                out += "\n";
            });
        }
        return out;
    });
}

}  // namespace goodhost::app::testing
