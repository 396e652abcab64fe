#include "escalation/view.hpp"

#include <algorithm>

#include "escalation/people.hpp"
#include "escalation/queries.hpp"

namespace goodhost::escalation {

namespace {

PageView view_of(db::Reader& reader, const Page& page, Instant now) {
    PageView view;
    view.id = page.id;
    view.ticket_id = page.ticket_id;
    view.trigger = page.trigger_kind;
    view.promises = page.promises;
    view.ladder = page.ladder;
    view.started_at = page.started_at;
    view.next_at = page.next_at;
    view.ended_at = page.ended_at;
    view.ending = page.ending;
    view.ended_by = page.ended_by;
    view.told = reader.list<PersonTold>(sql::list_tells, page.id);
    for (auto& told : view.told) ++told.round, ++told.step;
    auto facts = find_facts(reader, page.ticket_id);
    if (!facts) return view;
    view.subject = facts->subject;
    view.severity = facts->severity;
    if (!page.next_at) return view;
    auto& step = page.steps.at(static_cast<std::size_t>(page.step));
    for (auto& person : people_of(reader, *facts, step.targets, std::max(*page.next_at, now))) view.next_told.push_back(person.name);
    return view;
}

PageList list_of(db::Reader& reader, const std::vector<Page>& pages, Instant now) {
    PageList list;
    list.items.reserve(pages.size());
    for (auto& page : pages) list.items.push_back(view_of(reader, page, now));
    list.count = std::ssize(pages);
    return list;
}

Page access_page(db::Reader& reader, const Context& context, PageId id) {
    auto page = reader.find<Page>(sql::find_page, id);
    if (!page || !context.sees_brand(page->brand_id)) throw Problem(ProblemKind::not_found, "escalation.page_not_found");
    return *page;
}

void acknowledge(db::Tx& tx, const Context& context, Page& page) {
    if (page.ended_at) return;
    auto of_brand = context;
    of_brand.brand = page.brand_id;
    end_page(tx, of_brand, page, Ending::acknowledged);
}

}  // namespace

PageList list_my_pages(db::Reader& reader, const Context& context, const http::Empty&) {
    auto list = list_of(reader, reader.list<Page>(sql::list_pages_of_agent, context.actor.id), context.now());
    list.count = reader.get<std::int64_t>(sql::count_pages_of_agent, context.actor.id);
    return list;
}

PageList list_ticket_pages(db::Reader& reader, const Context& context, const TicketKey& input) {
    auto facts = find_facts(reader, input.ticket_id);
    if (!facts || !context.sees_brand(facts->brand_id)) throw Problem(ProblemKind::not_found, "escalation.ticket_not_found");
    return list_of(reader, reader.list<Page>(sql::list_pages_of_ticket, input.ticket_id), context.now());
}

PageView acknowledge_page(db::Tx& tx, const Context& context, const PageKey& input) {
    auto page = access_page(tx, context, input.page_id);
    acknowledge(tx, context, page);
    return view_of(tx, page, context.now());
}

PageList acknowledge_pages(db::Tx& tx, const Context& context, const SeveralPages& input) {
    std::vector<Page> pages;
    pages.reserve(input.page_ids.size());
    for (auto id : input.page_ids) acknowledge(tx, context, pages.emplace_back(access_page(tx, context, id)));
    return list_of(tx, pages, context.now());
}

}  // namespace goodhost::escalation
