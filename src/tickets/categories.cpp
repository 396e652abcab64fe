#include "tickets/categories.hpp"
#include "platform/core/changes.hpp"

#include <algorithm>

#include "tickets/configuration.hpp"
#include "tickets/queries.hpp"

namespace goodhost::tickets {

namespace {

constexpr std::string_view builtin_keys[] = {"downtime", "slow", "security", "billing", "question"};

bool is_builtin(std::string_view key) { return std::ranges::find(builtin_keys, key) != std::end(builtin_keys); }

struct CategoryLine {
    std::string key;
    std::map<std::string, std::string> name;
    std::map<std::string, std::vector<std::string>> questions;
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(CategoryLine, (), (key, name, questions, active))

Category category_of(CategoryLine line) {
    bool builtin = is_builtin(line.key);
    return {std::move(line.key), std::move(line.name), std::move(line.questions), line.active, builtin};
}

Category get_category(db::Reader& reader, const std::string& key) {
    if (auto line = reader.find<CategoryLine>(sql::find_category_line, key)) return category_of(std::move(*line));
    if (!is_builtin(key)) throw Problem(ProblemKind::not_found, "tickets.category_not_found");
    return {key, {}, {}, true, true};
}

void check(const Category& category) {
    FieldProblems problems;
    if (category.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
        problems.add("key", "tickets.bad_key");
    if (!category.builtin && category.name.empty()) problems.add("name", "required");
    problems.throw_if_any();
}

void save(db::Tx& tx, const Context& context, const Category& category, std::string_view change) {
    tx.execute(sql::save_category, category.key, category.name, category.questions, category.active, context.now());
    record_configured(tx, context, {"category", category.key, std::string(change)});
}

}  // namespace

bool category_exists(db::Reader& reader, std::string_view key) {
    return is_builtin(key) || reader.find<std::int64_t>(sql::find_category, key).has_value();
}

std::vector<Category> all_categories(db::Reader& reader) {
    std::vector<Category> categories;
    for (auto key : builtin_keys) categories.push_back({std::string(key), {}, {}, true, true});
    for (auto& line : reader.list<CategoryLine>(sql::list_categories)) {
        auto known = std::ranges::find(categories, line.key, &Category::key);
        if (known == categories.end())
            categories.push_back(category_of(std::move(line)));
        else
            *known = category_of(std::move(line));
    }
    return categories;
}

CategoryList list_categories(db::Reader& reader, const Context&, const http::Empty&) { return {all_categories(reader)}; }

Category create_category(db::Tx& tx, const Context& context, const CategoryInput& input) {
    if (category_exists(tx, input.key)) throw Problem(ProblemKind::conflict, "tickets.category_taken");
    Category category{input.key, input.name, input.questions, input.active.value_or(true), false};
    check(category);
    save(tx, context, category, "created");
    return category;
}

Category change_category(db::Tx& tx, const Context& context, const CategoryChange& input) {
    auto category = get_category(tx, input.category_key);
    apply_changes(input, category);
    check(category);
    save(tx, context, category, "changed");
    return category;
}

void delete_category(db::Tx& tx, const Context& context, const CategoryKey& input) {
    auto category = get_category(tx, input.category_key);
    bool used = !category.builtin && tx.find<std::int64_t>(sql::find_ticket_of_category, category.key);
    if (used) {
        category.active = false;
        return save(tx, context, category, "retired");
    }
    tx.execute(sql::delete_category, category.key);
    record_configured(tx, context, {"category", category.key, "deleted"});
}

}  // namespace goodhost::tickets
