#pragma once
#include <atomic>
#include <memory>
#include <random>
#include <string>

#include "platform/imap/client.hpp"

namespace goodhost::imap {

/// How far a folder has been read, and what of it is wanted. Pure.
struct Standing {
    std::uint32_t last_uid = 0;        ///< everything up to it was taken or passed over
    std::uint32_t taken_uid = 0;       ///< the last one taken: a crash may have come before it was marked
    std::uint32_t unseen_until = 0;    ///< up to it only what nobody has read (what stood there before we came)
    std::chrono::sys_seconds since{};  ///< nothing that arrived before (a folder whose UIDs began anew)
};
bool wanted(const Standing& standing, const Listed& listed);

/// Where a folder's mail goes and how far it was read. Called on workers, one call at a time for a folder; may block;
/// throws net::Failure, or anything else when the storage is not to be had.
class Keeper {
  public:
    virtual ~Keeper() = default;
    virtual Credentials credentials() = 0;
    virtual Standing standing(const Opened& opened) = 0;
    /// The mail and how far was read are durable when it returns. The file may be taken away.
    virtual void take(const Opened& opened, const Listed& listed, const std::string& file) = 0;
    /// Nothing to take up to here.
    virtual void pass(const Opened& opened, std::uint32_t uid) = 0;
    /// Too large to be taken: it stays where it is.
    virtual void leave(const Opened& opened, const Listed& listed) = 0;
    /// Everything is fetched that was there.
    virtual void well() = 0;
    virtual void failed(const net::Failure& failure) = 0;
};

struct WatchOptions {
    net::Destination destination;
    Security security = Security::tls;
    std::string folder = "INBOX";
    std::string moved_to;  ///< what was taken goes there; empty: it is marked as read
    std::string spool_folder;
    std::uint64_t largest_message = std::uint64_t{100} << 20;
    std::chrono::milliseconds poll{std::chrono::seconds{30}};  ///< where there is no IDLE
    std::chrono::milliseconds longest_idle{std::chrono::minutes{4}};
    std::chrono::milliseconds first_delay{std::chrono::seconds{2}}, longest_delay{std::chrono::minutes{5}};
};

/// Reads one folder for as long as it runs: connects, takes what is new, marks or moves it afterwards, waits for more, and
/// begins again with growing delays when something breaks.
class Watcher : public std::enable_shared_from_this<Watcher> {
  public:
    Watcher(net::Loop& loop, WatchOptions options, std::shared_ptr<Keeper> keeper);
    /// Any thread.
    void start();
    void stop();
    bool ended() const { return ended_; }

  private:
    net::Task<void> run();
    net::Task<void> converse();
    net::Task<void> take_new(const Opened& opened, Standing& standing);
    net::Task<void> take_one(const Opened& opened, const Listed& listed);
    net::Task<void> put_away(std::uint32_t uid);
    template <class Work>
    net::Task<void> ask(Work work, net::Lane lane = net::Lane::quick);
    std::chrono::milliseconds next_delay();

    net::Loop& loop_;
    const WatchOptions options_;
    const std::shared_ptr<Keeper> keeper_;
    net::Timer pause_;
    std::shared_ptr<Client> client_;  ///< while it converses
    std::minstd_rand random_;
    int failures_ = 0;  ///< in a row
    std::atomic<bool> stopping_{false}, ended_{false};
};

/// `delay` ± 25 %, so that what broke together does not come back together.
std::chrono::milliseconds jittered(std::chrono::milliseconds delay, std::minstd_rand& random);

}  // namespace goodhost::imap
