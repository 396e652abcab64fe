#pragma once
#include <map>
#include <memory>
#include <string>

#include "platform/config/settings.hpp"
#include "platform/core/time.hpp"
#include "platform/crypto/signer.hpp"
#include "platform/crypto/vault.hpp"
#include "platform/db/testing.hpp"
#include "platform/files/files.hpp"
#include "platform/http/dispatch.hpp"
#include "platform/i18n/catalogue.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"

namespace goodhost::app::testing {

struct Answer {
    int status = 0;
    std::string body;
    http::Headers headers;
};

/// For tests only: all slices on a fresh database, called through dispatch as the edge calls it. One brand, one agent of
/// each built-in role with a token, a customer with a contact.
class House {
  public:
    explicit House(db::Dialect dialect);
    ~House();

    /// `role` is a built-in role's key, `contact` for the portal's session, or empty for a visitor.
    Answer call(http::Method method, const std::string& target, const std::string& role, const std::string& body = {});
    /// As a visitor's browser asks for a page.
    Answer call_as_browser(const std::string& target);
    Context system();
    db::Database& database() { return **database_; }
    const Registry& registry() const { return registry_; }
    ManualClock& clock() { return clock_; }
    config::Settings& settings() { return settings_; }
    /// Every row of every table but those named, as text: to see whether anything changed.
    std::string dump(const std::set<std::string>& without = {});

  private:
    void fill();
    http::Request request_for(http::Method method, const std::string& target);
    Answer answered(http::Request request);
    ManualClock clock_{from_millis(1'790'000'000'000)};
    Registry registry_;
    std::unique_ptr<db::testing::TestDatabase> database_;
    std::string folder_;
    std::unique_ptr<files::Store> files_;
    i18n::Catalogue catalogue_;
    crypto::Signer signer_;
    crypto::Vault vault_;
    config::Settings settings_;
    metrics::Registry metrics_;
    std::unique_ptr<Services> services_;
    std::unique_ptr<http::Dispatch> dispatch_;
    std::map<std::string, std::string> tokens_;
    std::string portal_session_, portal_csrf_;
};

}  // namespace goodhost::app::testing
