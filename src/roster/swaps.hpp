#pragma once
#include "roster/arrange.hpp"

/// One asks another to take a time of duty; nothing changes until that one accepts.
namespace goodhost::roster {

struct SwapTag {};
using SwapId = Id<SwapTag>;

enum class SwapState { asked, accepted, declined, withdrawn };
BOOST_DESCRIBE_ENUM(SwapState, asked, accepted, declined, withdrawn)

struct Swap {
    SwapId id;
    RosterId roster_id;
    AgentId from_agent;
    AgentId to_agent;
    Instant from_at{}, to_at{};
    std::optional<Instant> return_from_at, return_to_at;  ///< what the asker takes over from the other
    SwapState state = SwapState::asked;
    std::string note;
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(Swap, (),
                      (id, roster_id, from_agent, to_agent, from_at, to_at, return_from_at, return_to_at, state, note, created_at))

struct SwapList {
    std::vector<Swap> items;
};
BOOST_DESCRIBE_STRUCT(SwapList, (), (items))
/// Those that are not over, with what became of them.
SwapList list_swaps(db::Reader& reader, const Context& context, const http::Empty&);

struct SwapInput {
    RosterId roster_id;
    AgentId to_agent;
    Instant from_at{}, to_at{};
    std::optional<Instant> return_from_at, return_to_at;
    std::string note;
    static constexpr Rule rules[] = {{"note", 500, INT64_MIN, INT64_MAX, true}};
};
BOOST_DESCRIBE_STRUCT(SwapInput, (), (roster_id, to_agent, from_at, to_at, return_from_at, return_to_at, note))
/// Only a time at which the actor is on duty.
Swap ask_swap(db::Tx& tx, const Context& context, const SwapInput& input);

struct SwapKey {
    SwapId swap_id;
};
BOOST_DESCRIBE_STRUCT(SwapKey, (), (swap_id))
/// By the one who was asked: the overrides are made in the same transaction.
Swap accept_swap(db::Tx& tx, const Context& context, const SwapKey& input);
/// The asker withdraws, the one who was asked declines.
void refuse_swap(db::Tx& tx, const Context& context, const SwapKey& input);

}  // namespace goodhost::roster
