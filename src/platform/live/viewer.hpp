#pragma once
#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "platform/live/message.hpp"
#include "platform/live/ring.hpp"

namespace goodhost::live {

class Engine;

/// One WebSocket. The edge pushes frames into the inbox; step() runs on one of the hub's workers at a time, does a bounded piece of work and
/// says whether there is more. All that the viewer is told comes from step(), except signals.
class Viewer final : public http::SocketHandler, public std::enable_shared_from_this<Viewer> {
  public:
    enum class Next { idle, more, later };  ///< later: the client is slow to read

    Viewer(std::weak_ptr<Engine> engine, const Context& context, std::function<bool()> still_valid, std::string connection);

    void opened(std::shared_ptr<http::Socket> socket) override;
    void received(std::string_view text) override;
    void closed() override;

    Next step(Engine& engine);
    /// Sends what is not recorded. Any thread.
    void hear(const Signal& signal, const Source* source);
    /// At the next step: asks whether the session still holds, and tells the position.
    void ask_again() { asked_ = true; }
    void close(http::CloseCode code, std::string reason);

    const Context& context() const { return context_; }
    const std::string& connection() const { return connection_; }

    /// The pool's; under the engine's lock.
    struct Turn {
        bool queued = false, running = false, again = false;
    } turn;

  private:
    struct Followed {
        const Source* source = nullptr;
        trail::Position after;  ///< the client has what is up to here, perhaps from a node that was further
    };
    using Topics = std::map<std::string, Followed>;

    /// Entries of new topics between the client's snapshot and where this viewer stands.
    struct Replay {
        Topics topics;
        trail::Position from, until;
        std::vector<std::string> refused;
    };

    bool is_slow();
    bool check_session(Engine& engine);
    Next replay(Engine& engine);
    Next follow(Engine& engine);
    void obey(Engine& engine, const std::string& text);
    void subscribe(Engine& engine, const ClientMessage& message);
    void begin_replay(Engine& engine, Replay wanted, trail::Position from);
    void drop(Engine& engine, const std::string& topic);
    void pass_on(Engine& engine, const ClientSignal& signal);
    bool may_signal(Instant now);
    void tell(const Loaded& loaded, const Topics& topics);
    void send(std::string text);

    const std::weak_ptr<Engine> engine_;
    const Context context_;
    const std::function<bool()> still_valid_;
    const std::string connection_;

    std::mutex mutex_;  ///< over socket_ and inbox_
    std::shared_ptr<http::Socket> socket_;
    std::deque<std::string> inbox_;
    std::atomic<bool> closed_ = false, asked_ = false;

    // Only step()'s.
    Topics topics_;
    std::set<std::string> present_;  ///< topics on which this connection said that it is there
    trail::Position cursor_;
    bool began_ = false;
    std::optional<Replay> replay_;
    std::optional<Instant> slow_since_;
    Instant signals_from_;
    int signals_ = 0;
};

}  // namespace goodhost::live
