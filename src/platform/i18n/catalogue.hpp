#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/core/problem.hpp"
#include "platform/files/embedded.hpp"
#include "platform/i18n/formats.hpp"
#include "platform/i18n/locale.hpp"
#include "platform/i18n/message.hpp"

namespace goodhost::i18n {

using Arguments = std::initializer_list<Argument>;

/// Every sentence that a person sees, in every language, read once at start and constant afterwards. A message that
/// takes no arguments is a lookup; others are parsed when they are first used and kept. Thread-safe.
class Catalogue {
  public:
    /// Files `<language>/<slice>.json`: one object of flat keys `slice.name` with ICU messages. Throws
    /// std::runtime_error naming the file when one is not like that.
    explicit Catalogue(files::EmbeddedFolder locales);
    ~Catalogue();
    Catalogue(const Catalogue&) = delete;

    /// The message in that language, else in English, else the key itself (which `tools/i18n.py check` keeps from
    /// happening). `zone` is for dates and times among the arguments.
    std::string text(Locale locale, std::string_view key, Arguments arguments = {}, std::string_view zone = "UTC") const;
    std::string text(Locale locale, std::string_view key, std::span<const Argument> arguments, std::string_view zone = "UTC") const;

    /// What a person is told of a problem: `<slice>.problem.<name>` for the code `<slice>.<name>`, else the sentence of
    /// its kind.
    std::string text(Locale locale, const Problem& problem) const;
    /// `<slice>.field.<name>`; codes without a slice are the platform's.
    std::string text(Locale locale, const FieldProblem& field) const;

    bool has(std::string_view key) const;

    /// `ko tickets.resolved: unmatched brace`: every message that does not parse. For a test.
    std::vector<std::string> faults() const;

    const Formats& formats() const { return formats_; }

  private:
    struct Entry;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const noexcept { return std::hash<std::string_view>{}(key); }
    };
    void load(const files::EmbeddedFile& file);
    const Entry* find(std::string_view key) const;

    Formats formats_;
    std::unordered_map<std::string, std::unique_ptr<Entry>, Hash, std::equal_to<>> entries_;
};

}  // namespace goodhost::i18n
