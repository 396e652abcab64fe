#include "platform/live/viewer.hpp"

#include "platform/live/engine.hpp"
#include "platform/log/log.hpp"

namespace goodhost::live {

namespace {

constexpr std::size_t most_waiting_frames = 100;
constexpr std::size_t most_followed = 500;
/// Half of what the edge queues at most, so that a burst of signals does not break the connection.
constexpr std::size_t slow_bytes = 512 * 1024;
constexpr std::chrono::seconds longest_slowness{10};
constexpr int most_signals = 30;
constexpr std::chrono::seconds signals_window{10};

}  // namespace

Viewer::Viewer(std::weak_ptr<Engine> engine, const Context& context, std::function<bool()> still_valid, std::string connection)
    : engine_(std::move(engine)), context_(context), still_valid_(std::move(still_valid)), connection_(std::move(connection)) {}

void Viewer::opened(std::shared_ptr<http::Socket> socket) {
    {
        std::lock_guard lock(mutex_);
        socket_ = std::move(socket);
    }
    if (auto engine = engine_.lock())
        engine->add(shared_from_this());
    else
        close(http::CloseCode::going_away, "");
}

void Viewer::received(std::string_view text) {
    {
        std::lock_guard lock(mutex_);
        inbox_.emplace_back(text);
        if (inbox_.size() > most_waiting_frames) closed_ = true;
    }
    if (closed_) return close(http::CloseCode::policy, "too many messages");
    if (auto engine = engine_.lock()) engine->schedule(shared_from_this());
}

void Viewer::closed() {
    closed_ = true;
    if (auto engine = engine_.lock()) engine->remove(shared_from_this());
}

void Viewer::close(http::CloseCode code, std::string reason) {
    closed_ = true;
    std::lock_guard lock(mutex_);
    if (socket_) socket_->close(code, std::move(reason));
}

void Viewer::send(std::string text) {
    std::lock_guard lock(mutex_);
    if (socket_ && !socket_->send(std::move(text))) closed_ = true;
}

Viewer::Next Viewer::step(Engine& engine) {
    if (closed_) {
        // Nobody will say it for a connection that is gone.
        for (const auto& topic : std::exchange(present_, {})) engine.announce({topic, "away", context_.actor, connection_, {}});
        return Next::idle;
    }
    if (!began_) {
        began_ = true;
        cursor_ = engine.head();
    }
    if (asked_.exchange(false) && !check_session(engine)) return Next::more;
    if (is_slow()) return closed_ ? Next::more : Next::later;
    if (replay_) return replay(engine);
    std::optional<std::string> text;
    {
        std::lock_guard lock(mutex_);
        if (!inbox_.empty()) {
            text = std::move(inbox_.front());
            inbox_.pop_front();
        }
    }
    if (!text) return follow(engine);
    obey(engine, *text);
    return Next::more;
}

/// Whoever does not read is told to come again, and resumes from its position.
bool Viewer::is_slow() {
    {
        std::lock_guard lock(mutex_);
        if (!socket_ || socket_->queued_bytes() < slow_bytes) {
            slow_since_.reset();
            return false;
        }
    }
    const auto now = context_.now();
    if (!slow_since_) slow_since_ = now;
    if (now - *slow_since_ >= longest_slowness) close(http::CloseCode::try_again, "too slow");
    return true;
}

bool Viewer::check_session(Engine& engine) {
    if (still_valid_ && !still_valid_()) {
        close(http::CloseCode::policy, "the session has ended");
        return false;
    }
    if (!topics_.empty() && cursor_ == engine.head()) send(position_message(cursor_));
    return true;
}

Viewer::Next Viewer::follow(Engine& engine) {
    const auto head = engine.head();
    if (cursor_ >= head) return Next::idle;
    if (topics_.empty()) {
        cursor_ = head;
        return Next::idle;
    }
    const auto page = engine.page(cursor_, head);
    for (const auto& loaded : page.entries) tell(*loaded, topics_);
    cursor_ = page.reached;
    return cursor_ < head ? Next::more : Next::idle;
}

void Viewer::tell(const Loaded& loaded, const Topics& topics) {
    const auto at = loaded.entry.position();
    try {
        auto updates = loaded.source->view(context_, loaded.entry, loaded.data);
        std::erase_if(updates, [&](const Update& update) {
            const auto topic = topics.find(update.topic);
            return topic == topics.end() || at <= topic->second.after;
        });
        // Only the last one carries the position: after a break between two of them both are told again.
        for (std::size_t i = 0; i < updates.size(); ++i)
            send(entry_message(i + 1 == updates.size() ? std::optional(at) : std::nullopt, updates[i]));
    } catch (const std::exception& error) { log::error("live.view_failed", {{"entry", to_string(at)}, {"error", error.what()}}); }
}

void Viewer::obey(Engine& engine, const std::string& text) {
    const auto message = parse_client_message(text);
    if (!message) return close(http::CloseCode::policy, "not understood");
    for (const auto& topic : message->unsubscribe) drop(engine, topic);
    if (!message->subscribe.empty()) subscribe(engine, *message);
    if (message->signal) pass_on(engine, *message->signal);
}

void Viewer::subscribe(Engine& engine, const ClientMessage& message) {
    const auto from = message.position.empty() ? std::optional(cursor_) : trail::parse_position(message.position);
    if (!from) return close(http::CloseCode::policy, "not a position");
    Replay wanted;
    for (const auto& topic : message.subscribe) {
        const auto* const source = topics_.size() + wanted.topics.size() < most_followed ? engine.source_for(context_, topic) : nullptr;
        if (source)
            wanted.topics[topic] = {source, *from};
        else
            wanted.refused.push_back(topic);
    }
    begin_replay(engine, std::move(wanted), *from);
}

void Viewer::begin_replay(Engine& engine, Replay wanted, trail::Position from) {
    // Followed from here on, so that signals come at once; entries up to the cursor are replayed first.
    const bool reset = engine.too_old(from);
    if (reset) send(reset_message());
    wanted.from = reset ? cursor_ : from;
    wanted.until = cursor_;
    for (auto& [topic, followed] : wanted.topics) {
        if (reset) followed.after = cursor_;
        engine.follow(shared_from_this(), topic, followed.source);
    }
    replay_ = std::move(wanted);
}

Viewer::Next Viewer::replay(Engine& engine) {
    if (replay_->from < replay_->until) {
        const auto page = engine.page(replay_->from, replay_->until);
        for (const auto& loaded : page.entries) tell(*loaded, replay_->topics);
        replay_->from = page.reached;
        return Next::more;
    }
    topics_.merge(replay_->topics);
    send(ready_message(cursor_, replay_->refused));
    replay_.reset();
    return Next::more;
}

void Viewer::drop(Engine& engine, const std::string& topic) {
    topics_.erase(topic);
    engine.unfollow(shared_from_this(), topic);
    if (present_.erase(topic) > 0) engine.announce({topic, "away", context_.actor, connection_, {}});
}

void Viewer::pass_on(Engine& engine, const ClientSignal& signal) {
    const bool follows = topics_.contains(signal.topic);
    if (!follows || !may_signal(context_.now())) return;
    const bool here = signal.kind == "here", away = signal.kind == "away";
    // What the nodes themselves say of people is not a client's to say.
    if (signal.kind == "joined" || signal.kind == "left") return;
    if (here && present_.insert(signal.topic).second) {
        Signal list{signal.topic, "joined", {}, {}, {}};
        const auto* const source = topics_.at(signal.topic).source;
        const bool may_hear = !source->may_hear || source->may_hear(context_, list);
        if (may_hear) send(present_message(signal.topic, engine.people(signal.topic)));
    }
    if (away && present_.erase(signal.topic) == 0) return;
    engine.announce({signal.topic, signal.kind, context_.actor, connection_, here || away ? RawJson{} : signal.data});
}

bool Viewer::may_signal(Instant now) {
    if (now - signals_from_ >= signals_window) {
        signals_from_ = now;
        signals_ = 0;
    }
    return ++signals_ <= most_signals;
}

void Viewer::hear(const Signal& signal, const Source* source) {
    if (closed_ || signal.connection == connection_) return;
    if (source->may_hear && !source->may_hear(context_, signal)) return;
    send(signal_message(signal));
}

}  // namespace goodhost::live
