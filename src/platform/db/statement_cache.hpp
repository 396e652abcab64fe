#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace goodhost::db {

/// Prepared statements of one connection: found by the address of the Statement, or by text for composed queries.
/// `P` has `std::string text`. Bounded; for one thread at a time.
template <class P>
class StatementCache {
  public:
    static constexpr std::size_t most = 500;

    /// `address` may be null. A Statement at a used address with another text is not mistaken for the old one.
    P* find(const void* address, std::string_view text) {
        if (auto at = by_address_.find(address); at != by_address_.end() && at->second->text == text) return at->second;
        auto at = by_text_.find(text);
        if (at == by_text_.end()) return nullptr;
        if (address) by_address_[address] = at->second.get();
        return at->second.get();
    }

    P* add(const void* address, std::unique_ptr<P> prepared) {
        auto* kept = prepared.get();
        by_text_.insert_or_assign(kept->text, std::move(prepared));
        if (address) by_address_[address] = kept;
        return kept;
    }

    bool full() const { return by_text_.size() >= most; }

    /// Drops everything that `is_busy` does not hold back.
    void clear(const std::function<bool(const P&)>& is_busy) {
        by_address_.clear();
        std::erase_if(by_text_, [&](auto& entry) { return !is_busy(*entry.second); });
    }

  private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::unordered_map<std::string, std::unique_ptr<P>, Hash, std::equal_to<>> by_text_;
    std::unordered_map<const void*, P*> by_address_;
};

}  // namespace goodhost::db
