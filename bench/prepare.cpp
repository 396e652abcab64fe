#include "prepare.hpp"

#include <algorithm>

#include "accounts/agents.hpp"
#include "accounts/customers.hpp"
#include "accounts/identify.hpp"
#include "accounts/sessions.hpp"
#include "accounts/tokens.hpp"
#include "brands/brands.hpp"
#include "tickets/tickets.hpp"

namespace goodhost::bench {

namespace {

constexpr int messages = 20;
constexpr int writers = 200;
constexpr std::string_view question =
    "Since this morning the shop answers with error 503 about every third time. I have cleared the cache and switched the newest "
    "plugin off, and the quince catalogue still takes half a minute to load. Could you look at the server, please? The address is "
    "the usual one, and customers are calling us about it.";
constexpr std::string_view answer =
    "Thank you for the exact description. The pool of PHP workers on your server was full between 08:10 and 09:25 because a crawler "
    "asked for every page of the catalogue. We have limited it and doubled the workers; please tell me whether the pages load now.";

struct Cast {
    accounts::AgentDetail agent;
    accounts::Contact contact;
    std::vector<std::string> writers;
};

Cast choose(db::Reader& reader, const Context& context) {
    Cast cast;
    auto agents = accounts::list_agents(reader, context, {}).items;
    auto sees_all = [](const accounts::AgentDetail& agent) { return agent.active && agent.role_key == "agent" && agent.brands.empty(); };
    auto found = std::ranges::find_if(agents, sees_all);
    cast.agent = found == agents.end() ? agents.at(0) : *found;
    for (auto& contact : accounts::list_contacts(reader, context, {.limit = 500}).items) {
        if (contact.brand_id != context.brand || contact.email.empty()) continue;
        if (cast.writers.empty()) cast.contact = contact;
        if (std::ssize(cast.writers) < writers) cast.writers.push_back(contact.email);
    }
    return cast;
}

/// A conversation as it is: question and answer by turns.
tickets::TicketId converse(db::Database& database, const Context& system, const Cast& cast) {
    auto [agent, contact] = database.read([&](db::Reader& reader) {
        return std::pair(accounts::acting_as_agent(reader, system, cast.agent.id),
                         accounts::acting_as_contact(system, *accounts::find_contact(reader, cast.contact.id)));
    });
    tickets::NewTicket input;
    input.brand = system.brand;
    input.contact = cast.contact.id;
    input.subject = "The shop is slow and answers with errors";
    input.category = "slow";
    input.body = tickets::make_body({}, std::string(question));
    auto id = database.write([&, &by = contact](db::Tx& tx) { return tickets::open_ticket(tx, by, input).id; });
    for (int i = 1; i < messages; ++i) {
        tickets::NewMessage message;
        message.body = tickets::make_body({}, std::string(i % 2 ? answer : question));
        database.write([&, &by = i % 2 ? agent : contact](db::Tx& tx) { tickets::add_message(tx, by, id, message); });
    }
    return id;
}

}  // namespace

Prepared prepare(app::Program& program) {
    auto& database = program.database();
    auto system = program.system_context();
    system.brand = database.read([](db::Reader& reader) { return brands::brand_of_host(reader, "127.0.0.1")->id; });
    auto cast = database.read([&](db::Reader& reader) { return choose(reader, system); });
    Prepared prepared;
    prepared.writers = cast.writers;
    prepared.ticket = converse(database, system, cast).value;
    database.write([&](db::Tx& tx) {
        prepared.token = accounts::create_token_for(tx, system, cast.agent.id, {.name = "bench"}).token;
        prepared.session = std::string(accounts::portal_cookie) + "=" + accounts::open_session(tx, system, {}, cast.contact.id);
    });
    return prepared;
}

}  // namespace goodhost::bench
