#pragma once
#include "platform/db/db.hpp"
#include "platform/http/route.hpp"
#include "tickets/filter.hpp"

namespace goodhost::tickets {

/// A named search. Built-in ones have a word for a key, saved ones their id.
struct View {
    std::string key;
    std::string name;
    std::string query;
    Sort sort = Sort::owed;
    bool shared = true;
    std::optional<std::int64_t> owner_id;
    std::optional<std::int64_t> count;  ///< of views of open work, up to 1000
};
BOOST_DESCRIBE_STRUCT(View, (), (key, name, query, sort, shared, owner_id, count))

/// Built in, or saved and visible to the actor; else Problem not_found `tickets.view_not_found`.
View get_view(db::Reader& reader, const Context& context, const std::string& key);

struct ViewList {
    std::vector<View> items;
};
BOOST_DESCRIBE_STRUCT(ViewList, (), (items))
ViewList list_views(db::Reader& reader, const Context& context, const http::Empty&);

struct ViewInput {
    std::string name;
    std::string query;
    std::optional<Sort> sort;
    bool shared = false;
    static constexpr Rule rules[] = {{"name", 80}, {"query", 1000, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(ViewInput, (), (name, query, sort, shared))
View create_view(db::Tx& tx, const Context& context, const ViewInput& input);

struct ViewChange {
    std::int64_t view_id = 0;
    Patch<std::string> name;
    Patch<std::string> query;
    Patch<Sort> sort;
    Patch<bool> shared;
    static constexpr Rule rules[] = {{"name", 80}, {"query", 1000, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(ViewChange, (), (view_id, name, query, sort, shared))
View change_view(db::Tx& tx, const Context& context, const ViewChange& input);

struct ViewKey {
    std::int64_t view_id = 0;
};
BOOST_DESCRIBE_STRUCT(ViewKey, (), (view_id))
void delete_view(db::Tx& tx, const Context& context, const ViewKey& input);

}  // namespace goodhost::tickets
