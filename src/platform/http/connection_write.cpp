#include <fcntl.h>
#include <unistd.h>

#include "platform/http/connection.hpp"

namespace goodhost::http {

namespace {

/// A body up to this size goes out with its head in one piece: cheaper than a second vector, and one TLS record.
constexpr std::size_t joined_with_head = 8 * 1024;
constexpr std::size_t file_piece = 128 * 1024;

class OpenFile {
  public:
    explicit OpenFile(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    OpenFile(const OpenFile&) = delete;
    bool is_open() const { return descriptor_ >= 0; }
    /// Empty at the end or on an error.
    std::string_view read_at(std::uint64_t offset, std::span<char> into) const {
        auto count = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
        return {into.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
    }

  private:
    int descriptor_;
};

void take_off(Pieces& pieces, std::size_t count) {
    for (auto& piece : pieces) {
        auto part = std::min(count, piece.size());
        piece.remove_prefix(part);
        count -= part;
    }
    if (pieces[0].empty()) std::swap(pieces[0], pieces[1]);
}

}  // namespace

Task<bool> Connection::respond(Response response, const Conditions& conditions) {
    auto asked = conditions;
    asked.keep_alive = asked.keep_alive && !state_.stopping;
    auto answer = make_answer(std::move(response), asked, http_date());
    auto bytes = answer.bytes();
    if (!answer.response.file && bytes.size() <= joined_with_head) {
        answer.head.append(bytes);
        answer.part = {};
    }
    bool sent = co_await send_answer(answer);
    co_return sent&& asked.keep_alive;
}

Task<bool> Connection::refuse(const Refusal& refusal, Conditions conditions) {
    // Where the request ends is not known, or its body is not wanted: nothing behind it can be read.
    conditions.keep_alive = false;
    unread_ = true;
    expired_ = false;
    co_return co_await respond(to_response(refusal), conditions);
}

Task<bool> Connection::send_answer(const Answer& answer) {
    if (answer.response.file && answer.part.length > 0) co_return co_await send_file(answer);
    co_return co_await send({answer.head, answer.bytes()});
}

Task<bool> Connection::send_file(const Answer& answer) {
    OpenFile file(answer.response.file->path);
    // The size was promised by the handler a moment ago; the file may be gone since.
    if (!file.is_open()) {
        Conditions none;
        co_return co_await refuse(refusals::no_answer, none);
    }
    bool sent = co_await send({answer.head, {}});
    std::vector<char> room(std::min<std::uint64_t>(file_piece, answer.part.length));
    for (std::uint64_t done = 0; sent && done < answer.part.length;) {
        auto want = std::min<std::uint64_t>(room.size(), answer.part.length - done);
        auto bytes = file.read_at(answer.part.first + done, std::span(room).first(want));
        if (bytes.empty()) co_return false;
        sent = co_await send({bytes, {}});
        done += bytes.size();
    }
    co_return sent;
}

Task<bool> Connection::send(Pieces pieces) {
    auto started = std::chrono::steady_clock::now();
    std::uint64_t sent = 0;
    if (pieces[0].empty()) std::swap(pieces[0], pieces[1]);
    while (!pieces[0].empty()) {
        if (interrupted()) co_return false;
        auto io = stream_->try_write(pieces);
        if (io.step == Step::closed) co_return false;
        sent += io.bytes;
        take_off(pieces, io.bytes);
        if (io.step == Step::done) continue;
        set_transfer_deadline(started, sent);
        co_await wait(io.step);
    }
    co_return true;
}

}  // namespace goodhost::http
