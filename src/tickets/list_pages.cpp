#include "accounts/accounts.hpp"
#include "accounts/portal_frame.hpp"
#include "platform/html/components.hpp"
#include "platform/html/elements.hpp"
#include "platform/html/forms.hpp"
#include "platform/services.hpp"
#include "tickets/pages.hpp"

namespace goodhost::tickets {

namespace {

using html::Html;
using http::Call;
using http::Response;

Html line(const Call& call, const i18n::Translator& t, const TicketRow& row) {
    auto now = call.context.now();
    return html::li({{"class", "ticket-line"}}, html::a({{"href", address_of(call, row.id)}}, row.subject), status_badge(t, row.status),
                    html::p(next_words(t, row, now)),
                    html::p({{"class", "muted"}}, "#" + std::to_string(row.number.value), " · ",
                            html::when(row.contact.id != call.context.actor.id, [&] { return html::fragment(row.contact.name, " · "); }),
                            html::relative_time(t, row.updated_at, now)));
}

Html lines(const Call& call, const i18n::Translator& t, const std::vector<TicketRow>& rows) {
    return html::ul({{"class", "ticket-list"}}, html::each(rows, [&](const TicketRow& row) { return line(call, t, row); }));
}

Html open_new(const Call& call, const i18n::Translator& t) {
    return html::link_button(t("tickets.portal.new"), accounts::local_path(call, "/tickets/new"), html::ButtonKind::primary);
}

/// The heading, with the way to a new ticket beside it.
Html head(const Call& call, const i18n::Translator& t, std::string_view title) {
    return html::div({{"class", "page-head"}}, html::h1(title), open_new(call, t));
}

PortalList load(const Call& call, bool only_open, std::string_view cursor) {
    return call.context.services.database.read(
        [&](db::Reader& reader) { return list_tickets_of_contact(reader, call.context, only_open, cursor); });
}

Html promise(const i18n::Translator& t, const std::string& key) {
    return html::li(html::h2(t("tickets.portal.promise." + key)), html::p(t("tickets.portal.promise." + key + "_text")));
}

Response welcome(const Call& call, const i18n::Translator& t) {
    auto content = html::fragment(
        html::section(
            {{"class", "welcome"}}, html::h1(t("tickets.portal.welcome")), html::p(t("tickets.portal.welcome_lead")),
            html::p(open_new(call, t), " ", html::link_button(t("accounts.nav.sign_in"), accounts::local_path(call, "/sign-in")))),
        html::ul({{"class", "promises"}}, promise(t, "person"), promise(t, "when"), promise(t, "again")));
    return accounts::portal_page(call, {.title = t("tickets.portal.welcome"),
                                        .content = content,
                                        .indexed = true,
                                        .current = "/",
                                        .description = t("tickets.portal.welcome_lead")});
}

}  // namespace

Response show_home(const Call& call) {
    auto t = i18n::translator(call.context);
    if (!call.context.is_contact()) return welcome(call, t);
    auto open = load(call, true, {});
    auto body = open.items.empty()
                    ? html::empty_state(t("tickets.portal.nothing_open"), t("tickets.portal.nothing_open_hint"), open_new(call, t))
                    : lines(call, t, open.items);
    auto content = html::fragment(head(call, t, t("tickets.portal.hello", {{"name", call.context.actor.name}})),
                                  html::h2(t("tickets.portal.being_done")), body,
                                  html::p(html::a({{"href", accounts::local_path(call, "/tickets")}}, t("tickets.portal.all"))));
    return accounts::portal_page(call, {.title = t("tickets.portal.home"), .content = content, .current = "/"});
}

Response show_list(const Call& call) {
    auto t = i18n::translator(call.context);
    auto list = load(call, false, call.request.query_value("cursor"));
    auto next =
        list.next_cursor ? accounts::local_path(call, "/tickets") + "?cursor=" + http::percent_encode(*list.next_cursor) : std::string();
    auto body = list.items.empty() ? html::empty_state(t("tickets.portal.none"), t("tickets.portal.none_hint"), open_new(call, t))
                                   : html::fragment(lines(call, t, list.items), html::pager(t, "", next));
    auto content = html::fragment(head(call, t, t("tickets.portal.mine")), body);
    return accounts::portal_page(call, {.title = t("tickets.portal.mine"), .content = content, .current = "/tickets"});
}

}  // namespace goodhost::tickets
