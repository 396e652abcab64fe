#include "tickets/ready_words.hpp"

#include <algorithm>

#include "accounts/accounts.hpp"
#include "brands/brands.hpp"
#include "hosting/hosting.hpp"
#include "platform/html/html.hpp"
#include "tickets/access.hpp"
#include "tickets/rows.hpp"
#include "tickets/variables.hpp"

namespace goodhost::tickets {

namespace {

/// Values stand in HTML, so they are escaped.
std::map<std::string, std::string, std::less<>> values_of(db::Reader& reader, const Context& context, const TicketRecord& ticket) {
    std::map<std::string, std::string, std::less<>> values;
    auto set = [&](std::string_view name, std::string_view value) { values[std::string(name)] = html::text(value).str(); };
    set("ticket.number", "#" + std::to_string(ticket.id.value));
    set("ticket.subject", ticket.subject);
    if (auto contact = accounts::find_contact(reader, ticket.contact_id))
        set("contact.name", contact->name), set("contact.email", contact->email);
    if (auto agent = accounts::find_agent(reader, {reader_of(context)}))
        set("agent.name", agent->name), set("agent.signature", agent->signature);
    if (auto brand = brands::find_brand(reader, ticket.brand_id)) set("brand.name", brand->name);
    auto service = ticket.service_id ? hosting::find_service(reader, *ticket.service_id) : std::nullopt;
    if (service) set("service.name", service->product_name), set("service.domain", service->primary_domain);
    return values;
}

}  // namespace

const std::vector<std::string>& known_variables() {
    static const std::vector<std::string> known = {"contact.name",    "contact.email", "ticket.number",  "ticket.subject", "agent.name",
                                                   "agent.signature", "service.name",  "service.domain", "brand.name"};
    return known;
}

void check_variables(std::string_view html, const std::string& path, FieldProblems& problems) {
    for (auto& name : variables_in(html))
        if (std::ranges::find(known_variables(), name) == known_variables().end())
            problems.add(path, "tickets.unknown_variable", {{"name", name}});
}

RenderedWords fill_words(db::Reader& reader, const Context& context, const TicketRecord& ticket, std::string_view html) {
    auto rendered = fill_variables(html, values_of(reader, context, ticket));
    return {std::move(rendered.text), {}, std::move(rendered.unknown)};
}

}  // namespace goodhost::tickets
