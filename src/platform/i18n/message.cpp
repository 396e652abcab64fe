#include "platform/i18n/message.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace goodhost::i18n {

namespace {

using Value = decltype(Argument::value);

/// Texts that are numbers count as numbers, because the arguments of problems are all texts.
double number_of(const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    if (const auto* real = std::get_if<double>(&value)) return *real;
    double number = 0;
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
        if (error == std::errc{} && end == text->data() + text->size()) return number;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

std::string_view name_of(PluralCategory category) {
    constexpr std::string_view names[] = {"zero", "one", "two", "few", "many", "other"};
    return names[static_cast<std::size_t>(category)];
}

std::string_view skeleton_of(std::string_view style, bool date) {
    if (style.starts_with("::")) return style.substr(2);
    if (date) return style == "short" ? "yMd" : style == "long" ? "yMMMMd" : style == "full" ? "yMMMMEEEEd" : "yMMMd";
    return style == "short" ? "jm" : style == "long" || style == "full" ? "jmsz" : "jms";
}

}  // namespace

struct Message::Writer {
    std::string& out;
    const MessageSetting& setting;

    /// `pound` is what `#` stands for: the number of the nearest plural around it.
    void write(const Nodes& nodes, double pound) {
        for (const Node& node : nodes) {
            if (node.kind == Kind::literal)
                out += node.text;
            else if (node.kind == Kind::pound)
                write_number(pound, {});
            else
                write_argument(node, pound);
        }
    }

    void write_argument(const Node& node, double pound) {
        const auto given = std::ranges::find(setting.arguments, node.text, &Argument::name);
        if (given == setting.arguments.end()) {
            out.append("{").append(node.text).append("}");
            return;
        }
        switch (node.kind) {
            case Kind::plural:
            case Kind::ordinal: return write_plural(node, given->value);
            case Kind::select: return write_select(node, given->value, pound);
            case Kind::date:
            case Kind::time:
                if (const auto* at = std::get_if<Instant>(&given->value)) {
                    out += setting.formats.time(setting.locale, *at, skeleton_of(node.style, node.kind == Kind::date), setting.zone);
                    return;
                }
                [[fallthrough]];
            default: write_plain(given->value, node.style);
        }
    }

    void write_plain(const Value& value, std::string_view style) {
        if (const auto* text = std::get_if<std::string_view>(&value))
            out += *text;
        else if (const auto* at = std::get_if<Instant>(&value))
            out += setting.formats.time(setting.locale, *at, TimeStyle::date_time, setting.zone);
        else if (const auto* integer = std::get_if<std::int64_t>(&value); integer && style.empty())
            out += setting.formats.number(setting.locale, *integer);
        else
            write_number(number_of(value), style);
    }

    void write_number(double number, std::string_view style) {
        const Formats& formats = setting.formats;
        if (style.starts_with("::"))
            out += formats.number_by_skeleton(setting.locale, number, style.substr(2));
        else if (style == "percent")
            out += formats.percent(setting.locale, number);
        else
            out += formats.number(setting.locale, number, style == "integer" ? 0 : 3);
    }

    void write_plural(const Node& node, const Value& value) {
        const double number = number_of(value);
        const double shown = number - node.offset;
        const auto exact = std::ranges::find_if(node.branches, [&](const Branch& branch) { return branch.exact == number; });
        if (exact != node.branches.end()) return write(exact->body, shown);
        const Formats& formats = setting.formats;
        const auto category = node.kind == Kind::plural ? formats.plural(setting.locale, shown) : formats.ordinal(setting.locale, shown);
        write_branch(node, name_of(category), shown);
    }

    void write_select(const Node& node, const Value& value, double pound) {
        const auto* text = std::get_if<std::string_view>(&value);
        if (text) return write_branch(node, *text, pound);
        const auto* integer = std::get_if<std::int64_t>(&value);
        write_branch(node, integer ? std::to_string(*integer) : "other", pound);
    }

    void write_branch(const Node& node, std::string_view selector, double pound) {
        auto branch = std::ranges::find(node.branches, selector, &Branch::selector);
        if (branch == node.branches.end()) branch = std::ranges::find(node.branches, "other", &Branch::selector);
        if (branch != node.branches.end()) write(branch->body, pound);
    }
};

void Message::write(std::string& out, const MessageSetting& setting) const { Writer{out, setting}.write(nodes_, 0); }

}  // namespace goodhost::i18n
