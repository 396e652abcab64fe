#pragma once
#include "email/sources.hpp"
#include "email/tokens.hpp"
#include "platform/imap/watcher.hpp"

namespace goodhost::email {

/// What the folders of a mailbox share.
struct Fetched {
    Mailbox mailbox;
    Source source;
    std::shared_ptr<Tokens> tokens;
    std::shared_ptr<FilterGuard> filters = nullptr;  ///< of all mailboxes
};

/// One folder of a mailbox: takes its mail, keeps how far it was read and how that goes.
class FolderKeeper final : public imap::Keeper {
  public:
    FolderKeeper(const Context& system, Fetched fetched, std::string folder);
    imap::Credentials credentials() override { return tokens_->credentials(); }
    imap::Standing standing(const imap::Opened& opened) override;
    void take(const imap::Opened& opened, const imap::Listed& listed, const std::string& file) override;
    void pass(const imap::Opened& opened, std::uint32_t uid) override;
    void leave(const imap::Opened& opened, const imap::Listed& listed) override;
    void well() override;
    void failed(const net::Failure& failure) override;

  private:
    /// A mail that can't be taken whatever is tried must not keep back those behind it.
    [[noreturn]] void try_again(std::uint32_t uid, const std::string& error);
    void hold(const imap::Opened& opened, std::uint32_t uid, const std::string& file);

    const Context system_;
    const Mailbox mailbox_;
    const Source source_;
    const std::string folder_;
    const std::shared_ptr<Tokens> tokens_;
    const std::shared_ptr<FilterGuard> filters_;
    std::uint32_t stubborn_uid_ = 0;
    int tries_ = 0;
    bool failing_ = true;  ///< or not known
    Instant told_well_{};
};

struct Folder {
    Mailbox mailbox;
    std::string name;
};
/// Writes down that a folder can't be read, with an alarm when a person must hear of it.
void note_failure(const Context& context, const Folder& folder, const net::Failure& failure);

/// When a person must hear of it: at once of what does not mend itself, of the rest when it lasts.
bool is_alarming(net::Fault fault, std::int64_t failures);

}  // namespace goodhost::email
