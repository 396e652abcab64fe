#pragma once
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

/// Markup that is safe by construction, and what elements are made with. Pages include html/html.hpp.
namespace goodhost::html {

/// Markup that is safe to send.
class Html {
  public:
    Html() = default;

    const std::string& str() const& { return markup_; }
    std::string str() && { return std::move(markup_); }
    bool empty() const { return markup_.empty(); }

    Html& operator+=(const Html& more) {
        markup_ += more.markup_;
        return *this;
    }
    bool operator==(const Html&) const = default;

  private:
    friend Html raw_trusted(std::string markup);
    explicit Html(std::string markup) : markup_(std::move(markup)) {}

    std::string markup_;
};

/// Markup made elsewhere: by the sanitiser, or a constant of ours. Never anything that came from outside as it came.
Html raw_trusted(std::string markup);

/// How many bytes the text has once `& < > " '` are escaped.
std::size_t escaped_size(std::string_view text);

/// The name of an attribute is a literal and is checked by the compiler: lower case, never an event handler, `style`
/// or `srcdoc`, which the content security policy forbids.
class AttributeName {
  public:
    consteval AttributeName(const char* name) : text_(name), url_(names_url(name)) {
        if (!acceptable(text_)) throw "not an attribute that a page may have";
    }
    constexpr std::string_view text() const { return text_; }
    constexpr bool is_url() const { return url_; }

  private:
    static constexpr bool acceptable(std::string_view name) {
        for (const char c : name)
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
        return !name.empty() && !name.starts_with("on") && name != "style" && name != "srcdoc";
    }
    static constexpr bool names_url(std::string_view name) {
        for (const std::string_view url : {"href", "src", "action", "formaction", "poster", "cite"})
            if (name == url) return true;
        return false;
    }

    std::string_view text_;
    bool url_;
};

/// A borrowed value: lives as long as the expression that makes the element. `true` gives the bare name; `false` and an
/// empty optional leave the attribute out. The value of `href` and its like becomes `#` when its scheme is not one of
/// http, https, mailto, tel, sip and webcal.
class Attribute {
  public:
    Attribute(AttributeName name, std::string_view value) : name_(name), kind_(Kind::text), text_(value) {}
    Attribute(AttributeName name, const char* value) : Attribute(name, std::string_view(value)) {}
    Attribute(AttributeName name, const std::string& value) : Attribute(name, std::string_view(value)) {}
    Attribute(AttributeName name, std::same_as<bool> auto present) : name_(name), kind_(present ? Kind::flag : Kind::absent) {}
    template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>) Attribute(AttributeName name, T value)
        : name_(name), kind_(Kind::number), number_(static_cast<std::int64_t>(value)) {}
    template <std::convertible_to<std::string_view> T>
    Attribute(AttributeName name, const std::optional<T>& value) : name_(name), kind_(value ? Kind::text : Kind::absent) {
        if (value) text_ = *value;
    }

    /// At most so many bytes are written at `out`, where there must be room; gives the place behind the last one.
    std::size_t size() const;
    char* write(char* out) const;

  private:
    enum class Kind { absent, flag, text, number };
    AttributeName name_;
    Kind kind_;
    std::string_view text_;
    std::int64_t number_ = 0;
};

using Attributes = std::initializer_list<Attribute>;

/// What stands inside an element: markup, or text and numbers that are escaped. Borrowed like Attribute.
class Child {
  public:
    Child(const Html& markup) : kind_(Kind::markup), text_(markup.str()), size_(text_.size()) {}
    Child(std::string_view text) : kind_(Kind::text), text_(text), size_(escaped_size(text)) {}
    Child(const char* text) : Child(std::string_view(text)) {}
    Child(const std::string& text) : Child(std::string_view(text)) {}
    template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>) Child(T number)
        : kind_(Kind::number), number_(static_cast<std::int64_t>(number)), size_(max_digits) {}

    std::size_t size() const { return size_; }
    char* write(char* out) const;

  private:
    enum class Kind { markup, text, number };
    static constexpr std::size_t max_digits = 20;
    Kind kind_;
    std::string_view text_;
    std::int64_t number_ = 0;
    std::size_t size_;
};

/// `tag` is a constant of ours, never data. Use the functions of html/elements.hpp.
Html element(std::string_view tag, std::span<const Attribute> attributes, std::span<const Child> children);
Html void_element(std::string_view tag, std::span<const Attribute> attributes);

/// Several pieces side by side.
Html fragment(std::initializer_list<Child> children);
template <std::convertible_to<Child>... C>
Html fragment(const C&... children) {
    return fragment({Child(children)...});
}

Html text(std::string_view text);

/// One piece for each item, in order.
template <class Range, class F>
Html each(const Range& range, F&& make) {
    Html all;
    for (const auto& item : range) all += make(item);
    return all;
}

/// The piece, or nothing. With an optional, `make` is given its value.
template <class F>
Html when(bool condition, F&& make) {
    return condition ? make() : Html();
}
template <class T, class F>
Html when(const std::optional<T>& value, F&& make) {
    return value ? make(*value) : Html();
}

/// Data for a script in a block that is not executed: `<script type="application/json" id="...">`. `json` is JSON text.
Html json_block(std::string_view type, std::string_view id, std::string_view json);

/// `path?name=value&...`, values percent-encoded. Empty values are left out.
std::string url(std::string_view path, std::initializer_list<std::pair<std::string_view, std::string_view>> query);

/// Whether a browser may be sent there by a link: relative, or of a harmless scheme.
bool safe_url(std::string_view url);

}  // namespace goodhost::html
