#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/http/http.hpp"
#include "platform/trail/trail.hpp"

/// Live updates over one WebSocket. Protocol (JSON text frames, docs/guides/live.md):
///   client: {"subscribe": ["tickets", "ticket/12"], "position": "0.4711"}   {"signal": {"topic": "ticket/12", "kind": "typing"}}
///   server: {"position": "0.4712", "entry": {...}}   {"signal": {...}}   {"ready": "0.4720"} after the backlog   {"reset": true} when the position is too old (fetch anew)
namespace goodhost::live {

/// What one entry means for one viewer, decided by the slice that owns the stream: nothing when the viewer may not see it.
/// `data` is JSON that the client applies (the fresh row, the new message); `topics` are the lists it belongs to.
struct Update {
    std::string topic;   ///< `ticket/12`
    std::string data;    ///< JSON object
};

/// A slice's translation from entries to updates. Called on a worker with a fresh reader for batches of viewers; permission
/// is checked per entry and viewer with the viewer's context.
struct Source {
    std::string_view stream_prefix;   ///< `ticket/`
    /// Makes what all viewers share (one load per entry and node); empty: nothing to tell.
    std::function<std::string(db::Reader&, const trail::Entry&)> load;
    /// The view of one viewer on it: nothing when it may not see it.
    std::function<std::vector<Update>(const Context& viewer, const trail::Entry&, const std::string& loaded)> view;
    /// Whether a viewer may subscribe to, and signal on, a topic of this source.
    std::function<bool(db::Reader&, const Context& viewer, std::string_view topic)> may_follow;
};

/// One per node. Reads the trail's tail once and fans out; presence and typing travel on the database's notify channel `live` unrecorded.
class Hub {
  public:
    Hub(db::Database& database, std::vector<Source> sources, std::string node);
    ~Hub();
    void start();
    void stop();
    /// The handler for an authenticated WebSocket. `still_valid` is asked every minute and on security entries: a revoked session is closed.
    std::shared_ptr<http::SocketHandler> connect(const Context& viewer, std::function<bool()> still_valid);
    /// Sends an unrecorded signal to all who follow the topic, on every node.
    void signal(std::string_view topic, std::string_view kind, const Actor& from, const std::string& data);
    std::int64_t viewers() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace goodhost::live
