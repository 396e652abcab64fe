#include "email/caps.hpp"

#include <algorithm>

#include "email/queries.hpp"
#include "email/reports.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/mail/automatic.hpp"

namespace goodhost::email {

namespace {

using std::chrono::minutes;

struct Cap {
    minutes within;
    std::ptrdiff_t of_ticket, in_all;
};
constexpr Cap caps[] = {
    {minutes(10), 10, 30}, {minutes(30), 15, 60}, {minutes(60), 25, 120}, {minutes(180), 50, 240}, {minutes(600), 100, 360}};
constexpr minutes longest{600};

constexpr std::chrono::days silence_after_bounce{60};

/// Which row of turns stands for that address, the same on every node: without one of its own nobody is remembered here.
std::int64_t part_of(std::string_view address) {
    auto digest = crypto::sha256(address);
    return (static_cast<std::int64_t>(digest[0]) << 8) | digest[1];
}

bool is_marked(db::Reader& reader, const Context& context, std::string_view address) {
    auto mark = find_mark(reader, context.brand, address);
    if (!mark) return false;
    if (mark->fate == Fate::complained) return true;
    return mark->fate == Fate::hard && mark->marked_at + silence_after_bounce > context.now();
}

}  // namespace

bool is_within_caps(std::span<const AutomaticMail> sent, Instant now, const std::optional<tickets::TicketId>& ticket) {
    return std::ranges::all_of(caps, [&](const Cap& cap) {
        auto recent = [&](const AutomaticMail& mail) { return mail.created_at > now - cap.within; };
        if (std::ranges::count_if(sent, recent) >= cap.in_all) return false;
        if (!ticket) return true;
        return std::ranges::count_if(sent, [&](auto& mail) { return recent(mail) && mail.ticket_id == ticket; }) < cap.of_ticket;
    });
}

bool is_within_caps(db::Tx& tx, const Context& context, std::string_view address, const std::optional<tickets::TicketId>& ticket) {
    tx.execute(sql::take_turn, part_of(address));
    auto sent = tx.list<AutomaticMail>(sql::list_automatic_to, address, context.now() - longest);
    return is_within_caps(sent, context.now(), ticket);
}

bool may_send_automatic(db::Tx& tx, const Context& context, std::string_view address, const std::optional<tickets::TicketId>& ticket) {
    if (mail::is_machine_address(address) || is_marked(tx, context, address)) return false;
    return is_within_caps(tx, context, address, ticket);
}

}  // namespace goodhost::email
