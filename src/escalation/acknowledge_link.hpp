#pragma once
#include "accounts/ids.hpp"
#include "brands/brands.hpp"
#include "escalation/escalation.hpp"
#include "platform/http/route.hpp"

/// Acknowledging from a mail or a device. Scanners follow links: fetching the page changes nothing, its button does.
namespace goodhost::escalation {

/// All that an agent was told of up to this tell.
struct ToldUpTo {
    AgentId agent_id;
    std::int64_t tell_id = 0;
};
BOOST_DESCRIBE_STRUCT(ToldUpTo, (), (agent_id, tell_id))

std::string acknowledge_link(const Context& context, const brands::Brand& brand, const ToldUpTo& told);

/// The same for who presses a button elsewhere: it posts the token to the address.
inline constexpr std::string_view acknowledge_address = "/api/v1/call_acknowledgements";
std::string acknowledge_token(const Context& context, const ToldUpTo& told);

struct Acknowledgement {
    std::string token;
    static constexpr Rule rules[] = {{"token", 500}};
};
BOOST_DESCRIBE_STRUCT(Acknowledgement, (), (token))
/// Throws Problem not_found `escalation.unknown_link`.
void acknowledge_by_token(db::Tx& tx, const Context& context, const Acknowledgement& input);

std::vector<http::Route> link_routes();

}  // namespace goodhost::escalation
