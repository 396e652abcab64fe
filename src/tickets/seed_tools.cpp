#include "accounts/accounts.hpp"
#include "platform/services.hpp"
#include "tickets/answers.hpp"
#include "tickets/custom_fields.hpp"
#include "tickets/macros.hpp"
#include "tickets/seed.hpp"
#include "tickets/views.hpp"

namespace goodhost::tickets {

namespace {

constexpr std::chrono::days age{880};

struct SeedTools {
    std::string owner;  ///< whose address: macros and views belong to an agent
    std::vector<AnswerInput> answers;
    std::vector<MacroInput> macros;
    std::vector<ViewInput> views;
    std::vector<CustomFieldInput> custom_fields;
};
BOOST_DESCRIBE_STRUCT(SeedTools, (), (owner, answers, macros, views, custom_fields))

}  // namespace

void seed_tools(const Context& system, SeedPlan& plan) {
    ManualClock clock(plan.today - age);
    auto tools = read_seed<SeedTools>("tools.json");
    for (auto& answer : tools.answers) answer = prepare_answer(system, answer);
    for (auto& macro : tools.macros) macro = prepare_macro(system, macro);
    system.services.database.write([&](db::Tx& tx) {
        auto owner = accounts::find_agent_by_email(tx, tools.owner);
        auto context = accounts::acting_as_agent(tx, told_at(clock, system), owner->id);
        for (auto& answer : tools.answers) create_answer(tx, context, answer);
        for (auto& macro : tools.macros) create_macro(tx, context, macro);
        for (auto& view : tools.views) create_view(tx, context, view);
        for (auto& field : tools.custom_fields) create_custom_field(tx, context, field);
    });
}

}  // namespace goodhost::tickets
