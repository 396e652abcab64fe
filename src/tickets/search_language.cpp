#include "tickets/search_language.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace goodhost::tickets {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t max_text = 1000;
constexpr std::size_t max_terms = 40;

struct FieldWord {
    std::string_view name;
    SearchField field;
    std::string_view allowed;  ///< space-separated; empty: any value
};
constexpr FieldWord field_words[] = {
    {"severity", SearchField::severity, " critical high normal low "},
    {"status", SearchField::status, " new open waiting on_hold resolved closed "},
    {"category", SearchField::category, ""},
    {"channel", SearchField::channel, " portal email chat phone api "},
    {"tier", SearchField::tier, " shared reseller vps dedicated domain email addon "},
    {"queue", SearchField::queue, " open waiting on_hold snoozed resolved closed merged "},
    {"assignee", SearchField::assignee, ""},
    {"team", SearchField::team, ""},
    {"brand", SearchField::brand, ""},
    {"tag", SearchField::tag, ""},
    {"contact", SearchField::contact, ""},
    {"customer", SearchField::customer, ""},
    {"service", SearchField::service, ""},
    {"server", SearchField::server, ""},
    {"follower", SearchField::follower, ""},
    {"is", SearchField::is, " unanswered unattended unread snoozed merged open active at_risk overdue assigned "},
    {"promise", SearchField::promise, " half three_quarters broken "},
    {"has", SearchField::has, " attachment "},
    {"created", SearchField::created, ""},
    {"updated", SearchField::updated, ""},
    {"number", SearchField::number, ""},
};

const FieldWord* find_field(std::string_view name) {
    auto at = std::ranges::find(field_words, name, &FieldWord::name);
    return at == std::end(field_words) ? nullptr : at;
}

std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

