#include "email/fetcher.hpp"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "email/filter_guard.hpp"
#include "email/health.hpp"
#include "email/keeper.hpp"
#include "email/queries.hpp"
#include "email/spool.hpp"
#include "platform/config/settings.hpp"
#include "platform/http/body.hpp"
#include "platform/log/log.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {

constexpr int workers = 4, slow_workers = 4, long_workers = 16;
/// It looks so often within the time for which it holds a mailbox.
constexpr int looks_in_lease = 4;

struct ToRead {
    MailboxId mailbox_id;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ToRead, (), (mailbox_id, version))

/// Outlives the fetcher in the database's list of listeners, which can't be told to forget it.
struct Bell {
    void ring() {
        std::lock_guard lock(mutex);
        rung = true;
        changed.notify_all();
    }
    std::mutex mutex;
    std::condition_variable changed;
    bool rung = false, stopping = false;
};

class Fetcher final : public Resident {
  public:
    Fetcher(const Context& system, std::string node)
        : system_(system),
          node_(std::move(node)),
          loop_(workers, slow_workers, long_workers),
          lease_(std::chrono::seconds{system.services.settings.integer("mailbox_lease_seconds")}) {}
    ~Fetcher() override { stop(); }

    void start() override {
        http::prepare_spool_folder(spool_folder(system_));
        system_.services.database.listen(std::string(sources_channel), [bell = std::weak_ptr(bell_)](std::string_view) {
            if (auto held = bell.lock()) held->ring();
        });
        system_.services.database.write([&](db::Tx& tx) { watch_soon(tx, system_); });
        loop_.start();
        thread_ = std::thread([this] { keep_looking(); });
    }

    void stop() override {
        if (!thread_.joinable()) return;
        {
            std::lock_guard lock(bell_->mutex);
            bell_->stopping = true;
            bell_->changed.notify_all();
        }
        thread_.join();
        for (auto& [id, reading] : readings_) end(reading);
        loop_.finish();
        try {
            system_.services.database.write([&](db::Tx& tx) { tx.execute(sql::release_mailboxes, node_); });
        } catch (const std::exception& error) { log::warning("imap.leases_not_released", {{"error", error.what()}}); }
    }

  private:
    struct Reading {
        std::int64_t version = 0;
        std::vector<std::shared_ptr<imap::Watcher>> watchers;
    };

    void keep_looking() {
        std::unique_lock lock(bell_->mutex);
        while (!bell_->stopping) {
            bell_->rung = false;
            lock.unlock();
            look();
            lock.lock();
            bell_->changed.wait_for(lock, lease_ / looks_in_lease, [this] { return bell_->stopping || bell_->rung; });
        }
    }

    void look() {
        try {
            auto all = system_.services.database.read([](db::Reader& reader) { return reader.list<ToRead>(sql::list_sources_to_read); });
            const auto until = system_.now() + lease_;
            auto ours = claim(all, until);
            held_until_ = until;
            std::erase_if(readings_, [&](const auto& entry) {
                auto found = ours.find(entry.first);
                const bool over = found == ours.end() || found->second != entry.second.version;
                if (over) end(entry.second);
                return over;
            });
            for (auto& [id, version] : ours)
                if (!readings_.contains(id)) begin(id);
        } catch (const std::exception& error) {
            log::warning("imap.not_looked", {{"error", error.what()}});
            // Another node may read them from now on.
            if (system_.now() < held_until_) return;
            for (auto& [id, reading] : readings_) end(reading);
            readings_.clear();
        }
    }

    /// Those that no other node holds, with their versions.
    std::map<MailboxId, std::int64_t> claim(const std::vector<ToRead>& all, Instant until) const {
        if (all.empty()) return {};
        return system_.services.database.write([&](db::Tx& tx) {
            std::map<MailboxId, std::int64_t> ours;
            for (auto& one : all)
                if (tx.find<MailboxId>(sql::claim_mailbox, one.mailbox_id, node_, until, until - lease_))
                    ours.emplace(one.mailbox_id, one.version);
            return ours;
        });
    }

    void begin(MailboxId id) {
        auto& database = system_.services.database;
        auto mailbox = database.read([&](db::Reader& reader) { return reader.find<Mailbox>(sql::find_mailbox, id); });
        if (!mailbox) return;
        std::optional<Source> source;
        try {
            source = database.read([&](db::Reader& reader) { return find_source(reader, system_, id); });
        } catch (const Problem& problem) {
            // Sealed with another key: nobody can sign in until a person enters it anew.
            note_failure(system_.as_system(mailbox->brand_id), {*mailbox, "INBOX"}, {net::Fault::authorization, problem.code});
        }
        if (!source) return;
        auto& reading = readings_[id];
        reading.version = source->version;
        const Fetched fetched{*mailbox, *source, std::make_shared<Tokens>(system_, *source), filters_};
        for (auto& folder : source->folders) {
            auto keeper = std::make_shared<FolderKeeper>(system_, fetched, folder);
            reading.watchers.push_back(std::make_shared<imap::Watcher>(loop_, options_of(*source, folder), keeper));
            reading.watchers.back()->start();
        }
    }

    imap::WatchOptions options_of(const Source& source, const std::string& folder) const {
        imap::WatchOptions options;
        options.destination = destination_of(system_, source);
        options.security = source.security;
        options.folder = folder;
        options.moved_to = source.moved_to;
        options.spool_folder = spool_folder(system_);
        options.largest_message = static_cast<std::uint64_t>(system_.services.settings.integer("mail_limit_mb")) << 20;
        options.first_delay = std::chrono::seconds{system_.services.settings.integer("mailbox_retry_seconds")};
        return options;
    }

    static void end(const Reading& reading) {
        for (auto& watcher : reading.watchers) watcher->stop();
    }

    const Context system_;
    const std::string node_;
    const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
    net::Loop loop_;
    const std::chrono::milliseconds lease_;
    const std::shared_ptr<FilterGuard> filters_ = std::make_shared<FilterGuard>();
    std::map<MailboxId, Reading> readings_;  ///< on the thread that looks, and after it
    Instant held_until_{};
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Resident> make_fetcher(const Context& system, const std::string& node) { return std::make_unique<Fetcher>(system, node); }

}  // namespace goodhost::email
