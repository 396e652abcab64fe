#include "accounts/accounts.hpp"
#include "accounts/portal_frame.hpp"
#include "platform/html/components.hpp"
#include "platform/html/elements.hpp"
#include "platform/html/forms.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "tickets/categories.hpp"
#include "tickets/pages.hpp"

namespace goodhost::tickets {

namespace {

using html::Html;
using http::Call;
using http::Response;

TicketId id_of(const Call& call) {
    if (auto token = call.parameter("token"); !token.empty()) {
        auto& access = call.context.access;
        auto followed = access ? ticket_of(access->signed_stream) : std::nullopt;
        if (!followed) throw Problem(ProblemKind::not_found, "tickets.not_found");
        return *followed;
    }
    TicketId id;
    if (!json::read_scalar(call.parameter("ticket_id"), type_of<TicketId>(), &id))
        throw Problem(ProblemKind::not_found, "tickets.not_found");
    return id;
}

/// Who follows by a signed link has no cookie: the attachments' addresses carry the link's token.
std::string with_follow(const Call& call, std::string html) {
    auto token = call.parameter("token");
    if (token.empty()) return html;
    constexpr std::string_view own = "=\"/api/v1/attachments/";
    for (auto at = html.find(own); at != std::string::npos; at = html.find(own, at + 1)) {
        auto end = html.find('"', at + own.size());
        if (end != std::string::npos) html.insert(end, "?follow=" + std::string(token));
    }
    return html;
}

Html attachments_of(const Call& call, const Message& message) {
    auto token = call.parameter("token");
    std::vector<const Attachment*> files;
    for (auto& file : message.attachments) {
        // What stands in the text, as a pasted picture does, is not listed again.
        bool in_text = message.body_html.contains("/api/v1/attachments/" + std::to_string(file.id.value) + "/");
        if (!file.inline_ && !in_text) files.push_back(&file);
    }
    if (files.empty()) return {};
    auto t = i18n::translator(call.context);
    return html::ul(
        {{"class", "attachments"}}, html::each(files, [&](const Attachment* file) {
            auto address = file->url + (token.empty() ? "" : "?follow=" + std::string(token));
            return html::li(html::a({{"href", address}}, file->name), " ", html::span({{"class", "muted"}}, t.bytes(file->size)));
        }));
}

Html message_of(const Call& call, const i18n::Translator& t, const Message& message) {
    bool ours = message.by.kind != ActorKind::contact;
    auto body = html::div({{"class", "message-body"}}, html::raw_trusted(with_follow(call, message.body_html)));
    return html::article({{"class", ours ? "message message-host" : "message"}, {"id", "message-" + std::to_string(message.id.value)}},
                         html::header(html::strong(message.by.name), " ", html::relative_time(t, message.created_at, call.context.now())),
                         body, attachments_of(call, message));
}

struct Shown {
    Ticket ticket;
    std::map<std::string, std::string> category;  ///< what the host calls it, by language
};

Shown read_shown(const Call& call) {
    return call.context.services.database.read([&](db::Reader& reader) {
        Shown shown{get_ticket(reader, call.context, id_of(call)), {}};
        for (auto& category : all_categories(reader))
            if (category.key == shown.ticket.category) shown.category = std::move(category.name);
        return shown;
    });
}

Html facts(const i18n::Translator& t, const Shown& shown) {
    auto& ticket = shown.ticket;
    auto category = category_words(t, ticket.category, shown.category);
    std::vector<std::pair<std::string, Html>> rows{{t("tickets.portal.number"), html::text("#" + std::to_string(ticket.number.value))},
                                                   {t("tickets.portal.form.category"), html::text(category)},
                                                   {t("tickets.portal.form.severity"), html::text(severity_words(t, ticket.severity))}};
    if (ticket.service) rows.emplace_back(t("tickets.portal.form.service"), html::text(ticket.service->domain));
    return html::definition_list(rows);
}

Html reply_form(const Call& call, const i18n::Translator& t, const std::string& address, std::span<const FieldProblem> problems) {
    auto fields = html::fragment(
        html::text_area(t, {.name = "text",
                            .label = t("tickets.portal.reply"),
                            .error = html::error_of(t, problems, "text"),
                            .required = true,
                            .max_length = 100'000}),
        html::file_field(t, {.name = "files", .label = t("tickets.portal.form.files"), .hint = t("tickets.portal.form.files_hint")}),
        html::submit_button(t("tickets.portal.send")));
    return html::post_form({.action = address + "/reply", .csrf = accounts::form_token(call), .files = true, .draft = "reply" + address},
                           fields);
}

Html state_form(const Call& call, const i18n::Translator& t, const std::string& address, Status status) {
    bool over = status == Status::resolved || status == Status::closed;
    std::string action = over ? "reopen" : "close";
    return html::post_form({.action = address + "/state", .csrf = accounts::form_token(call)},
                           html::fragment(html::input({{"type", "hidden"}, {"name", "action"}, {"value", action}}),
                                          html::submit_button(t("tickets.portal." + action), html::ButtonKind::secondary)));
}

Response page(const Call& call, const std::string& address, std::span<const FieldProblem> problems) {
    auto t = i18n::translator(call.context);
    auto shown = read_shown(call);
    auto& ticket = shown.ticket;
    auto topic = stream_of(ticket.id);
    auto messages = html::section({{"class", "messages"},
                                   {"aria-label", t("tickets.portal.conversation")},
                                   {"aria-live", "polite"},
                                   {"data-part", "messages"},
                                   {"data-topic", topic},
                                   {"data-position", ticket.position.value_or("")},
                                   {"data-follow", std::string(call.parameter("token"))}},
                                  html::each(ticket.messages, [&](const Message& message) { return message_of(call, t, message); }));
    auto where = html::div({{"data-part", "state"}, {"role", "status"}}, html::p(status_badge(t, ticket.status)),
                           html::p({{"class", "next"}}, next_words(t, ticket, call.context.now())));
    auto answer = html::div({{"data-part", "answer"}},
                            html::when(ticket.status != Status::closed, [&] { return reply_form(call, t, address, problems); }));
    auto end = html::div({{"data-part", "end"}}, state_form(call, t, address, ticket.status));
    auto content = html::fragment(html::h1(ticket.subject), where, html::div({{"data-part", "facts"}}, facts(t, shown)), messages,
                                  html::error_summary(t, problems), answer, end);
    return accounts::portal_page(
        call, {.title = ticket.subject, .content = content, .status = problems.empty() ? 200 : 422, .current = "/tickets"});
}

struct ReplyForm {
    std::string text;
    static constexpr Rule rules[] = {{"text", 100'000}};
};
BOOST_DESCRIBE_STRUCT(ReplyForm, (), (text))

Response reply(const Call& call, const std::string& address) {
    http::Multipart parts(call.request);
    check_form_token(call, parts);
    auto& context = call.context;
    ReplyForm form;
    FieldProblems problems;
    call.decode_fields({{"text", parts.field("text")}}, type_of<ReplyForm>(), &form, problems);
    auto id = id_of(call);
    if (auto found = problems.take(); !found.empty()) return page(call, address, found);
    NewMessage message{.body = make_body(std::nullopt, form.text), .channel = Channel::portal};
    message.attachments = store_files(context, parts);
    auto said = context.services.database.write([&](db::Tx& tx) { return add_message(tx, context, id, message); });
    auto target = said.ticket_id == id ? address : address_of(call, said.ticket_id);
    return accounts::redirect(target + "#message-" + std::to_string(said.id.value));
}

Response change_state(const Call& call, const std::string& address) {
    auto id = id_of(call);
    std::string action;
    for (auto& [name, value] : http::parse_form(call.request.body))
        if (name == "action") action = value;
    call.context.services.database.write(
        [&](db::Tx& tx) { action == "reopen" ? reopen_ticket(tx, call.context, id) : resolve_ticket(tx, call.context, id); });
    return accounts::redirect(address);
}

std::string followed_address(const Call& call) { return accounts::local_path(call, "/t/" + std::string(call.parameter("token"))); }

}  // namespace

std::string address_of(const Call& call, TicketId id) {
    if (!call.parameter("token").empty()) {
        auto token = accounts::follow_token(call.context, stream_of(id), {call.context.actor.id});
        return accounts::local_path(call, "/t/" + token);
    }
    return accounts::local_path(call, "/tickets/" + std::to_string(id.value));
}

Response show_ticket(const Call& call) { return page(call, address_of(call, id_of(call)), {}); }
Response post_reply(const Call& call) { return reply(call, address_of(call, id_of(call))); }
Response post_state(const Call& call) { return change_state(call, address_of(call, id_of(call))); }
Response show_followed(const Call& call) { return page(call, followed_address(call), {}); }
Response post_followed_reply(const Call& call) { return reply(call, followed_address(call)); }
Response post_followed_state(const Call& call) { return change_state(call, followed_address(call)); }

void register_pages(Registry& registry) {
    using http::Audience;
    using http::Method;
    auto add = [&](Method method, std::string_view path, Audience audience, Response (*page)(const Call&), bool files) {
        auto route = http::page_route(method, path, audience, page);
        route.spool = files;
        registry.routes(accounts::localized(route));
    };
    add(Method::get, "/", Audience::anyone, show_home, false);
    add(Method::get, "/tickets", Audience::contact, show_list, false);
    add(Method::get, "/tickets/new", Audience::anyone, show_new, false);
    add(Method::post, "/tickets/new", Audience::anyone, post_new, true);
    add(Method::get, "/tickets/{ticket_id}", Audience::contact, show_ticket, false);
    add(Method::post, "/tickets/{ticket_id}/reply", Audience::contact, post_reply, true);
    add(Method::post, "/tickets/{ticket_id}/state", Audience::contact, post_state, false);
    add(Method::get, "/t/{token}", Audience::follower, show_followed, false);
    add(Method::post, "/t/{token}/reply", Audience::follower, post_followed_reply, true);
    add(Method::post, "/t/{token}/state", Audience::follower, post_followed_state, false);
}

}  // namespace goodhost::tickets
