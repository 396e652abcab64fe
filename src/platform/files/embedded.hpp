#pragma once
#include <algorithm>
#include <string_view>

/// Files that are part of the binary (made by tools/embed.py). They live as long as the program.
namespace goodhost::files {

struct EmbeddedFile {
    std::string_view path;    ///< relative to the embedded folder, `/` between the parts
    std::string_view digest;  ///< first 16 hex digits of the SHA-256, usable as ETag
    const char* begin;
    const char* end;
    std::string_view bytes() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

/// Sorted by path.
struct EmbeddedFolder {
    const EmbeddedFile* first;
    const EmbeddedFile* last;
    const EmbeddedFile* find(std::string_view path) const {
        auto at = std::lower_bound(first, last, path, [](const EmbeddedFile& f, std::string_view p) { return f.path < p; });
        return at != last && at->path == path ? at : nullptr;
    }
    const EmbeddedFile* begin() const { return first; }
    const EmbeddedFile* end() const { return last; }
};

EmbeddedFolder embedded_locales();  ///< locales/<language>/<slice>.json
EmbeddedFolder embedded_web();      ///< web/<application>/dist/...
EmbeddedFolder embedded_seed();     ///< seed/*.json

}  // namespace goodhost::files
