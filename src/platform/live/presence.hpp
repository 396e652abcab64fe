#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/context.hpp"

namespace goodhost::live {

/// Who is on which topic, by what every node hears. A person may be there over several connections; each must say so again
/// within `missed_after`. Not thread-safe.
class Presence {
  public:
    static constexpr Duration missed_after{std::chrono::seconds{45}};

    struct Gone {
        std::string topic;
        Actor who;
    };

    /// True when the person was not there before.
    bool here(const std::string& topic, const Actor& who, const std::string& connection, Instant now);
    /// True when that was the person's last connection there.
    bool away(const std::string& topic, const Actor& who, const std::string& connection);
    /// Those who were not heard of in time.
    std::vector<Gone> expire(Instant now);
    std::vector<Actor> people(const std::string& topic) const;

  private:
    struct Person {
        Actor who;
        std::map<std::string, Instant> heard;  ///< by connection
    };
    /// Visitors who have not signed in have no id: each connection is a person.
    static std::string key_of(const Actor& who, const std::string& connection);

    std::map<std::string, std::map<std::string, Person>> topics_;
};

}  // namespace goodhost::live
