#include "email/keeper.hpp"

#include "email/mailbox_access.hpp"
#include "email/queries.hpp"
#include "platform/files/mapped.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/charset.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::email {

namespace {

constexpr std::chrono::minutes well_interval{1};
constexpr std::chrono::hours before_opening{24};
constexpr int most_tries = 3;
constexpr std::size_t longest_words = 500;

struct FolderRow {
    std::int64_t uid_validity = 0, last_uid = 0, taken_uid = 0, unseen_until = 0;
    Instant since;
    std::optional<Instant> opened_at;
};
BOOST_DESCRIBE_STRUCT(FolderRow, (), (uid_validity, last_uid, taken_uid, unseen_until, since, opened_at))

struct FaultRow {
    std::optional<net::Fault> fault;
    std::int64_t failures = 0;
    std::optional<Instant> failing_since, alarmed_at;
};
BOOST_DESCRIBE_STRUCT(FaultRow, (), (fault, failures, failing_since, alarmed_at))

struct Stopped {
    MailboxId mailbox_id;
    std::string mailbox, folder;
    net::Fault fault = net::Fault::connection;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(Stopped, (), (mailbox_id, mailbox, folder, fault, words))

/// Of the database's condition, not of what was to be written.
bool passes_by_itself(db::ErrorKind kind) {
    using enum db::ErrorKind;
    return kind == serialization || kind == busy || kind == timeout || kind == disconnected || kind == full;
}

imap::Standing standing_of(const FolderRow& row) {
    imap::Standing standing;
    standing.last_uid = static_cast<std::uint32_t>(row.last_uid);
    standing.taken_uid = static_cast<std::uint32_t>(row.taken_uid);
    standing.unseen_until = static_cast<std::uint32_t>(row.unseen_until);
    standing.since = std::chrono::floor<std::chrono::seconds>(row.since);
    return standing;
}

/// Where a folder begins that is read for the first time.
FolderRow first_row(const imap::Opened& opened, Existing existing) {
    FolderRow row;
    row.uid_validity = opened.uid_validity;
    const std::int64_t last = opened.uid_next ? opened.uid_next - 1 : 0;
    if (existing == Existing::none) row.last_uid = last;
    if (existing == Existing::unread) row.unseen_until = last;
    return row;
}

/// Its UIDs began anew: what arrived since we came is looked at again, and what we have is known by its content.
FolderRow renewed(const FolderRow& before, const imap::Opened& opened, Existing existing) {
    FolderRow row;
    row.uid_validity = opened.uid_validity;
    if (existing != Existing::all && before.opened_at) row.since = *before.opened_at - before_opening;
    return row;
}

}  // namespace

bool is_alarming(net::Fault fault, std::int64_t failures) {
    using net::Fault;
    switch (fault) {
        case Fault::connection:
        case Fault::timeout:
        case Fault::protocol:
        case Fault::storage: return failures >= 5;
        default: return failures >= 2;
    }
}

FolderKeeper::FolderKeeper(const Context& system, Fetched fetched, std::string folder)
    : system_(system.as_system(fetched.mailbox.brand_id)),
      mailbox_(std::move(fetched.mailbox)),
      source_(std::move(fetched.source)),
      folder_(std::move(folder)),
      tokens_(std::move(fetched.tokens)),
      filters_(std::move(fetched.filters)) {}

imap::Standing FolderKeeper::standing(const imap::Opened& opened) {
    auto row = system_.services.database.write([&](db::Tx& tx) {
        tx.execute(sql::add_folder, mailbox_.id, folder_);
        auto known = tx.get<FolderRow>(sql::find_folder, mailbox_.id, folder_);
        if (known.uid_validity == opened.uid_validity) return known;
        auto fresh = known.uid_validity == 0 ? first_row(opened, source_.existing) : renewed(known, opened, source_.existing);
        tx.execute(sql::open_folder, mailbox_.id, folder_, fresh.uid_validity, fresh.last_uid, fresh.unseen_until, fresh.since,
                   system_.now());
        return fresh;
    });
    return standing_of(row);
}

void FolderKeeper::take(const imap::Opened& opened, const imap::Listed& listed, const std::string& file) {
    if (stubborn_uid_ == listed.uid && tries_ >= most_tries) return hold(opened, listed.uid, file);
    try {
        Taking taking{.filters = filters_.get()};
        taking.also = [&](db::Tx& tx) {
            tx.execute(sql::advance_taken, mailbox_.id, folder_, std::int64_t{opened.uid_validity}, std::int64_t{listed.uid});
            auto delay = std::max(system_.now() - Instant(listed.arrived), Duration{0});
            if (listed.arrived > std::chrono::sys_seconds{}) tx.execute(sql::note_delay, mailbox_.id, std::int64_t{delay.count()});
        };
        auto delivery = deliver_file(system_, mailbox_, file, taking);
        log::info("imap.taken", {{"mail", delivery.id.value}, {"outcome", enum_name(delivery.outcome)}, {"mailbox", mailbox_.id.value}});
    } catch (const Problem& problem) {
        // What is not to be had now is waited for: the mail stands safe where it is.
        if (problem.kind == ProblemKind::unavailable) throw;
        try_again(listed.uid, problem.code);
    } catch (const db::Error& error) {
        if (passes_by_itself(error.kind)) throw;
        try_again(listed.uid, error.message);
    } catch (const std::exception& error) { try_again(listed.uid, error.what()); }
}

void FolderKeeper::try_again(std::uint32_t uid, const std::string& error) {
    tries_ = stubborn_uid_ == uid ? tries_ + 1 : 1;
    stubborn_uid_ = uid;
    log::error("imap.not_taken", {{"mailbox", mailbox_.id.value}, {"uid", uid}, {"error", error}, {"tries", tries_}});
    throw net::Failure(net::Fault::storage, error);
}

void FolderKeeper::hold(const imap::Opened& opened, std::uint32_t uid, const std::string& file) {
    hold_file(system_, mailbox_, file, [&](db::Tx& tx) {
        tx.execute(sql::advance_taken, mailbox_.id, folder_, std::int64_t{opened.uid_validity}, std::int64_t{uid});
    });
}

void FolderKeeper::pass(const imap::Opened& opened, std::uint32_t uid) {
    system_.services.database.write(
        [&](db::Tx& tx) { tx.execute(sql::advance_folder, mailbox_.id, folder_, std::int64_t{opened.uid_validity}, std::int64_t{uid}); });
}

void FolderKeeper::leave(const imap::Opened& opened, const imap::Listed& listed) {
    system_.services.database.write([&](db::Tx& tx) {
        auto moved = tx.execute(sql::advance_folder, mailbox_.id, folder_, std::int64_t{opened.uid_validity}, std::int64_t{listed.uid});
        if (moved) tx.execute(sql::note_left_behind, mailbox_.id);
    });
    log::warning("imap.left_behind", {{"mailbox", mailbox_.id.value}, {"bytes", listed.size}});
}

void FolderKeeper::well() {
    const auto now = system_.now();
    if (!failing_ && now < told_well_ + well_interval) return;
    system_.services.database.write([&](db::Tx& tx) {
        auto before = tx.find<FaultRow>(sql::find_folder_fault, mailbox_.id, folder_);
        tx.execute(sql::folder_is_well, mailbox_.id, folder_, now);
        if (before && before->alarmed_at) record_mailbox(tx, system_, "email.mailbox_recovered", mailbox_);
    });
    failing_ = false;
    told_well_ = now;
}

void FolderKeeper::failed(const net::Failure& failure) {
    failing_ = true;
    if (failure.fault == net::Fault::login) tokens_->forget();
    note_failure(system_, {mailbox_, folder_}, failure);
}

void note_failure(const Context& context, const Folder& folder, const net::Failure& failure) {
    auto& [mailbox, name] = folder;
    // A server's words may be bytes of any kind.
    std::string words(mail::cut_utf8(mail::valid_utf8(failure.words), longest_words));
    std::erase(words, '\0');
    log::warning("imap.failed", {{"mailbox", mailbox.id.value}, {"fault", enum_name(failure.fault)}, {"words", words}});
    context.services.database.write([&](db::Tx& tx) {
        tx.execute(sql::add_folder, mailbox.id, name);
        auto row = tx.get<FaultRow>(sql::folder_failed, mailbox.id, name, failure.fault, words, context.now());
        if (row.alarmed_at || !is_alarming(failure.fault, row.failures)) return;
        tx.execute(sql::alarm_folder, mailbox.id, name, context.now());
        trail::append(tx, context, "mailbox/" + std::to_string(mailbox.id.value), "email.mailbox_stopped",
                      Stopped{mailbox.id, mailbox.name, name, failure.fault, words});
    });
}

}  // namespace goodhost::email
