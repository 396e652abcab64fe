#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/http/http.hpp"
#include "platform/trail/trail.hpp"

/// Live updates over one WebSocket: what the trail records, as each viewer may see it, and unrecorded signals (presence,
/// typing). The protocol: docs/guides/live.md.
namespace goodhost::live {

/// What one entry means for one viewer, decided by the slice that owns the stream: nothing when the viewer may not see it.
/// `data` is JSON that the client applies (the fresh row, the new message).
struct Update {
    std::string topic;  ///< `ticket/12`
    std::string data;   ///< JSON object
};

/// What is not recorded: somebody types, came, left.
struct Signal {
    std::string topic;
    std::string kind;  ///< `typing`, `joined`, `left`, or what a slice makes up
    Actor from;
    std::string connection;  ///< whose echo it would be; empty: nobody's
    RawJson data;
};
BOOST_DESCRIBE_STRUCT(Signal, (), (topic, kind, from, connection, data))

/// A slice's translation from entries to updates. `load` and `view` are called on the hub's threads; permission is checked per
/// entry and viewer with the viewer's context.
struct Source {
    std::string_view stream_prefix;  ///< `ticket/`
    /// Makes what all viewers share (one load per entry and node); empty: nothing to tell.
    std::function<std::string(db::Reader&, const trail::Entry&)> load;
    /// The view of one viewer on it: nothing when it may not see it.
    std::function<std::vector<Update>(const Context& viewer, const trail::Entry&, const std::string& loaded)> view;
    /// Whether a viewer may subscribe to, and signal on, a topic of this source. False for topics that are not its own.
    std::function<bool(db::Reader&, const Context& viewer, std::string_view topic)> may_follow;
    /// Whether a follower hears a signal; none: all do. (A contact should not learn who looks at its ticket.)
    std::function<bool(const Context& viewer, const Signal& signal)> may_hear = {};
    /// Entries of this source may end a viewer's session or change its rights: `still_valid` of all viewers is asked.
    bool changes_access = false;
};

class Engine;

/// One per node. Reads the trail's tail once and fans out; signals travel on the database's notify channel `live` unrecorded.
class Hub {
  public:
    /// `clock` null: the system's.
    Hub(db::Database& database, std::vector<Source> sources, std::string node, const Clock* clock = nullptr);
    ~Hub();
    void start();
    void stop();
    /// The handler for an authenticated WebSocket. `still_valid` is asked every minute and when access may have changed, on a
    /// thread that may read the database: a revoked session is closed (policy).
    std::shared_ptr<http::SocketHandler> connect(const Context& viewer, std::function<bool()> still_valid);
    /// Sends an unrecorded signal to all who follow the topic, on every node. `data`: JSON or empty, at most 4,000 bytes.
    void signal(std::string_view topic, std::string_view kind, const Actor& from, const std::string& data);
    std::int64_t viewers() const;

  private:
    const SystemClock system_clock_;
    std::shared_ptr<Engine> engine_;
};

}  // namespace goodhost::live
