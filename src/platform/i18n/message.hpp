#pragma once
#include <concepts>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/core/time.hpp"
#include "platform/i18n/formats.hpp"

namespace goodhost::i18n {

/// A named value for a message. Borrowed: lives as long as the call.
struct Argument {
    Argument(std::string_view name, std::string_view text) : name(name), value(text) {}
    Argument(std::string_view name, const char* text) : name(name), value(std::string_view(text)) {}
    Argument(std::string_view name, const std::string& text) : name(name), value(std::string_view(text)) {}
    template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>) Argument(std::string_view name, T number)
        : name(name), value(static_cast<std::int64_t>(number)) {}
    Argument(std::string_view name, double number) : name(name), value(number) {}
    Argument(std::string_view name, Instant at) : name(name), value(at) {}

    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, Instant> value;
};

/// What a message is written with.
struct MessageSetting {
    const Formats& formats;
    Locale locale;
    std::string_view zone;  ///< for dates and times
    std::span<const Argument> arguments;
};

/// An ICU MessageFormat text, parsed once (icu::MessagePattern) and immutable, so that any thread may write it at the
/// same time, which icu::MessageFormat does not allow. Knows `{x}`, number, date and time with styles and
/// `::skeletons`, plural with offset and `=n`, selectordinal and select. `choice` and the other deprecated types are
/// refused.
class Message {
  public:
    static std::expected<Message, std::string> parse(std::string_view pattern);

    /// An argument that was not given stands as `{name}`.
    void write(std::string& out, const MessageSetting& setting) const;

  private:
    friend class MessageReader;
    struct Branch;
    enum class Kind { literal, argument, number, date, time, plural, ordinal, select, pound };
    struct Node {
        Kind kind;
        std::string text;   ///< literal: the words; else the argument's name
        std::string style;  ///< number, date, time
        double offset = 0;  ///< plural
        std::vector<Branch> branches;
    };
    using Nodes = std::vector<Node>;
    struct Branch {
        std::string selector;
        std::optional<double> exact;  ///< of `=2`
        Nodes body;
    };
    struct Writer;

    Nodes nodes_;
};

}  // namespace goodhost::i18n
