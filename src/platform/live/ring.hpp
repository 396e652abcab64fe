#pragma once
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "platform/trail/trail.hpp"

namespace goodhost::live {

struct Source;

/// An entry with what its source loaded for all viewers.
struct Loaded {
    trail::Entry entry;
    const Source* source = nullptr;
    std::string data;
};

/// Entries that somebody may be told about, and how far they go: all up to `reached` are here.
struct Page {
    std::vector<std::shared_ptr<const Loaded>> entries;
    trail::Position reached;
};

/// The newest entries, for viewers that are nearly up to date. Bounded in number and bytes. Not thread-safe.
class Ring {
  public:
    /// Forgets everything; entries up to `at` are only on the trail.
    void begin_at(trail::Position at);
    /// Of the next page of the trail.
    void add(const Page& page);
    trail::Position head() const { return head_; }
    /// Whether everything after `position` is here.
    bool covers(trail::Position position) const { return position >= base_; }
    /// After `after`, at most up to `until` and `limit` entries. Only when covers(after).
    Page page(trail::Position after, trail::Position until, std::size_t limit) const;

  private:
    void drop_oldest();

    static constexpr std::size_t most_entries = 4000;
    static constexpr std::size_t most_bytes = 16 << 20;

    trail::Position base_, head_;
    std::deque<std::shared_ptr<const Loaded>> entries_;
    std::size_t bytes_ = 0;
};

}  // namespace goodhost::live
