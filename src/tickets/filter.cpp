#include "tickets/filter.hpp"

#include <algorithm>
#include <charconv>

#include "platform/search/search.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"

namespace goodhost::tickets {

using namespace std::chrono_literals;

namespace {

/// Of words in a view the newest hits count; /search goes through all of them page by page.
constexpr int most_hits = 5000;

/// `%` and `_` in what a person typed stand for themselves; `!` is the escape.
std::string like_pattern(std::string_view text, bool inside) {
    std::string pattern = inside ? "%" : "";
    for (char c : text) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += static_cast<char>(static_cast<unsigned char>(c) < 128 ? std::tolower(c) : c);
    }
    return pattern + "%";
}

/// Of agents and teams, for programs that mean exactly one.
std::optional<std::int64_t> id_of(std::string_view value) {
    std::int64_t id = 0;
    auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), id);
    if (error != std::errc{} || end != value.data() + value.size()) return std::nullopt;
    return id;
}

std::vector<std::int64_t> numbers_of(const std::vector<std::string>& values) {
    std::vector<std::int64_t> numbers;
    numbers.reserve(values.size());
    for (auto& value : values) numbers.push_back(std::strtoll(value.c_str(), nullptr, 10));
    return numbers;
}

class Conditions {
  public:
    Conditions(db::Query& query, const Context& context) : query_(query), context_(context) {}

    void add(const Term& term) {
        query_.add(term.negated ? sql::except : sql::also);
        switch (term.field) {
            case SearchField::severity: query_.add(sql::severity_in, term.values); break;
            case SearchField::status: query_.add(sql::status_in, term.values); break;
            case SearchField::category: query_.add(sql::category_in, term.values); break;
            case SearchField::channel: query_.add(sql::channel_in, term.values); break;
            case SearchField::tier: query_.add(sql::tier_in, term.values); break;
            case SearchField::tag: query_.add(sql::tag_in, term.values); break;
            case SearchField::number: query_.add(sql::id_in, numbers_of(term.values)); break;
            case SearchField::created: query_.add(sql::created_between, term.from, term.until); break;
            case SearchField::updated: query_.add(sql::updated_between, term.from, term.until); break;
            case SearchField::queue: add_queue(term); break;
            default: any_of(term); break;
        }
    }

  private:
    /// One queue is an equality, so that its index gives the order too.
    void add_queue(const Term& term) {
        if (term.values.size() == 1)
            query_.add(sql::queue_is, term.values[0]);
        else
            query_.add(sql::queue_in, term.values);
    }

    void any_of(const Term& term) {
        if (term.values.size() == 1) return one(term.field, term.values[0]);
        query_.add(sql::group_begin);
        for (bool first = true; auto& value : term.values) {
            if (!first) query_.add(sql::either);
            first = false;
            one(term.field, value);
        }
        query_.add(sql::group_end);
    }

    void one(SearchField field, const std::string& value) {
        switch (field) {
            case SearchField::is: return is(value);
            case SearchField::promise: return promise(value);
            case SearchField::has: query_.add(sql::has_attachment); return;
            case SearchField::assignee: return agent(value);
            case SearchField::follower:
                query_.add(sql::followed_by, value == "me" ? reader_of(context_) : 0, like_pattern(value, true));
                return;
            case SearchField::team: return team(value);
            case SearchField::brand: query_.add(sql::brand_named, like_pattern(value, false)); return;
            case SearchField::contact:
                if (value.contains('@'))
                    query_.add(sql::contact_with_address, value);
                else
                    query_.add(sql::contact_named, like_pattern(value, true));
                return;
            case SearchField::customer: query_.add(sql::customer_named, like_pattern(value, true), value); return;
            case SearchField::service: query_.add(sql::service_named, like_pattern(value, true)); return;
            default: query_.add(sql::server_named, like_pattern(value, false)); return;
        }
    }

    void agent(const std::string& value) {
        if (value == "me")
            query_.add(sql::assignee_is, reader_of(context_));
        else if (value == "none")
            query_.add(sql::assignee_none);
        else if (auto id = id_of(value))
            query_.add(sql::assignee_is, *id);
        else
            query_.add(sql::assignee_named, like_pattern(value, true));
    }

    void team(const std::string& value) {
        if (value == "mine")
            query_.add(sql::team_of, reader_of(context_));
        else if (value == "none")
            query_.add(sql::team_none);
        else if (auto id = id_of(value))
            query_.add(sql::team_is, *id);
        else
            query_.add(sql::team_named, like_pattern(value, true));
    }

    /// How far the promise has run that comes there first; the three are apart from each other.
    void promise(std::string_view value) {
        if (value == "half") query_.add(sql::promise_half, context_.now());
        if (value == "three_quarters") query_.add(sql::promise_three_quarters, context_.now());
        if (value == "broken") query_.add(sql::promise_broken, context_.now());
    }

