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

ToldUpTo told_of(const http::Call& call) {
    auto text = call.context.services.signer.verify(purpose, call.parameter("token"), call.context.now());
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
    auto told = told_of(call);
    auto tickets = call.context.services.database.read(
        [&](db::Reader& reader) { return shown_of(reader, reader.list<Page>(sql::list_pages_up_to, told.agent_id, told.tell_id)); });
    return page_with(call, tickets, false);
}

http::Response acknowledge(const http::Call& call) {
    auto told = told_of(call);
    auto tickets = call.context.services.database.write([&](db::Tx& tx) {
        auto agent = accounts::find_agent(tx, told.agent_id);
        if (!agent || !agent->active) throw Problem(ProblemKind::not_found, "escalation.unknown_link");
        auto context = accounts::acting_as_agent(tx, call.context, told.agent_id);
        auto pages = tx.list<Page>(sql::list_pages_up_to, told.agent_id, told.tell_id);
        auto shown = shown_of(tx, pages);
        for (auto& page : pages) {
            context.brand = page.brand_id;
            end_page(tx, context, page, Ending::acknowledged);
        }
        return shown;
    });
    return page_with(call, tickets, true);
}

}  // namespace

std::string acknowledge_link(const Context& context, const brands::Brand& brand, const ToldUpTo& told) {
    auto address = context.services.settings.text("public_address");
    constexpr std::string_view mark = "{domain}";
    if (auto at = address.find(mark); at != std::string::npos) address.replace(at, mark.size(), brand.domain);
    return address + "/pages/" + context.services.signer.sign(purpose, json::to_json(told), context.now() + life);
}

std::vector<http::Route> link_routes() {
    return {http::page_route(http::Method::get, "/pages/{token}", http::Audience::anyone, show),
            http::page_route(http::Method::post, "/pages/{token}", http::Audience::anyone, acknowledge)};
}

}  // namespace goodhost::escalation
