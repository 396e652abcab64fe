#include "platform/db/memory_heap.hpp"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>

namespace goodhost::db {

namespace {

/// Stands before each piece: SQLite asks how large it is.
struct alignas(std::max_align_t) Head {
    std::size_t size = 0;
    Head* next = nullptr;  ///< while it is free
};

constexpr std::size_t step = 64, most = 8192, slab = std::size_t{1} << 20U;

std::size_t padded(std::size_t bytes) { return (bytes + step - 1) / step * step; }

void* behind(Head* head) { return head + 1; }
Head* before(void* piece) { return static_cast<Head*>(piece) - 1; }

/// Pieces up to `most` bytes are cut from slabs and sorted by size; larger ones are the system's.
class Heap {
  public:
    void* take(std::size_t bytes) {
        auto size = padded(bytes);
        if (size > most) return take_large(size);
        auto& free = free_[size / step];
        if (auto* head = free) {
            free = head->next;
            return behind(head);
        }
        return cut(size);
    }
    void give_back(void* piece) {
        auto* head = before(piece);
        if (head->size > most) return std::free(head);
        auto& free = free_[head->size / step];
        head->next = free;
        free = head;
    }

  private:
    static void* take_large(std::size_t size) {
        auto* memory = std::malloc(sizeof(Head) + size);
        return memory ? behind(new (memory) Head{size, nullptr}) : nullptr;
    }
    void* cut(std::size_t size) {
        auto whole = sizeof(Head) + size;
        if (left_ < whole) {
            auto* fresh = static_cast<std::byte*>(std::malloc(slab));
            if (!fresh) return nullptr;
            at_ = fresh;
            left_ = slab;
        }
        auto* head = new (at_) Head{size, nullptr};
        at_ += whole;
        left_ -= whole;
        return behind(head);
    }

    std::array<Head*, most / step + 1> free_{};
    std::byte* at_ = nullptr;
    std::size_t left_ = 0;
};

Heap& heap() {
    static Heap one;
    return one;
}

void* take(int bytes) { return heap().take(static_cast<std::size_t>(bytes)); }
void give_back(void* piece) { heap().give_back(piece); }
int size_of(void* piece) { return piece ? static_cast<int>(before(piece)->size) : 0; }
int round_up(int bytes) { return static_cast<int>(padded(static_cast<std::size_t>(bytes))); }

void* resize(void* piece, int bytes) {
    if (bytes <= size_of(piece)) return piece;
    auto* larger = take(bytes);
    if (!larger) return nullptr;
    std::memcpy(larger, piece, static_cast<std::size_t>(size_of(piece)));
    give_back(piece);
    return larger;
}

int begin(void*) { return SQLITE_OK; }
void end(void*) {}

}  // namespace

const sqlite3_mem_methods& memory_heap() {
    static const sqlite3_mem_methods methods{take, give_back, resize, size_of, round_up, begin, end, nullptr};
    return methods;
}

void use_memory_heap() {
    static const int done = sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) | sqlite3_config(SQLITE_CONFIG_MALLOC, &memory_heap());
    static_cast<void>(done);
}

}  // namespace goodhost::db
