#include "email/lmtp.hpp"

#include <sys/statvfs.h>

#include <algorithm>
#include <mutex>

#include "email/email.hpp"
#include "email/filter_guard.hpp"
#include "email/recipients.hpp"
#include "email/spool.hpp"
#include "platform/config/settings.hpp"
#include "platform/log/log.hpp"
#include "platform/net/spool.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::email {

namespace {

using lmtp::Envelope;
using lmtp::Reply;

/// Spool, stored message and its attachments: the bytes are on disk so many times for a moment.
constexpr std::uint64_t copies = 3;

std::uint64_t free_bytes(const std::string& folder) {
    struct statvfs space {};
    if (::statvfs(folder.c_str(), &space) != 0) return 0;
    return static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize;
}

/// Whether what has come is not worked through as fast as it comes. Counting is work, so it is done now and then. Any thread.
class Backlog {
  public:
    bool is_long(const Context& context) {
        const std::lock_guard lock(mutex_);
        if (context.now() < counted_at_ + count_interval) return is_long_;
        counted_at_ = context.now();
        is_long_ = longest(context) >= context.services.settings.integer("mail_backlog");
        return is_long_;
    }

  private:
    static constexpr std::chrono::seconds count_interval{10};

    /// Entries of the trail that the slowest of those who react to it has before it.
    static std::int64_t longest(const Context& context) {
        std::int64_t most = 0;
        if (!context.services.consumers) return most;
        for (auto& status : context.services.consumers->status()) most = std::max(most, status.lag);
        return most;
    }

    std::mutex mutex_;
    Instant counted_at_{};
    bool is_long_ = false;
};

class MailReceiver final : public lmtp::Receiver {
  public:
    explicit MailReceiver(const Context& system) : system_(system) {}

    std::optional<Reply> pressure(std::uint64_t announced_size) override {
        auto& settings = system_.services.settings;
        auto kept_free = static_cast<std::uint64_t>(settings.integer("mail_keeps_free_mb")) << 20;
        if (free_bytes(settings.text("data")) < kept_free + announced_size * copies) return Reply{452, "4.3.1", "No room to store it"};
        if (backlog_.is_long(system_)) return Reply{452, "4.3.2", "Too much is waiting to be worked through"};
        return std::nullopt;
    }

    Reply recipient(const std::string& address) override {
        auto mailbox = find(address);
        if (!mailbox) return {550, "5.1.1", "There is no such mailbox"};
        if (!mailbox->active) return {450, "4.2.1", "The mailbox is switched off"};
        return {250, "2.1.5", "OK"};
    }

    Reply take(const Envelope& envelope, const std::string& recipient, const std::string& file) override {
        auto mailbox = find(recipient);
        if (!mailbox) return {450, "4.2.1", "The mailbox is gone"};
        // What the envelope said is kept on the message (RFC 5321 section 4.4): a bounce is known by it, and the detail
        // behind the `+` names a ticket.
        net::SpoolFile whole(spool_folder(system_));
        whole.write("Return-Path: <" + envelope.sender + ">\r\nDelivered-To: " + recipient + "\r\n");
        if (!whole.append_file(file)) return {452, "4.3.1", "No room to store it"};
        auto delivery = deliver_file(system_, *mailbox, whole.path(), {.filters = &filters_});
        log::info("lmtp.taken", {{"mail", delivery.id.value}, {"outcome", enum_name(delivery.outcome)}, {"bytes", whole.size()}});
        return {250, "2.0.0", "Taken"};
    }

  private:
    std::optional<Mailbox> find(const std::string& address) const {
        return system_.services.database.read([&](db::Reader& reader) { return find_mailbox_of(reader, address); });
    }
    const Context system_;
    FilterGuard filters_;
    Backlog backlog_;
};

}  // namespace

std::unique_ptr<lmtp::Receiver> make_receiver(const Context& system) { return std::make_unique<MailReceiver>(system); }

std::unique_ptr<Resident> make_lmtp(const Context& system, const std::string&) {
    auto& settings = system.services.settings;
    lmtp::Options options;
    options.listen = settings.text("lmtp");
    if (options.listen.empty()) return nullptr;
    options.spool_folder = spool_folder(system);
    options.largest_message = static_cast<std::uint64_t>(settings.integer("mail_limit_mb")) << 20;
    return lmtp::make_server(options, make_receiver(system));
}

}  // namespace goodhost::email
