#include <latch>

#include "platform/i18n/catalogue.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "tickets/actions.hpp"

namespace goodhost::tickets {

namespace {

void tell(const Context& context, const Problem& problem, BulkOutcome& outcome) {
    // The first field's code says more than `invalid input`.
    bool by_field = !problem.fields.empty();
    auto& catalogue = context.services.catalogue;
    auto locale = i18n::find_locale(context.locale).value_or(i18n::Locale{});
    outcome.code = by_field ? problem.fields.front().code : problem.code;
    outcome.message = by_field ? catalogue.text(locale, problem.fields.front()) : catalogue.text(locale, problem);
}

void settle(const Context& context, std::exception_ptr failure, BulkOutcome& outcome) {
    outcome.ok = !failure;
    if (!failure) return;
    try {
        std::rethrow_exception(failure);
    } catch (const Problem& problem) { tell(context, problem, outcome); } catch (const db::Error& error) {
        tell(context, context.services.registry.problem_of(error), outcome);
    } catch (const std::exception&) { outcome.code = "platform.failed"; }
}

}  // namespace

BulkResult change_in_bulk(const Context& context, const BulkInput& input) {
    Action action{input.action, input.value.value_or(RawJson{}), input.reason, input.next_report_at};
    FieldProblems problems;
    check_action(action, "", problems);
    if (input.ticket_ids.empty()) problems.add("ticket_ids", "required");
    problems.throw_if_any();
    std::vector<std::exception_ptr> failures(input.ticket_ids.size());
    std::latch done(std::ssize(input.ticket_ids));
    for (std::size_t i = 0; i < input.ticket_ids.size(); ++i)
        context.services.database.write_async([&, i](db::Tx& tx) { apply_action(tx, context, input.ticket_ids[i], action); },
                                              [&, i](std::exception_ptr failure) { failures[i] = failure, done.count_down(); });
    done.wait();
    BulkResult result;
    for (std::size_t i = 0; i < failures.size(); ++i)
        settle(context, failures[i], result.outcomes.emplace_back(BulkOutcome{input.ticket_ids[i], false, {}, {}}));
    return result;
}

}  // namespace goodhost::tickets
