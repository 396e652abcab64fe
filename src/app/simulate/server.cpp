#include "app/simulate/server.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <stdexcept>

#include "app/settings.hpp"
#include "app/simulate/queries.hpp"
#include "app/slices.hpp"
#include "escalation/escalation.hpp"
#include "platform/config/settings.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/crypto/signer.hpp"
#include "platform/crypto/vault.hpp"
#include "platform/files/embedded.hpp"
#include "platform/files/files.hpp"
#include "platform/i18n/catalogue.hpp"
#include "platform/jobs/claims.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/services.hpp"
#include "platform/trail/reaction.hpp"
#include "promises/promises.hpp"
#include "tickets/entries.hpp"

namespace goodhost::simulate {

namespace {

constexpr std::string_view node = "simulated";
/// The slices whose reactions decide about promises. Search, mail, webhooks and live updates have nobody to reach here. Where people
/// choose their work themselves routing does nothing, and nobody asks for presence.
constexpr std::string_view reacting[] = {"promises.", "escalation."}, giving[] = {"routing.", "roster."};

/// What World::hear reads.
constexpr std::string_view heard_of[] = {tickets::entries::assigned, promises::entries::started, escalation::entries::paged,
                                         escalation::entries::went_on};

bool is_of(std::string_view name, std::span<const std::string_view> slices) {
    return std::ranges::any_of(slices, [&](auto slice) { return name.starts_with(slice); });
}
bool reacts(std::string_view name, bool routes) { return is_of(name, reacting) || (routes && is_of(name, giving)); }
bool takes_part(std::string_view name, bool routes) { return reacts(name, routes) || name.starts_with("tickets."); }

/// Jobs of slices that take no part are not written down.
Registry all_slices(bool routes) {
    Registry registry;
    app::register_slices(registry);
    registry.keep_jobs([&](std::string_view kind) { return takes_part(kind, routes); });
    return registry;
}

std::vector<jobs::Kind> kinds_of(const Registry& registry) {
    auto kinds = registry.jobs();
    std::erase_if(kinds, [](auto& kind) { return !kind.handle; });
    return kinds;
}

/// Nobody attaches anything.
class NoFiles final : public files::Store {
  public:
    files::Stored put(std::string_view) override { refuse(); }
    files::Stored put_file(const std::string&) override { refuse(); }
    std::optional<std::string> path_of(std::string_view) const override { return std::nullopt; }
    std::string read(std::string_view) const override { refuse(); }
    void walk(const std::function<void(std::string_view, std::int64_t)>&) const override {}
    bool remove(std::string_view) override { return false; }
    bool remove_unused(std::string_view, std::chrono::hours) override { return false; }

  private:
    [[noreturn]] static void refuse() { throw Problem(ProblemKind::unavailable, "platform.file_missing", "a simulation has no files"); }
};

}  // namespace

struct Machine::Fittings {
    NoFiles files;
    i18n::Catalogue catalogue{files::embedded_locales()};
    crypto::Signer signer{{crypto::derive_key("simulation", "signer")}};
    crypto::Vault vault{{crypto::derive_key("simulation", "vault")}};
    config::Settings settings{app::known_settings()};
    metrics::Registry metrics;
};

Machine::Machine(db::Undo undo) : database(undo), fittings(std::make_unique<Fittings>()) {
    database.listen("trail", [this](std::string_view) { ++words; });
    // Who enqueues a job says for when.
    database.listen("jobs", [this](std::string_view word) {
        std::int64_t millis = 0;
        std::from_chars(word.data(), word.data() + word.size(), millis);
        if (server) server->hear_of_job(from_millis(millis));
    });
}
Machine::~Machine() = default;

/// Full text is looked for by nobody here, and its tables cost every transaction something.
void Machine::migrate() {
    Registry registry = all_slices(routes);
    auto migrations = registry.migrations();
    std::erase_if(migrations, [](auto& migration) { return migration.slice == "search"; });
    database.migrate(migrations);
}

struct Server::State {
    explicit State(Machine& machine)
        : clock(machine.clock),
          database(machine.database),
          registry(all_slices(machine.routes)),
          services{machine.clock,
                   machine.database,
                   machine.fittings->files,
                   machine.fittings->catalogue,
                   machine.fittings->signer,
                   machine.fittings->vault,
                   machine.fittings->settings,
                   machine.fittings->metrics,
                   registry},
          kinds(kinds_of(registry)),
          system(clock, services) {
        system.actor = {ActorKind::system, 0, "Goodhost"};
    }

