#pragma once
#include "platform/db/db.hpp"
#include "platform/http/route.hpp"
#include "tickets/types.hpp"

namespace goodhost::tickets {

/// Built in or the host's own.
bool category_exists(db::Reader& reader, std::string_view key);

/// `name` and `questions` by language. Built-in ones that the host left alone have no names: faces translate their keys.
struct Category {
    std::string key;
    std::map<std::string, std::string> name;
    std::map<std::string, std::vector<std::string>> questions;  ///< asked on the form
    bool active = true;                                         ///< offered for new tickets
    bool builtin = false;
};
BOOST_DESCRIBE_STRUCT(Category, (), (key, name, questions, active, builtin))
/// What the portal offers and the desk shows.
std::vector<Category> all_categories(db::Reader& reader);

struct CategoryList {
    std::vector<Category> items;
};
BOOST_DESCRIBE_STRUCT(CategoryList, (), (items))
CategoryList list_categories(db::Reader& reader, const Context& context, const http::Empty&);

struct CategoryInput {
    std::string key;
    std::map<std::string, std::string> name;
    std::map<std::string, std::vector<std::string>> questions;
    std::optional<bool> active;
    static constexpr Rule rules[] = {{"key", 40}};
};
BOOST_DESCRIBE_STRUCT(CategoryInput, (), (key, name, questions, active))
Category create_category(db::Tx& tx, const Context& context, const CategoryInput& input);

struct CategoryChange {
    std::string category_key;
    Patch<std::map<std::string, std::string>> name;
    Patch<std::map<std::string, std::vector<std::string>>> questions;
    Patch<bool> active;
};
BOOST_DESCRIBE_STRUCT(CategoryChange, (), (category_key, name, questions, active))
Category change_category(db::Tx& tx, const Context& context, const CategoryChange& input);

struct CategoryKey {
    std::string category_key;
};
BOOST_DESCRIBE_STRUCT(CategoryKey, (), (category_key))
/// A built-in one goes back to how it came; one that tickets have is retired instead of removed.
void delete_category(db::Tx& tx, const Context& context, const CategoryKey& input);

}  // namespace goodhost::tickets
