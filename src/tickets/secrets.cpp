#include "tickets/secrets.hpp"

#include <algorithm>

#include "platform/html/secrets.hpp"
#include "tickets/access.hpp"
#include "tickets/writes.hpp"

namespace goodhost::tickets {

void mask_secrets(Message& message) {
    auto found = std::max(html::hide_secrets(message.body_text), html::hide_secrets_of_html(message.body_html));
    if (message.quoted_text) found += html::hide_secrets(*message.quoted_text);
    if (message.quoted_html) html::hide_secrets_of_html(*message.quoted_html);
    message.secrets = static_cast<std::int64_t>(found);
}

std::int64_t rules_without_finds(const Body& body) {
    auto hides = [](const std::optional<std::string>& html) {
        auto copy = html.value_or("");
        return html::hide_secrets_of_html(copy) > 0;
    };
    auto holds = [](const std::optional<std::string>& text) { return text && !html::find_secrets(*text).empty(); };
    bool found = holds(body.text) || hides(body.html) || holds(body.quoted_text) || hides(body.quoted_html);
    return found ? 0 : html::secret_rules;
}

Message reveal_secrets(db::Tx& tx, const Context& context, const MessageKey& input) {
    auto ticket = access_ticket(tx, context, input.ticket_id);
    auto message = find_message(tx, input.message_id);
    if (!message || message->ticket_id != ticket.id) throw Problem(ProblemKind::not_found, "tickets.message_not_found");
    record(tx, context, ticket, Fact{entries::revealed, entries::Revealed{ticket.id, message->id}});
    return *message;
}

void check_no_secrets(const Body& body) {
    auto count = html::find_secrets(body.text).size();
    if (count == 0) return;
    Problem problem(ProblemKind::conflict, "tickets.secret_in_reply");
    problem.arguments = {{"count", std::to_string(count)}};
    throw problem;
}

}  // namespace goodhost::tickets
