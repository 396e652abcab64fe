#include "platform/i18n/catalogue.hpp"

#include <boost/json.hpp>

#include <array>
#include <atomic>
#include <stdexcept>

namespace goodhost::i18n {

namespace {

/// One language's text of one key.
struct Text {
    ~Text() { delete parsed.load(); }

    /// Parsed by whoever needs it first; of two at the same moment one wins. A text that does not parse stands as it
    /// is.
    const Message* message() const {
        if (const Message* ready = parsed.load(std::memory_order_acquire)) return ready;
        auto read = Message::parse(pattern);
        auto made = std::make_unique<const Message>(read ? std::move(*read) : Message());
        const Message* expected = nullptr;
        if (parsed.compare_exchange_strong(expected, made.get(), std::memory_order_acq_rel)) return made.release();
        return expected;
    }

    std::string pattern;
    bool present = false;
    bool plain = false;  ///< nothing in it means anything to ICU
    mutable std::atomic<const Message*> parsed = nullptr;
};

/// `tickets.not_found` and `problem` give `tickets.problem.not_found`.
std::string key_of(std::string_view code, std::string_view section) {
    const std::size_t dot = code.find('.');
    const std::string_view slice = dot == std::string_view::npos ? "platform" : code.substr(0, dot);
    const std::string_view name = dot == std::string_view::npos ? code : code.substr(dot + 1);
    return std::string(slice).append(1, '.').append(section).append(1, '.').append(name);
}

std::vector<Argument> arguments_of(const ProblemArguments& texts) {
    std::vector<Argument> arguments;
    for (const auto& [name, text] : texts) arguments.emplace_back(name, text);
    return arguments;
}

}  // namespace

struct Catalogue::Entry {
    std::array<Text, Locale::count> texts;

    const Text& in(Locale locale) const { return texts[locale.index()].present ? texts[locale.index()] : texts[Locale().index()]; }
};

Catalogue::Catalogue(files::EmbeddedFolder locales) {
    for (const files::EmbeddedFile& file : locales) load(file);
}
Catalogue::~Catalogue() = default;

void Catalogue::load(const files::EmbeddedFile& file) {
    const std::size_t slash = file.path.find('/');
    const auto locale = find_locale(file.path.substr(0, slash));
    if (!locale || slash == std::string_view::npos || !file.path.ends_with(".json"))
        throw std::runtime_error(std::string(file.path) + ": not a catalogue");
    const std::string prefix = std::string(file.path.substr(slash + 1, file.path.size() - slash - 6)) + ".";
    boost::system::error_code error;
    const boost::json::value root = boost::json::parse(file.bytes(), error);
    if (error || !root.is_object()) throw std::runtime_error(std::string(file.path) + ": not a JSON object of messages");
    for (const auto& [key, value] : root.get_object()) {
        if (!std::string_view(key).starts_with(prefix) || !value.is_string())
            throw std::runtime_error(std::string(file.path) + ": " + std::string(key) + " is no message of this file");
        auto& entry = entries_[std::string(key)];
        if (!entry) entry = std::make_unique<Entry>();
        Text& text = entry->texts[locale->index()];
        text.pattern = value.get_string();
        text.present = true;
        text.plain = text.pattern.find_first_of("{}'") == std::string::npos;
    }
}

const Catalogue::Entry* Catalogue::find(std::string_view key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : found->second.get();
}

bool Catalogue::has(std::string_view key) const { return find(key) != nullptr; }

std::string Catalogue::text(Locale locale, std::string_view key, Arguments arguments, std::string_view zone) const {
    return text(locale, key, std::span<const Argument>(arguments.begin(), arguments.size()), zone);
}

std::string Catalogue::text(Locale locale, std::string_view key, std::span<const Argument> arguments, std::string_view zone) const {
    const Entry* entry = find(key);
    if (!entry) return std::string(key);
    const Text& text = entry->in(locale);
    if (text.plain) return text.pattern;
    std::string out;
    text.message()->write(out, {formats_, locale, zone, arguments});
    return out;
}

std::string Catalogue::text(Locale locale, const Problem& problem) const {
    const std::string key = key_of(problem.code, "problem");
    const std::vector<Argument> arguments = arguments_of(problem.arguments);
    if (has(key)) return text(locale, key, std::span(arguments));
    return text(locale, "platform.kind." + std::string(to_string(problem.kind)), std::span(arguments));
}

std::string Catalogue::text(Locale locale, const FieldProblem& field) const {
    const std::string key = key_of(field.code, "field");
    const std::vector<Argument> arguments = arguments_of(field.arguments);
    return text(locale, has(key) ? key : "platform.field.invalid", std::span(arguments));
}

std::vector<std::string> Catalogue::faults() const {
    std::vector<std::string> faults;
    for (const auto& [key, entry] : entries_)
        for (const Locale locale : all_locales()) {
            const Text& text = entry->texts[locale.index()];
            if (!text.present)
                faults.push_back(std::string(locale.tag()) + " " + key + ": missing");
            else if (const auto message = Message::parse(text.pattern); !message)
                faults.push_back(std::string(locale.tag()) + " " + key + ": " + message.error());
        }
    return faults;
}

}  // namespace goodhost::i18n
