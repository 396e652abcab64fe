#include "tickets/entries.hpp"

namespace goodhost::tickets::entries {

std::optional<Word> outward_word(const trail::Entry& entry) {
    if (entry.type != replied && entry.type != released) return std::nullopt;
    auto word = trail::payload_of<Word>(entry);
    bool waits = entry.type == replied && word.undo_until;
    if (waits || word.kind == MessageKind::note) return std::nullopt;
    return word;
}

}  // namespace goodhost::tickets::entries
