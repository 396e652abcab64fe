#include "platform/db/memory_pages.hpp"

#include <sys/mman.h>

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <unordered_map>
#include <vector>

namespace goodhost::db {

namespace {

using Handle = sqlite3_pcache_page;

/// SQLite's own.
sqlite3_pcache_methods2 standard{};

/// A page as SQLite sees it. What it keeps of each stands before the bytes, next to the head, so that both come in one look at memory.
struct Page {
    Handle handle{};
    unsigned key = 0;
};

constexpr std::size_t alignment = 64;

std::size_t padded(std::size_t bytes) { return (bytes + alignment - 1) / alignment * alignment; }

/// Memory for pages in pieces of the size that the system maps at once, which spares the processor most of its look-ups.
class Slabs {
  public:
    explicit Slabs(std::size_t page) : stride_(padded(page)) {}

    /// Null when there is no memory.
    std::byte* take() {
        if (!free_.empty()) {
            auto* page = free_.back();
            free_.pop_back();
            return page;
        }
        if (used_ + stride_ > size && !grow()) return nullptr;
        auto* page = slabs_.back().get() + used_;
        used_ += stride_;
        return page;
    }
    void give_back(std::byte* page) { free_.push_back(page); }

  private:
    static constexpr std::size_t size = std::size_t{2} << 20U;
    struct Free {
        void operator()(std::byte* slab) const { ::operator delete (slab, std::align_val_t{size}); }
    };

    bool grow() {
        auto* slab = static_cast<std::byte*>(::operator new (size, std::align_val_t{size}, std::nothrow));
        if (!slab) return false;
        slabs_.emplace_back(slab);
        // Only an offer: without it all goes on as well.
        static_cast<void>(::madvise(slab, size, MADV_HUGEPAGE));
        used_ = 0;
        return true;
    }

    const std::size_t stride_;
    std::vector<std::unique_ptr<std::byte, Free>> slabs_;
    std::vector<std::byte*> free_;
    std::size_t used_ = size;
};

/// All pages of one database by their number, with a little room behind each. A number far behind the last is used for a moment when two pages change places.
class Pages {
  public:
    Pages(std::size_t page, std::size_t extra) : extra_(extra), before_(padded(sizeof(Page) + extra)), slabs_(before_ + page + alignment) {}

    int count() const { return static_cast<int>(count_); }

    Page* find(unsigned key) const {
        if (key < near_.size()) return near_[key];
        if (far_.empty()) return nullptr;
        auto found = far_.find(key);
        return found == far_.end() ? nullptr : found->second;
    }

    Page* add(unsigned key) {
        auto* memory = slabs_.take();
        if (!memory) return nullptr;
        auto* page = new (memory) Page{{memory + before_, memory + sizeof(Page)}, key};
        // SQLite knows by it that the page is new.
        std::memset(page->handle.pExtra, 0, extra_);
        put(page);
        return page;
    }

    void drop(Page* page) {
        take_out(page->key);
        slabs_.give_back(reinterpret_cast<std::byte*>(page));
    }

    void move(Page* page, unsigned key) {
        take_out(page->key);
        if (auto* there = find(key)) drop(there);
        page->key = key;
        put(page);
    }

    /// Everything from `first` on.
    void cut(unsigned first) {
        while (near_.size() > first) {
            if (auto* page = near_.back()) drop(page);
            near_.pop_back();
        }
        std::vector<Page*> gone;
        for (auto& [key, page] : far_)
            if (key >= first) gone.push_back(page);
        for (auto* page : gone) drop(page);
    }

  private:
    static constexpr unsigned neighbourhood = 1024;

    void put(Page* page) {
        ++count_;
        if (page->key >= near_.size() + neighbourhood) {
            far_[page->key] = page;
            return;
        }
        if (page->key >= near_.size()) widen(page->key);
        near_[page->key] = page;
    }

