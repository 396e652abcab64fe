#include "platform/live/ring.hpp"

#include <algorithm>

namespace goodhost::live {

namespace {

std::size_t size_of(const Loaded& loaded) { return sizeof(Loaded) + loaded.data.size() + loaded.entry.payload.size(); }

trail::Position position_of_loaded(const std::shared_ptr<const Loaded>& loaded) { return loaded->entry.position(); }

}  // namespace

void Ring::begin_at(trail::Position at) {
    entries_.clear();
    bytes_ = 0;
    base_ = head_ = at;
}

void Ring::add(const Page& page) {
    for (const auto& loaded : page.entries) {
        bytes_ += size_of(*loaded);
        entries_.push_back(loaded);
    }
    head_ = page.reached;
    while (entries_.size() > most_entries || (bytes_ > most_bytes && entries_.size() > 1)) drop_oldest();
}

void Ring::drop_oldest() {
    base_ = entries_.front()->entry.position();
    bytes_ -= size_of(*entries_.front());
    entries_.pop_front();
}

Page Ring::page(trail::Position after, trail::Position until, std::size_t limit) const {
    auto at = std::ranges::upper_bound(entries_, after, {}, position_of_loaded);
    Page page;
    for (; at != entries_.end() && page.entries.size() < limit && (*at)->entry.position() <= until; ++at) page.entries.push_back(*at);
    page.reached = page.entries.size() < limit ? until : page.entries.back()->entry.position();
    return page;
}

}  // namespace goodhost::live
