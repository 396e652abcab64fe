#include "platform/registry.hpp"
#include "tickets/actions.hpp"
#include "tickets/answers.hpp"
#include "tickets/attachments.hpp"
#include "tickets/categories.hpp"
#include "tickets/configuration.hpp"
#include "tickets/consumers.hpp"
#include "tickets/custom_fields.hpp"
#include "tickets/edit.hpp"
#include "tickets/endpoints.hpp"
#include "tickets/export.hpp"
#include "tickets/figures.hpp"
#include "tickets/find.hpp"
#include "tickets/jobs.hpp"
#include "tickets/list.hpp"
#include "tickets/live.hpp"
#include "tickets/macros.hpp"
#include "tickets/migrations.hpp"
#include "tickets/pages.hpp"
#include "tickets/queries.hpp"
#include "tickets/reads.hpp"
#include "tickets/relations.hpp"
#include "tickets/remote_images.hpp"
#include "tickets/scheduled.hpp"
#include "tickets/secrets.hpp"
#include "tickets/seed.hpp"
#include "tickets/views.hpp"

namespace goodhost::tickets {

namespace {

using http::Audience;
using http::endpoint;
using http::Method;
using http::prepared_endpoint;
using http::raw_route;

constexpr auto agent = Audience::agent;

/// In the slow lane: somebody else's server may take its time.
http::Route remote_image_route() {
    auto route =
        raw_route(Method::get, "/api/v1/tickets/{ticket_id}/messages/{message_id}/remote_images/{index}", agent, may_view, remote_image);
    route.summary = "A picture of somebody else that a mail names, fetched by the host";
    route.slow = true;
    return route;
}

std::vector<http::Route> ticket_routes() {
    return {
        endpoint<&list_tickets>(Method::get, "/api/v1/tickets", agent, may_view, "List tickets of a view"),
        prepared_endpoint<&prepare_ticket, &create_ticket>(Method::post, "/api/v1/tickets", agent, may_create, "Open a ticket"),
        endpoint<&change_in_bulk>(Method::post, "/api/v1/tickets/bulk", agent, may_view, "Do one thing to many tickets"),
        endpoint<&count_open_tickets>(Method::get, "/api/v1/tickets/counts", agent, may_view, "How many open tickets customers have"),
        endpoint<&read_ticket>(Method::get, "/api/v1/tickets/{ticket_id}", agent, may_view, "Get a ticket with its messages"),
        endpoint<&edit_ticket>(Method::patch, "/api/v1/tickets/{ticket_id}", agent, may_edit, "Change a ticket's fields"),
        endpoint<&read_surroundings>(Method::get, "/api/v1/tickets/{ticket_id}/context", agent, may_view, "What stands beside a ticket"),
        prepared_endpoint<&prepare_message, &post_message>(Method::post, "/api/v1/tickets/{ticket_id}/messages", agent, may_note,
                                                           "Reply, note or report"),
        endpoint<&undo_message>(Method::delete_, "/api/v1/tickets/{ticket_id}/messages/{message_id}", agent, may_reply,
                                "Take back a message"),
        endpoint<&reveal_secrets>(Method::post, "/api/v1/tickets/{ticket_id}/messages/{message_id}/revelation", agent, may_reveal,
                                  "The message with what is hidden in it; who looked is on the trail"),
        raw_route(Method::get, "/api/v1/tickets/{ticket_id}/messages/{message_id}/raw", agent, may_view, raw_message),
        remote_image_route(),
        raw_route(Method::get, "/api/v1/tickets/{ticket_id}/trail.json", agent, may_export, trail_json),
        raw_route(Method::get, "/api/v1/tickets/{ticket_id}/trail.pdf", agent, may_export, trail_pdf),
        endpoint<&find_tickets>(Method::get, "/api/v1/search", agent, may_view, "Find tickets by the search language"),
    };
}

std::vector<http::Route> state_routes() {
    return {
        endpoint<&change_status>(Method::put, "/api/v1/tickets/{ticket_id}/status", agent, may_resolve, "Set the status"),
        endpoint<&post_resolution>(Method::post, "/api/v1/tickets/{ticket_id}/resolution", agent, may_resolve, "Resolve"),
        endpoint<&delete_resolution>(Method::delete_, "/api/v1/tickets/{ticket_id}/resolution", agent, may_resolve,
                                     "Reopen a resolved ticket"),
        endpoint<&post_closure>(Method::post, "/api/v1/tickets/{ticket_id}/closure", agent, may_resolve, "Close"),
        endpoint<&delete_closure>(Method::delete_, "/api/v1/tickets/{ticket_id}/closure", agent, may_resolve, "Reopen a closed ticket"),
        endpoint<&assign_ticket>(Method::put, "/api/v1/tickets/{ticket_id}/assignment", agent, may_assign, "Assign to an agent and a team"),
        endpoint<&tag_ticket>(Method::put, "/api/v1/tickets/{ticket_id}/tags", agent, may_edit, "Set the tags"),
        endpoint<&choose_followers>(Method::put, "/api/v1/tickets/{ticket_id}/followers", agent, may_edit, "Set who follows"),
        endpoint<&follow_ticket>(Method::post, "/api/v1/tickets/{ticket_id}/follow", agent, may_view, "Follow"),
        endpoint<&unfollow_ticket>(Method::delete_, "/api/v1/tickets/{ticket_id}/follow", agent, may_view, "Follow no more"),
        endpoint<&change_cc>(Method::put, "/api/v1/tickets/{ticket_id}/cc", agent, may_edit, "Set who is copied"),
        endpoint<&snooze_ticket>(Method::put, "/api/v1/tickets/{ticket_id}/snooze", agent, may_edit, "Snooze"),
        endpoint<&end_snooze>(Method::delete_, "/api/v1/tickets/{ticket_id}/snooze", agent, may_edit, "Wake"),
        endpoint<&mark_read>(Method::put, "/api/v1/tickets/{ticket_id}/read", agent, may_view, "Mark as read"),
        endpoint<&mark_unread>(Method::delete_, "/api/v1/tickets/{ticket_id}/read", agent, may_view, "Mark as unread"),
        prepared_endpoint<&prepare_draft, &save_draft>(Method::put, "/api/v1/tickets/{ticket_id}/draft", agent, may_note, "Keep a draft"),
        endpoint<&discard_draft>(Method::delete_, "/api/v1/tickets/{ticket_id}/draft", agent, may_note, "Discard the draft"),
        endpoint<&merge_ticket>(Method::post, "/api/v1/tickets/{ticket_id}/merge", agent, may_merge, "Merge into another ticket"),
        endpoint<&unmerge_ticket>(Method::delete_, "/api/v1/tickets/{ticket_id}/merge", agent, may_merge, "Undo a merge"),
        endpoint<&split_ticket>(Method::post, "/api/v1/tickets/{ticket_id}/split", agent, may_merge, "Split messages off to a new ticket"),
        endpoint<&link_tickets>(Method::post, "/api/v1/tickets/{from_ticket_id}/links", agent, may_edit, "Link two tickets"),
        endpoint<&unlink_tickets>(Method::delete_, "/api/v1/tickets/{from_ticket_id}/links/{ticket_id}", agent, may_edit, "Unlink"),
    };
}

std::vector<http::Route> tool_routes() {
    return {
        endpoint<&list_views>(Method::get, "/api/v1/views", agent, may_view, "List views with their counts"),
        endpoint<&create_view>(Method::post, "/api/v1/views", agent, may_view, "Save a view"),
        endpoint<&change_view>(Method::patch, "/api/v1/views/{view_id}", agent, may_view, "Change a view"),
        endpoint<&delete_view>(Method::delete_, "/api/v1/views/{view_id}", agent, may_view, "Delete a view"),
        endpoint<&list_macros>(Method::get, "/api/v1/macros", agent, may_view, "List macros"),
        prepared_endpoint<&prepare_macro, &create_macro>(Method::post, "/api/v1/macros", agent, may_reply, "Create a macro"),
        prepared_endpoint<&prepare_macro_change, &change_macro>(Method::patch, "/api/v1/macros/{macro_id}", agent, may_reply,
                                                                "Change a macro"),
        endpoint<&delete_macro>(Method::delete_, "/api/v1/macros/{macro_id}", agent, may_reply, "Delete a macro"),
        endpoint<&render_macro>(Method::get, "/api/v1/tickets/{ticket_id}/macros/{macro_id}", agent, may_view,
                                "A macro's words, filled for a ticket"),
        endpoint<&list_answers>(Method::get, "/api/v1/answers", agent, may_view, "List ready answers"),
        prepared_endpoint<&prepare_answer, &create_answer>(Method::post, "/api/v1/answers", agent, may_configure, "Create a ready answer"),
        prepared_endpoint<&prepare_answer_change, &change_answer>(Method::patch, "/api/v1/answers/{answer_id}", agent, may_configure,
                                                                  "Change a ready answer"),
        endpoint<&delete_answer>(Method::delete_, "/api/v1/answers/{answer_id}", agent, may_configure, "Delete a ready answer"),
        endpoint<&render_answer>(Method::get, "/api/v1/tickets/{ticket_id}/answers/{answer_id}", agent, may_view,
                                 "A ready answer filled for a ticket"),
        endpoint<&list_custom_fields>(Method::get, "/api/v1/custom_fields", agent, may_view, "List custom fields"),
        endpoint<&create_custom_field>(Method::post, "/api/v1/custom_fields", agent, may_configure, "Create a custom field"),
        endpoint<&change_custom_field>(Method::patch, "/api/v1/custom_fields/{custom_field_id}", agent, may_configure,
                                       "Change a custom field"),
        endpoint<&delete_custom_field>(Method::delete_, "/api/v1/custom_fields/{custom_field_id}", agent, may_configure,
                                       "Delete a custom field"),
        endpoint<&list_categories>(Method::get, "/api/v1/categories", agent, may_view, "List categories"),
        endpoint<&create_category>(Method::post, "/api/v1/categories", agent, may_configure, "Create a category"),
        endpoint<&change_category>(Method::patch, "/api/v1/categories/{category_key}", agent, may_configure, "Change a category"),
        endpoint<&delete_category>(Method::delete_, "/api/v1/categories/{category_key}", agent, may_configure,
                                   "Delete or retire a category"),
        endpoint<&get_settings>(Method::get, "/api/v1/brands/{brand_id}/ticket_settings", agent, may_configure,
                                "How a brand treats tickets"),
        endpoint<&change_settings>(Method::put, "/api/v1/brands/{brand_id}/ticket_settings", agent, may_configure,
                                   "Change how a brand treats tickets"),
    };
}

std::vector<http::Route> file_routes() {
    auto uploads = raw_route(Method::post, "/api/v1/uploads", agent, may_note, upload);
    uploads.summary = "Upload a file (raw body, name in X-File-Name)";
    uploads.spool = true;
    uploads.body_limit = 100u << 20;
    auto files = raw_route(Method::get, "/api/v1/attachments/{attachment_id}/{name}", Audience::anyone, {}, download);
    files.summary = "Fetch an attachment";
    return {uploads, files};
}

}  // namespace

void register_tickets(Registry& registry) {
    registry.migrations(migrations);
    registry.statements(sql::all);
    registry.files_in_use(sql::list_files_in_use);
    registry.seed({"answers, macros and views", seed_tools});
    registry.seed({"tickets", seed_tickets});
    registry.permissions({
        {may_view, {"lead", "agent", "light_agent"}},
        {may_note, {"lead", "agent", "light_agent"}},
        {may_reply, {"lead", "agent"}},
        {may_create, {"lead", "agent"}},
        {may_edit, {"lead", "agent"}},
        {may_assign, {"lead", "agent"}},
        {may_resolve, {"lead", "agent"}},
        {may_merge, {"lead", "agent"}},
        {may_reveal, {"lead", "agent"}},
        {may_export, {"lead"}},
        {may_configure, {"lead"}},
    });
    register_figures(registry);
    registry.constraint("views_name_unique", "tickets.name_taken", "name");
    registry.constraint("macros_name_unique", "tickets.name_taken", "name");
    registry.constraint("answers_shortcut_unique", "tickets.shortcut_taken", "shortcut");
    registry.constraint("custom_fields_key_unique", "tickets.key_taken", "key");
    for (auto routes : {ticket_routes, state_routes, tool_routes, file_routes}) registry.routes(routes());
    registry.live({"ticket/", load_update, view_update, may_follow_topic});
    register_consumers(registry);
    register_pages(registry);
    timers::register_timers(registry);
}

}  // namespace goodhost::tickets
