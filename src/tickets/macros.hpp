#pragma once
#include "platform/http/route.hpp"
#include "tickets/actions.hpp"
#include "tickets/ready_words.hpp"

namespace goodhost::tickets {

/// Actions, and words for the composer, under a name. Shared ones are for all, or for one team.
struct Macro {
    std::int64_t id = 0;
    std::string name;
    bool shared = false;
    std::optional<accounts::TeamId> team_id;
    accounts::AgentId owner_id;
    std::vector<Action> actions;
    std::optional<std::string> body_html;
};
BOOST_DESCRIBE_STRUCT(Macro, (), (id, name, shared, team_id, owner_id, actions, body_html))

/// Does the actions of a macro that the actor may use; its words are the composer's business.
void apply_macro(db::Tx& tx, const Context& context, TicketId id, std::int64_t macro_id);

struct MacroList {
    std::vector<Macro> items;
};
BOOST_DESCRIBE_STRUCT(MacroList, (), (items))
MacroList list_macros(db::Reader& reader, const Context& context, const http::Empty&);

struct MacroInput {
    std::string name;
    bool shared = false;
    std::optional<accounts::TeamId> team_id;
    std::vector<Action> actions;
    std::optional<std::string> body_html;
    static constexpr Rule rules[] = {{"name", 80}, {"actions", 20}, {"body_html", 100'000, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(MacroInput, (), (name, shared, team_id, actions, body_html))
MacroInput prepare_macro(const Context& context, const MacroInput& input);
Macro create_macro(db::Tx& tx, const Context& context, const MacroInput& input);

struct MacroChange {
    std::int64_t macro_id = 0;
    Patch<std::string> name;
    Patch<bool> shared;
    Patch<accounts::TeamId> team_id;
    Patch<std::vector<Action>> actions;
    Patch<std::string> body_html;
    static constexpr Rule rules[] = {{"name", 80}, {"actions", 20}, {"body_html", 100'000, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(MacroChange, (), (macro_id, name, shared, team_id, actions, body_html))
MacroChange prepare_macro_change(const Context& context, const MacroChange& input);
Macro change_macro(db::Tx& tx, const Context& context, const MacroChange& input);

struct MacroKey {
    std::int64_t macro_id = 0;
};
BOOST_DESCRIBE_STRUCT(MacroKey, (), (macro_id))
void delete_macro(db::Tx& tx, const Context& context, const MacroKey& input);

struct MacroOnTicket {
    TicketId ticket_id;
    std::int64_t macro_id = 0;
};
BOOST_DESCRIBE_STRUCT(MacroOnTicket, (), (ticket_id, macro_id))
/// The macro's words, filled with what the ticket knows.
RenderedWords render_macro(db::Reader& reader, const Context& context, const MacroOnTicket& input);

}  // namespace goodhost::tickets
