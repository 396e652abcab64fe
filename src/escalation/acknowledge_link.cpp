#include "escalation/acknowledge_link.hpp"

#include "accounts/accounts.hpp"
#include "accounts/portal_frame.hpp"
#include "escalation/pages.hpp"
#include "escalation/people.hpp"
#include "escalation/queries.hpp"
#include "platform/config/settings.hpp"
#include "platform/crypto/signer.hpp"
#include "platform/html/elements.hpp"
#include "platform/services.hpp"

namespace goodhost::escalation {

namespace {

constexpr std::string_view purpose = "escalation.acknowledge";
constexpr std::chrono::hours life{24 * 7};

ToldUpTo told_of(const Context& context, std::string_view token) {
    auto text = context.services.signer.verify(purpose, token, context.now());
    if (!text) throw Problem(ProblemKind::not_found, "escalation.unknown_link");
    return json::from_json<ToldUpTo>(*text);
}

struct Shown {
    TicketId id;
    std::string subject;
};

std::vector<Shown> shown_of(db::Reader& reader, const std::vector<Page>& pages) {
    std::vector<Shown> shown;
    shown.reserve(pages.size());
    for (auto& page : pages)
        if (auto facts = find_facts(reader, page.ticket_id)) shown.push_back({facts->id, facts->subject});
    return shown;
}

http::Response page_with(const http::Call& call, const std::vector<Shown>& tickets, bool done) {
    auto t = i18n::translator(call.context);
    using namespace html;
    auto heading = t("escalation.link.title");
    auto words = t(done ? "escalation.link.done" : tickets.empty() ? "escalation.link.nothing" : "escalation.link.ask");
    auto list = ul({}, each(tickets, [](const Shown& one) {
                       auto number = std::to_string(one.id.value);
                       return li(a({{"href", "/desk/tickets/" + number}}, "#" + number + " " + one.subject));
                   }));
    auto form = when(!done && !tickets.empty(), [&] {
        return post_form({.action = std::string(call.request.path), .csrf = accounts::form_token(call)},
                         submit_button(t("escalation.link.acknowledge")));
    });
    return accounts::portal_page(call, {.title = heading, .content = fragment(h1(heading), p(words), list, form), .narrow = true});
}

http::Response show(const http::Call& call) {
    auto told = told_of(call.context, call.parameter("token"));
    auto tickets = call.context.services.database.read(
        [&](db::Reader& reader) { return shown_of(reader, reader.list<Page>(sql::list_pages_up_to, told.agent_id, told.tell_id)); });
    return page_with(call, tickets, false);
}

std::vector<Shown> acknowledge_all(db::Tx& tx, const Context& context, const ToldUpTo& told) {
    auto agent = accounts::find_agent(tx, told.agent_id);
    if (!agent || !agent->active) throw Problem(ProblemKind::not_found, "escalation.unknown_link");
    auto acting = accounts::acting_as_agent(tx, context, told.agent_id);
    auto pages = tx.list<Page>(sql::list_pages_up_to, told.agent_id, told.tell_id);
    auto shown = shown_of(tx, pages);
    for (auto& page : pages) {
        acting.brand = page.brand_id;
        end_page(tx, acting, page, Ending::acknowledged);
    }
    return shown;
}

http::Response acknowledge(const http::Call& call) {
    auto told = told_of(call.context, call.parameter("token"));
    auto tickets = call.context.services.database.write([&](db::Tx& tx) { return acknowledge_all(tx, call.context, told); });
    return page_with(call, tickets, true);
}

}  // namespace

std::string acknowledge_link(const Context& context, const brands::Brand& brand, const ToldUpTo& told) {
    auto address = context.services.settings.text("public_address");
    constexpr std::string_view mark = "{domain}";
    if (auto at = address.find(mark); at != std::string::npos) address.replace(at, mark.size(), brand.domain);
    return address + "/pages/" + acknowledge_token(context, told);
}

std::string acknowledge_token(const Context& context, const ToldUpTo& told) {
    return context.services.signer.sign(purpose, json::to_json(told), context.now() + life);
}

void acknowledge_by_token(db::Tx& tx, const Context& context, const Acknowledgement& input) {
    acknowledge_all(tx, context, told_of(context, input.token));
}

std::vector<http::Route> link_routes() {
    auto by_device = http::endpoint<&acknowledge_by_token>(http::Method::post, acknowledge_address, http::Audience::anyone, {},
                                                           "I see to what a device showed me: nobody else is told");
    return {by_device, http::page_route(http::Method::get, "/pages/{token}", http::Audience::anyone, show),
            http::page_route(http::Method::post, "/pages/{token}", http::Audience::anyone, acknowledge)};
}

}  // namespace goodhost::escalation
