#include <algorithm>

#include "tickets/access.hpp"
#include "tickets/edit.hpp"
#include "tickets/queries.hpp"
#include "tickets/rows.hpp"
#include "tickets/writes.hpp"

/// Tags, followers and who is copied.
namespace goodhost::tickets {

namespace {

template <class T>
std::vector<T> only_in(const std::vector<T>& these, const std::vector<T>& not_those) {
    std::vector<T> result;
    std::ranges::set_difference(these, not_those, std::back_inserter(result));
    return result;
}

void set_tags(db::Tx& tx, const Context& context, TicketRecord ticket, std::vector<std::string> tags) {
    auto before = std::move(ticket.tags);
    std::ranges::sort(before);
    entries::Tagged entry{ticket.id, only_in(tags, before), only_in(before, tags)};
    if (entry.added.empty() && entry.removed.empty()) return;
    ticket.tags = std::move(tags);
    ticket.updated_at = context.now();
    for (auto& tag : entry.added) tx.execute(sql::insert_tag, ticket.id, tag);
    for (auto& tag : entry.removed) tx.execute(sql::delete_tag, ticket.id, tag);
    tx.execute(sql::save_tags, ticket.id, ticket.tags, ticket.updated_at, owed_at(ticket));
    record(tx, context, ticket, Fact{entries::tagged, entry});
}

void set_followers(db::Tx& tx, const Context& context, const TicketRecord& ticket, std::vector<accounts::AgentId> agents) {
    std::ranges::sort(agents);
    agents.erase(std::ranges::unique(agents).begin(), agents.end());
    auto before = tx.list<accounts::AgentId>(sql::list_follower_ids, ticket.id);
    entries::Followed entry{ticket.id, only_in(agents, before), only_in(before, agents)};
    if (entry.added.empty() && entry.removed.empty()) return;
    for (auto agent : entry.added) {
        if (!tx.find<std::string>(sql::find_active_agent_name, agent))
            throw Problem(ProblemKind::invalid, "platform.invalid_input", std::vector<FieldProblem>{{"agent_ids", "unknown_value", {}}});
        tx.execute(sql::insert_follower, ticket.id, agent);
    }
    for (auto agent : entry.removed) tx.execute(sql::delete_follower, ticket.id, agent);
    record(tx, context, ticket, Fact{entries::followed, entry});
}

enum class Following { starts, ends };

TicketDetails follow(db::Tx& tx, const Context& context, TicketId id, Following following) {
    auto ticket = access_ticket(tx, context, id);
    auto agents = tx.list<accounts::AgentId>(sql::list_follower_ids, ticket.id);
    accounts::AgentId me{reader_of(context)};
    std::erase(agents, me);
    if (following == Following::starts) agents.push_back(me);
    set_followers(tx, context, ticket, std::move(agents));
    return details_after(tx, context, id);
}

}  // namespace

TicketDetails tag_ticket(db::Tx& tx, const Context& context, const TagsInput& input) {
    auto ticket = access_ticket(tx, context, input.ticket_id);
    FieldProblems problems;
    auto tags = normal_tags(input.tags, problems);
    problems.throw_if_any();
    set_tags(tx, context, std::move(ticket), std::move(tags));
    return details_after(tx, context, input.ticket_id);
}

void change_tags(db::Tx& tx, const Context& context, TicketId id, const TagChange& change) {
    auto ticket = access_ticket(tx, context, id);
    FieldProblems problems;
    auto wanted = ticket.tags;
    wanted.insert(wanted.end(), change.add.begin(), change.add.end());
    wanted = normal_tags(wanted, problems);
    auto unwanted = normal_tags(change.remove, problems);
    problems.throw_if_any();
    set_tags(tx, context, std::move(ticket), only_in(wanted, unwanted));
}

void add_followers(db::Tx& tx, const Context& context, const TicketRecord& ticket, const std::vector<accounts::AgentId>& agents) {
    if (agents.empty()) return;
    auto all = tx.list<accounts::AgentId>(sql::list_follower_ids, ticket.id);
    for (auto agent : agents)
        if (tx.find<std::string>(sql::find_active_agent_name, agent)) all.push_back(agent);
    set_followers(tx, context, ticket, std::move(all));
}

TicketDetails choose_followers(db::Tx& tx, const Context& context, const FollowersInput& input) {
    auto ticket = access_ticket(tx, context, input.ticket_id);
    set_followers(tx, context, ticket, input.agent_ids);
    return details_after(tx, context, input.ticket_id);
}

TicketDetails follow_ticket(db::Tx& tx, const Context& context, const TicketKey& input) {
    return follow(tx, context, input.ticket_id, Following::starts);
}

TicketDetails unfollow_ticket(db::Tx& tx, const Context& context, const TicketKey& input) {
    return follow(tx, context, input.ticket_id, Following::ends);
}

std::vector<EmailAddress> normal_cc(const std::vector<EmailAddress>& addresses, std::string_view field, FieldProblems& problems) {
    std::vector<EmailAddress> normal;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        auto email = accounts::normal_email(addresses[i].email);
        if (!email)
            problems.add(std::string(field) + "[" + std::to_string(i) + "].email", "tickets.bad_address");
        else if (std::ranges::find(normal, *email, &EmailAddress::email) == normal.end())
            normal.push_back({*email, addresses[i].name});
    }
    return normal;
}

void copy_in(db::Tx& tx, const Context& context, TicketId id, const std::vector<EmailAddress>& people) {
    auto ticket = access_merged_ticket(tx, context.as_system(context.brand), id);
    auto cc = ticket.cc;
    for (auto& person : people)
        if (std::ranges::find(cc, person.email, &EmailAddress::email) == cc.end()) cc.push_back(person);
    if (cc == ticket.cc) return;
    tx.execute(sql::change_cc, ticket.id, cc);
    record(tx, context, ticket, Fact{entries::copied, entries::Copied{ticket.id, cc}});
}

TicketDetails change_cc(db::Tx& tx, const Context& context, const CcInput& input) {
    auto ticket = access_ticket(tx, context, input.ticket_id);
    FieldProblems problems;
    auto cc = normal_cc(input.addresses, "addresses", problems);
    problems.throw_if_any();
    if (cc != ticket.cc) {
        ticket.cc = std::move(cc);
        tx.execute(sql::change_cc, ticket.id, ticket.cc);
        record(tx, context, ticket, Fact{entries::copied, entries::Copied{ticket.id, ticket.cc}});
    }
    return details_after(tx, context, input.ticket_id);
}

}  // namespace goodhost::tickets
