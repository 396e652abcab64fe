#include "platform/db/listeners.hpp"

#include <algorithm>
#include <stdexcept>

#include "platform/db/jobs.hpp"

namespace goodhost::db {

bool Listeners::add(const std::string& channel, std::function<void(std::string_view)> heard) {
    bool plain = std::ranges::all_of(channel, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    if (channel.empty() || channel.size() > 60 || !plain) throw std::logic_error("not a channel name: " + channel);
    std::lock_guard lock(mutex_);
    auto& heard_by = by_channel_[channel];
    heard_by.push_back(std::move(heard));
    return heard_by.size() == 1;
}

void Listeners::deliver(std::string_view channel, std::string_view payload) {
    std::vector<std::function<void(std::string_view)>> heard_by;
    {
        std::lock_guard lock(mutex_);
        if (auto at = by_channel_.find(channel); at != by_channel_.end()) heard_by = at->second;
    }
    for (auto& heard : heard_by) call_safely(meter_, [&] { heard(payload); });
}

std::vector<std::string> Listeners::channels() const {
    std::lock_guard lock(mutex_);
    std::vector<std::string> names;
    for (auto& [channel, heard_by] : by_channel_) names.push_back(channel);
    return names;
}

}  // namespace goodhost::db
