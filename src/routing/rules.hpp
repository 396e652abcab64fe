#pragma once
#include "platform/db/db.hpp"
#include "platform/http/route.hpp"
#include "routing/routing.hpp"

/// What a host arranges: for which tickets the program chooses, by which rule, and what a category needs.
namespace goodhost::routing {

struct RuleTag {};
using RuleId = Id<RuleTag>;

/// Of a team, of a brand, or of all. The one of the ticket's team counts before that of its brand, and that before the one of all.
struct RoutingRule {
    RuleId id;
    std::optional<accounts::TeamId> team_id;
    std::optional<BrandId> brand_id;
    Rule rule = Rule::score;
    std::int64_t give_back_minutes = 15;  ///< after somebody has gone, what nobody has answered is given to others; 0: never
    bool active = true;
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(RoutingRule, (), (id, team_id, brand_id, rule, give_back_minutes, active, created_at))

struct RuleList {
    std::vector<RoutingRule> items;
};
BOOST_DESCRIBE_STRUCT(RuleList, (), (items))
RuleList list_rules(db::Reader& reader, const Context& context, const http::Empty&);

struct RuleInput {
    std::optional<accounts::TeamId> team_id;
    std::optional<BrandId> brand_id;
    std::optional<Rule> rule;
    std::optional<std::int64_t> give_back_minutes;
    std::optional<bool> active;
    static constexpr goodhost::Rule rules[] = {{.field = "give_back_minutes", .min = 0, .max = 1'440}};
};
BOOST_DESCRIBE_STRUCT(RuleInput, (), (team_id, brand_id, rule, give_back_minutes, active))
RoutingRule create_rule(db::Tx& tx, const Context& context, const RuleInput& input);

struct RuleChange {
    RuleId rule_id;
    Patch<Rule> rule;
    Patch<std::int64_t> give_back_minutes;
    Patch<bool> active;
    static constexpr goodhost::Rule rules[] = {{.field = "give_back_minutes", .min = 0, .max = 1'440}};
};
BOOST_DESCRIBE_STRUCT(RuleChange, (), (rule_id, rule, give_back_minutes, active))
RoutingRule change_rule(db::Tx& tx, const Context& context, const RuleChange& input);

struct RuleKey {
    RuleId rule_id;
};
BOOST_DESCRIBE_STRUCT(RuleKey, (), (rule_id))
RoutingRule get_rule(db::Reader& reader, const Context& context, const RuleKey& input);
void delete_rule(db::Tx& tx, const Context& context, const RuleKey& input);

/// The skill that tickets of a category need, and how well.
struct CategoryNeed {
    std::string category;
    std::int64_t skill_id = 0;
    std::int64_t level = 1;
    static constexpr goodhost::Rule rules[] = {{"category", 60}, {.field = "level", .min = 1, .max = 5}};
};
BOOST_DESCRIBE_STRUCT(CategoryNeed, (), (category, skill_id, level))
struct NeedList {
    std::vector<CategoryNeed> items;
    static constexpr goodhost::Rule rules[] = {{"items", 200}};
};
BOOST_DESCRIBE_STRUCT(NeedList, (), (items))
NeedList list_needs(db::Reader& reader, const Context& context, const http::Empty&);
/// All of them at once.
NeedList put_needs(db::Tx& tx, const Context& context, const NeedList& input);

/// The rule that counts for a ticket; nothing: people choose.
std::optional<RoutingRule> find_rule(db::Reader& reader, BrandId brand, std::optional<accounts::TeamId> team);

}  // namespace goodhost::routing
