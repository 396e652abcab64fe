#include "platform/jobs/jobs.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "roster/feed.hpp"
#include "roster/gaps.hpp"
#include "roster/hand_over.hpp"
#include "roster/live.hpp"
#include "roster/migrations.hpp"
#include "roster/people.hpp"
#include "roster/queries.hpp"
#include "roster/reading.hpp"
#include "roster/seed.hpp"
#include "roster/staffing.hpp"
#include "roster/strain.hpp"
#include "roster/swaps.hpp"

namespace goodhost::roster {

namespace {

using http::Audience;
using http::endpoint;
using http::Method;

constexpr auto agent = Audience::agent;

std::vector<http::Route> roster_routes() {
    return {
        endpoint<&list_rosters>(Method::get, "/api/v1/rosters", agent, may_view, "List rosters"),
        endpoint<&create_roster>(Method::post, "/api/v1/rosters", agent, may_configure, "Make a roster"),
        endpoint<&get_roster>(Method::get, "/api/v1/rosters/{roster_id}", agent, may_view, "A roster with its newest plan"),
        endpoint<&change_roster>(Method::patch, "/api/v1/rosters/{roster_id}", agent, may_configure,
                                 "Change a roster from a moment on, now at the earliest"),
        endpoint<&end_roster>(Method::delete_, "/api/v1/rosters/{roster_id}", agent, may_configure, "End a roster; its past stays"),
        endpoint<&list_on_duty>(Method::get, "/api/v1/on_duty", agent, may_view, "Who is on duty on every roster, and who is next"),
        endpoint<&get_on_duty>(Method::get, "/api/v1/rosters/{roster_id}/on_duty", agent, may_view,
                               "Who is on duty now or at a time, and who is next"),
        endpoint<&list_spans>(Method::get, "/api/v1/rosters/{roster_id}/spans", agent, may_view, "Who is on duty when, 100 days at most"),
        endpoint<&list_gaps>(Method::get, "/api/v1/rosters/{roster_id}/gaps", agent, may_view,
                             "Where fewer people are on duty than needed, by skill, language and severity, and who could fill it"),
        endpoint<&list_strains>(Method::get, "/api/v1/rosters/{roster_id}/strains", agent, may_view,
                                "Whom a change leaves too little rest between shifts, or too much duty in a week"),
        endpoint<&create_override>(Method::post, "/api/v1/rosters/{roster_id}/overrides", agent, may_configure,
                                   "Put somebody on duty instead of others or beside them"),
        endpoint<&change_override>(Method::patch, "/api/v1/rosters/{roster_id}/overrides/{override_id}", agent, may_configure,
                                   "Move an override; of one that has begun only the end"),
        endpoint<&end_override>(Method::delete_, "/api/v1/rosters/{roster_id}/overrides/{override_id}", agent, may_configure,
                                "Take an override back; one that has begun ends now"),
    };
}

std::vector<http::Route> people_routes() {
    return {
        endpoint<&list_skills>(Method::get, "/api/v1/skills", agent, may_view, "List skills"),
        endpoint<&create_skill>(Method::post, "/api/v1/skills", agent, may_configure, "Name a skill"),
        endpoint<&change_skill>(Method::patch, "/api/v1/skills/{skill_id}", agent, may_configure, "Rename a skill"),
        endpoint<&delete_skill>(Method::delete_, "/api/v1/skills/{skill_id}", agent, may_configure,
                                "Delete a skill; nobody has it any more"),
        endpoint<&list_means>(Method::get, "/api/v1/means", agent, may_view,
                              "Skills, languages, capacities and presence of every active agent"),
        endpoint<&set_skills>(Method::put, "/api/v1/agents/{agent_id}/skills", agent, may_configure, "Set an agent's skills"),
        endpoint<&set_capacities>(Method::put, "/api/v1/agents/{agent_id}/capacities", agent, may_configure,
                                  "Set how many conversations of each channel an agent has at a time"),
        endpoint<&get_my_presence>(Method::get, "/api/v1/me/presence", agent, may_take_part, "My presence"),
        endpoint<&set_my_presence>(Method::put, "/api/v1/me/presence", agent, may_take_part, "Choose my presence, or give a sign of life"),
        endpoint<&list_leaves>(Method::get, "/api/v1/leaves", agent, may_view, "Who is on leave when"),
        endpoint<&take_leave>(Method::post, "/api/v1/leaves", agent, may_take_part, "Enter leave, the own or another's"),
        endpoint<&end_leave>(Method::delete_, "/api/v1/leaves/{leave_id}", agent, may_take_part,
                             "Take leave back; what has begun ends now"),
    };
}

std::vector<http::Route> together_routes() {
    return {
        endpoint<&list_swaps>(Method::get, "/api/v1/swaps", agent, may_view, "Swaps of duty that are not over"),
        endpoint<&ask_swap>(Method::post, "/api/v1/rosters/{roster_id}/swaps", agent, may_take_part,
                            "Ask somebody to take a time of my duty, maybe for one of theirs"),
        endpoint<&accept_swap>(Method::post, "/api/v1/swaps/{swap_id}/acceptance", agent, may_take_part,
                               "Accept a swap that I was asked for"),
        endpoint<&refuse_swap>(Method::delete_, "/api/v1/swaps/{swap_id}", agent, may_take_part, "Withdraw or decline a swap"),
        endpoint<&get_feed>(Method::get, "/api/v1/me/duty_feed", agent, may_take_part, "Whether my duty is offered as a calendar"),
        endpoint<&create_feed>(Method::post, "/api/v1/me/duty_feed", agent, may_take_part,
                               "Offer my duty as a calendar at a new address, told once"),
        endpoint<&delete_feed>(Method::delete_, "/api/v1/me/duty_feed", agent, may_take_part, "Stop offering my duty as a calendar"),
        http::raw_route(Method::get, "/duty/{token}", Audience::anyone, {}, serve_feed),
        endpoint<&get_hand_over>(Method::get, "/api/v1/rosters/{roster_id}/hand_overs", agent, may_view,
                                 "What the next shift has to know, and what was handed over before"),
        endpoint<&give_hand_over>(Method::post, "/api/v1/rosters/{roster_id}/hand_overs", agent, may_take_part,
                                  "Hand over to the next shift"),
        endpoint<&take_hand_over>(Method::post, "/api/v1/rosters/{roster_id}/hand_overs/{hand_over_id}/acknowledgement", agent,
                                  may_take_part, "Take a hand-over on"),
        endpoint<&get_staffing>(Method::get, "/api/v1/rosters/{roster_id}/staffing", agent, may_configure,
                                "How many people each hour of a week needs by what came before, and how many are rostered"),
    };
}

}  // namespace

void register_roster(Registry& registry) {
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.permissions({{may_view, {"lead", "agent", "light_agent"}}, {may_take_part, {"lead", "agent"}}, {may_configure, {"lead"}}});
    registry.constraint("roster_skills_name_unique", "roster.name_taken", "name");
    registry.constraint("rosters_name_unique", "roster.name_taken", "name");
    registry.routes(roster_routes());
    registry.routes(people_routes());
    registry.routes(together_routes());
    registry.consumer(
        {.name = "roster.agents", .types = {"accounts.agent_deactivated", "accounts.agent_reactivated"}, .handle = follow_agent});
    registry.live(roster_topic());
    registry.seed({"roster.rosters", seed_rosters});
    registry.job({silence, [](const Context& context, const jobs::Job& job) {
                      auto who = json::from_json<OfAgent>(job.payload).agent_id;
                      context.services.database.write([&](db::Tx& tx) { note_silence(tx, context, who); });
                  }});
}

}  // namespace goodhost::roster
