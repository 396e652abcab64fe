#include "platform/files/sweep.hpp"

#include <string>
#include <unordered_set>
#include <vector>

namespace goodhost::files {

namespace {

/// Files whose names begin alike are looked at together, so that few names are in memory and few statements are run.
constexpr std::size_t prefix_size = 2;

std::unordered_set<std::string> named_by_rows(db::Database& database, std::span<const db::Statement* const> in_use,
                                              const std::string& prefix) {
    std::unordered_set<std::string> named;
    database.read([&](db::Reader& reader) {
        for (auto* statement : in_use)
            for (auto& sha256 : reader.list<std::string>(*statement, prefix, prefix + "g")) named.insert(std::move(sha256));
    });
    return named;
}

}  // namespace

std::int64_t sweep(Store& store, db::Database& database, std::span<const db::Statement* const> in_use, std::chrono::hours unused) {
    std::int64_t removed = 0;
    std::vector<std::string> alike;
    auto look_at_them = [&] {
        if (alike.empty()) return;
        auto named = named_by_rows(database, in_use, alike.front().substr(0, prefix_size));
        for (auto& sha256 : alike)
            if (!named.contains(sha256)) removed += store.remove_unused(sha256, unused);
        alike.clear();
    };
    store.walk([&](std::string_view sha256, std::int64_t) {
        if (!alike.empty() && !sha256.starts_with(std::string_view(alike.front()).substr(0, prefix_size))) look_at_them();
        alike.emplace_back(sha256);
    });
    look_at_them();
    return removed;
}

}  // namespace goodhost::files