/// `7d` `24h` `2w`: at most a hundred years.
std::optional<Duration> span_of(std::string_view text) {
    if (text.size() < 2) return std::nullopt;
    auto count = number_of(text.substr(0, text.size() - 1));
    if (!count || *count > 36'500) return std::nullopt;
    switch (text.back()) {
        case 'h': return *count * 1h;
        case 'd': return *count * 24h;
        case 'w': return *count * 24h * 7;
        default: return std::nullopt;
    }
}

struct Piece {
    std::size_t at = 0;
    bool negated = false;
    bool hash = false;      ///< #1042
    std::string_view name;  ///< of a field; empty for words
    std::string_view value;
    bool quoted = false;
};

class Parser {
  public:
    Parser(std::string_view text, Instant now) : text_(text), now_(now) {}

    SearchText parse() {
        if (text_.size() > max_text) {
            tell(0, "too_long");
            text_ = text_.substr(0, max_text);
        }
        while (next()) take();
        return std::move(result_);
    }

  private:
    bool next() {
        while (position_ < text_.size() && text_[position_] == ' ') ++position_;
        if (position_ >= text_.size()) return false;
        piece_ = {position_};
        if (text_[position_] == '-' && position_ + 1 < text_.size() && text_[position_ + 1] != ' ') piece_.negated = true, ++position_;
        if (text_[position_] == '#' && position_ + 1 < text_.size() && text_[position_ + 1] != ' ') piece_.hash = true, ++position_;
        auto end = position_;
        while (end < text_.size() && ((text_[end] >= 'a' && text_[end] <= 'z') || text_[end] == '_')) ++end;
        bool is_field = end > position_ && end < text_.size() && text_[end] == ':' && !text_.substr(end).starts_with("://");
        if (is_field) {
            piece_.name = text_.substr(position_, end - position_);
            position_ = end + 1;
        }
        read_value();
        return true;
    }

    void read_value() {
        if (position_ < text_.size() && text_[position_] == '"') {
            auto close = text_.find('"', position_ + 1);
            if (close == std::string_view::npos) tell(position_, "quote_open");
            auto from = position_ + 1;
            piece_.value = text_.substr(from, close == std::string_view::npos ? close : close - from);
            piece_.quoted = true;
            position_ = close == std::string_view::npos ? text_.size() : close + 1;
            return;
        }
        auto end = std::min(text_.find(' ', position_), text_.size());
        piece_.value = text_.substr(position_, end - position_);
        position_ = end;
    }

    void take() {
        if (piece_.hash) return take_number();
        if (piece_.name.empty() || piece_.name == "subject" || piece_.name == "body") return take_words();
        auto* field = find_field(piece_.name);
        if (!field) return tell(piece_.at, "unknown_field");
        if (piece_.value.empty()) return tell(piece_.at, "value_missing");
        if (result_.terms.size() >= max_terms) return tell(piece_.at, "too_long");
        Term term{field->field, piece_.negated, {}};
        bool good =
            field->field == SearchField::created || field->field == SearchField::updated ? read_time(term) : read_values(*field, term);
        if (good) result_.terms.push_back(std::move(term));
    }

    void take_number() {
        auto number = number_of(piece_.value);
        if (!number) return take_words();
        result_.terms.push_back({SearchField::number, piece_.negated, {std::to_string(*number)}});
    }

    void take_words() {
        if (piece_.value.empty()) return;
        if (piece_.name == "body") result_.words_in_body = true;
        auto& words = result_.words;
        if (!words.empty()) words += ' ';
        if (piece_.negated) words += '-';
        if (piece_.name == "subject") words += "subject:";
        if (piece_.quoted) words += '"';
        words += piece_.value;
        if (piece_.quoted) words += '"';
    }

    bool read_values(const FieldWord& field, Term& term) {
        auto rest = piece_.value;
        while (!rest.empty()) {
            auto comma = piece_.quoted ? std::string_view::npos : rest.find(',');
            auto value = rest.substr(0, comma);
            rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
            if (value.empty()) continue;
            if (!acceptable(field, value)) return false;
            term.values.emplace_back(value);
        }
        if (term.values.empty()) tell(piece_.at, "value_missing");
        return !term.values.empty();
    }

    bool acceptable(const FieldWord& field, std::string_view value) {
        if (field.field == SearchField::number && !number_of(value)) {
            tell(piece_.at, "bad_number");
            return false;
        }
        if (!field.allowed.empty() && !field.allowed.contains(" " + std::string(value) + " ")) {
            tell(piece_.at, "unknown_value");
            return false;
        }
        return true;
    }

    /// `>2026-01-01` after that day, `>=` from it, `<` before, `<=` up to, alone: that day. `<7d` less than seven days ago, `>7d` more.
    bool read_time(Term& term) {
        auto value = piece_.value;
        bool less = value.starts_with('<'), more = value.starts_with('>');
        if (less || more) value.remove_prefix(1);
        bool with_it = (less || more) && value.starts_with('=');
        if (with_it) value.remove_prefix(1);
        constexpr Instant never{std::chrono::milliseconds{253'402'300'800'000}};
        term.until = never;
        if (auto span = span_of(value)) {
            (more ? term.until : term.from) = now_ - *span;
            return true;
        }
        auto time = parse_rfc3339(value);
        if (!time) {
            tell(piece_.at, "bad_time");
            return false;
        }
        Instant end = value.size() == 10 ? Instant{*time + 24h} : Instant{*time + 1ms};
        if (more) term.from = with_it ? *time : end;
        if (less) term.until = with_it ? end : *time;
        if (!more && !less) term.from = *time, term.until = end;
        return true;
    }

    void tell(std::size_t at, std::string code) {
        auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
        result_.faults.push_back({std::ranges::count_if(text_.substr(0, at), begins), std::move(code)});
    }

    std::string_view text_;
    Instant now_;
    std::size_t position_ = 0;
    Piece piece_;
    SearchText result_;
};

}  // namespace

SearchText parse_search(std::string_view text, Instant now) { return Parser(text, now).parse(); }

}  // namespace goodhost::tickets