    const Clock& clock;
    db::MemoryDatabase& database;
    Registry registry;
    Services services;
    const std::vector<jobs::Kind> kinds;
    Context system;
    std::unique_ptr<jobs::Claims> claims;
    std::vector<std::unique_ptr<trail::Reaction>> reactions;
    std::vector<std::unique_ptr<Resident>> residents;
    std::int64_t words_followed = -1;
    std::int64_t followed = -1;  ///< the newest entry that was there when the reactions were called last
    std::int64_t news = 0;       ///< the newest of them that people hear of
    bool jobs_known = false;     ///< whether next_job is the next one
    std::optional<Instant> next_job;
};

Server::Server(Machine& machine) : machine_(machine), state_(std::make_unique<State>(machine)) { machine.server = this; }
Server::~Server() { machine_.server = nullptr; }
Context Server::system() { return state_->system; }
const Registry& Server::registry() const { return state_->registry; }

void Server::start() {
    auto& s = *state_;
    s.claims = std::make_unique<jobs::Claims>(s.database, s.system, s.kinds, std::string(node));
    s.claims->begin();
    for (auto& consumer : s.registry.consumers()) {
        if (!reacts(consumer.name, machine_.routes)) continue;
        s.reactions.push_back(std::make_unique<trail::Reaction>(s.database, s.system, consumer, std::string(node)));
        s.reactions.back()->register_consumer();
    }
    for (auto& entry : s.registry.residents()) {
        if (!reacts(entry.name, machine_.routes)) continue;
        if (auto made = entry.make(s.system, std::string(node))) s.residents.push_back(std::move(made));
    }
    for (auto& resident : s.residents) resident->start();
    // The word of what was written right before a crash is lost with it.
    ++machine_.words;
    catch_up();
}

void Server::catch_up() {
    auto& s = *state_;
    // Nothing is looked for where nothing was written.
    while (s.words_followed != machine_.words) {
        s.words_followed = machine_.words;
        auto fresh = new_entries();
        for (auto& reaction : s.reactions) {
            if (fresh && !needs_any(*reaction, *fresh)) continue;
            // What it writes itself is the next round's.
            bool more = fresh ? reaction->handle_batch(*fresh).more : true;
            while (more && reaction->reached().sequence < s.followed) more = reaction->step().more;
            if (s.database.crashed()) throw db::Crash{};
            if (auto error = reaction->last_error(); !error.empty())
                throw std::runtime_error(std::string(reaction->consumer().name) + " failed: " + error);
        }
    }
}

bool Server::needs_any(const trail::Reaction& reaction, const std::vector<trail::Entry>& fresh) {
    auto concerned = [&](const trail::Entry& entry) { return reaction.concerns(entry); };
    if (std::ranges::none_of(fresh, concerned)) return false;
    return state_->database.read([&](db::Reader& reader) {
        return std::ranges::any_of(fresh, [&](const trail::Entry& entry) { return reaction.needs(reader, entry); });
    });
}

/// Since the last time; nothing when all may be new.
std::optional<std::vector<trail::Entry>> Server::new_entries() {
    auto& s = *state_;
    constexpr int at_once = 200;
    auto known = s.followed >= 0;
    auto fresh = known ? s.database.read([&](db::Reader& reader) {
        return trail::read_after(reader, {0, s.followed}, at_once);
    })
                       : std::vector<trail::Entry>();
    bool all_known = known && std::ssize(fresh) < at_once;
    if (!all_known) s.news = s.followed = s.database.read([](db::Reader& reader) { return trail::newest_of(reader); }).sequence;
    if (!all_known) return std::nullopt;
    for (auto& entry : fresh) {
        s.followed = entry.sequence;
        if (std::ranges::find(heard_of, entry.type) != std::end(heard_of)) s.news = entry.sequence;
    }
    return fresh;
}

std::optional<std::int64_t> Server::quiet_until(std::int64_t since) const {
    auto& s = *state_;
    bool quiet = s.words_followed == machine_.words && s.news <= since && since <= s.followed;
    return quiet ? std::optional(s.followed) : std::nullopt;
}

std::optional<Instant> Server::next_job() {
    auto& s = *state_;
    if (!s.jobs_known) s.next_job = s.claims->next_time();
    s.jobs_known = true;
    return s.next_job;
}

void Server::hear_of_job(Instant at) {
    auto& s = *state_;
    if (!s.next_job || at < *s.next_job) s.next_job = at;
}

void Server::run_due() {
    auto& s = *state_;
    s.jobs_known = false;
    std::optional<jobs::Outcome> ended;
    while (auto job = s.claims->next({}, ended)) {
        ended = s.claims->run(*job);
        // What a timer did is followed before the next one rings.
        catch_up();
    }
    catch_up();
}

}  // namespace goodhost::simulate