    void is(std::string_view value) {
        if (value == "unanswered") query_.add(sql::is_unanswered);
        if (value == "unattended") query_.add(sql::is_unattended, context_.now());
        if (value == "unread") query_.add(sql::is_unread, reader_of(context_));
        if (value == "snoozed") query_.add(sql::is_snoozed);
        if (value == "merged") query_.add(sql::is_merged);
        if (value == "open") query_.add(sql::is_open_work);
        if (value == "active") query_.add(sql::is_active);
        if (value == "assigned") query_.add(sql::is_assigned);
        if (value == "at_risk") query_.add(sql::is_owed_before, context_.now() + 1h);
        if (value == "overdue") query_.add(sql::is_owed_before, context_.now());
    }

    db::Query& query_;
    const Context& context_;
};

bool asks_for_merged(const SearchText& search) {
    return std::ranges::any_of(search.terms, [](const Term& term) {
        bool says_merged = std::ranges::find(term.values, "merged") != term.values.end();
        return term.field == SearchField::number || (says_merged && (term.field == SearchField::is || term.field == SearchField::queue));
    });
}

bool all_among(const std::vector<std::string>& values, std::initializer_list<std::string_view> known) {
    return std::ranges::all_of(values, [&](const std::string& value) { return std::ranges::find(known, value) != known.end(); });
}

bool names_queue(const SearchText& search) {
    return std::ranges::any_of(search.terms, [](const Term& term) { return !term.negated && term.field == SearchField::queue; });
}

/// Whether only open work can meet the term, merged tickets aside.
bool implies_open_work(const Term& term) {
    if (term.negated) return false;
    if (term.field == SearchField::status) return all_among(term.values, {"new", "open", "waiting", "on_hold"});
    return term.field == SearchField::is && all_among(term.values, {"open", "active", "at_risk", "overdue", "unanswered", "snoozed"});
}

char letter_of(Sort sort) { return sort == Sort::owed ? 'o' : sort == Sort::updated ? 'u' : 'c'; }

}  // namespace

void add_brand_scope(db::Query& query, const Context& context) {
    if (auto scope = context.brand_scope(); scope != "*") query.add(sql::in_brands, scope);
}

void add_conditions(db::Query& query, db::Reader& reader, const Context& context, const SearchText& search) {
    add_brand_scope(query, context);
    // Open work and a queue have indexes and no merged tickets: another condition would only confuse the planner.
    if (!asks_for_merged(search) && !names_queue(search)) {
        if (std::ranges::any_of(search.terms, implies_open_work))
            query.add(sql::also).add(sql::is_open_work);
        else
            query.add(sql::not_merged);
    }
    Conditions conditions(query, context);
    for (auto& term : search.terms) conditions.add(term);
    if (search::match_expression(reader.dialect(), search.words).empty()) return;
    std::vector<std::int64_t> owners;
    for (auto& hit : search::find(reader, {search.words, {"message"}, context.brand_scope(), true, INT64_MAX, most_hits}))
        owners.push_back(hit.owner);
    std::ranges::sort(owners);
    owners.erase(std::ranges::unique(owners).begin(), owners.end());
    query.add(sql::also).add(sql::id_in, owners);
}

bool is_confined_to_open_work(const SearchText& search) {
    return std::ranges::any_of(search.terms, [](const Term& term) {
        bool open_queue =
            !term.negated && term.field == SearchField::queue && all_among(term.values, {"open", "waiting", "on_hold", "snoozed"});
        return open_queue || implies_open_work(term);
    });
}

void add_page(db::Query& query, const PageOf& page) {
    auto& cursor = page.cursor;
    bool small = page.rows <= 51;
    std::int64_t key = 0, id = 0;
    if (!cursor.empty()) {
        auto* end = cursor.data() + cursor.size();
        auto middle = std::from_chars(cursor.data() + 1, end, key);
        bool good = cursor[0] == letter_of(page.sort) && middle.ec == std::errc{} && middle.ptr != end && *middle.ptr == '.';
        if (!good || std::from_chars(middle.ptr + 1, end, id).ptr != end)
            throw Problem(ProblemKind::invalid, "platform.invalid_input", std::vector<FieldProblem>{{"cursor", "unknown_value", {}}});
    }
    switch (page.sort) {
        case Sort::owed:
            if (!cursor.empty()) query.add(sql::owed_after_key, key, id);
            query.order(small ? sql::by_owed_51 : sql::by_owed_201);
            break;
        case Sort::updated:
            if (!cursor.empty()) query.add(sql::updated_before_key, key, id);
            query.order(small ? sql::by_updated_51 : sql::by_updated_201);
            break;
        case Sort::created:
            if (!cursor.empty()) query.add(sql::created_before_key, id);
            query.order(small ? sql::by_created_51 : sql::by_created_201);
            break;
    }
}

std::string cursor_after(Sort sort, Instant key, TicketId id) {
    return letter_of(sort) + std::to_string(to_millis(key)) + "." + std::to_string(id.value);
}

}  // namespace goodhost::tickets