    void widen(unsigned key) {
        near_.resize(std::size_t{key} + 1);
        std::erase_if(far_, [&](auto& one) {
            if (one.first >= near_.size()) return false;
            near_[one.first] = one.second;
            return true;
        });
    }

    void take_out(unsigned key) {
        --count_;
        if (key < near_.size())
            near_[key] = nullptr;
        else
            far_.erase(key);
    }

    const std::size_t extra_, before_;
    Slabs slabs_;
    std::vector<Page*> near_;
    std::unordered_map<unsigned, Page*> far_;
    std::size_t count_ = 0;
};

/// What SQLite holds: pages that stay for ever are ours, those that it may throw away are its own.
struct Cache {
    std::unique_ptr<Pages> ours;
    sqlite3_pcache* theirs = nullptr;
};

Cache& of(sqlite3_pcache* handle) { return *reinterpret_cast<Cache*>(handle); }
Page* page_of(Handle* handle) { return reinterpret_cast<Page*>(handle); }

sqlite3_pcache* create(int page, int extra, int purgeable) {
    auto cache = std::make_unique<Cache>();
    if (purgeable)
        cache->theirs = standard.xCreate(page, extra, purgeable);
    else
        cache->ours = std::make_unique<Pages>(static_cast<std::size_t>(page), static_cast<std::size_t>(extra));
    if (!cache->ours && !cache->theirs) return nullptr;
    return reinterpret_cast<sqlite3_pcache*>(cache.release());
}

void destroy(sqlite3_pcache* handle) {
    std::unique_ptr<Cache> cache(&of(handle));
    if (cache->theirs) standard.xDestroy(cache->theirs);
}

void set_size(sqlite3_pcache* handle, int pages) {
    if (of(handle).theirs) standard.xCachesize(of(handle).theirs, pages);
}

int count(sqlite3_pcache* handle) {
    auto& cache = of(handle);
    return cache.ours ? cache.ours->count() : standard.xPagecount(cache.theirs);
}

Handle* fetch(sqlite3_pcache* handle, unsigned key, int create_it) {
    auto& cache = of(handle);
    if (!cache.ours) return standard.xFetch(cache.theirs, key, create_it);
    auto* page = cache.ours->find(key);
    if (!page && create_it) page = cache.ours->add(key);
    return page ? &page->handle : nullptr;
}

void unpin(sqlite3_pcache* handle, Handle* page, int discard) {
    auto& cache = of(handle);
    if (!cache.ours) return standard.xUnpin(cache.theirs, page, discard);
    if (discard) cache.ours->drop(page_of(page));
}

void rekey(sqlite3_pcache* handle, Handle* page, unsigned from, unsigned to) {
    auto& cache = of(handle);
    if (!cache.ours) return standard.xRekey(cache.theirs, page, from, to);
    cache.ours->move(page_of(page), to);
}

void truncate(sqlite3_pcache* handle, unsigned first) {
    auto& cache = of(handle);
    if (!cache.ours) return standard.xTruncate(cache.theirs, first);
    cache.ours->cut(first);
}

void shrink(sqlite3_pcache* handle) {
    if (of(handle).theirs) standard.xShrink(of(handle).theirs);
}

int begin(void*) { return standard.xInit(standard.pArg); }
void end(void*) { standard.xShutdown(standard.pArg); }

}  // namespace

const sqlite3_pcache_methods2& memory_pages() {
    static const int known = sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &standard);
    static_cast<void>(known);
    static const sqlite3_pcache_methods2 methods{1,     nullptr, begin, end,      create,  set_size, count,
                                                 fetch, unpin,   rekey, truncate, destroy, shrink};
    return methods;
}

void use_memory_pages() {
    // As it is when a connection was opened before: SQLite says misuse and keeps its own.
    static const int done = sqlite3_config(SQLITE_CONFIG_PCACHE2, &memory_pages());
    static_cast<void>(done);
}

}  // namespace goodhost::db
