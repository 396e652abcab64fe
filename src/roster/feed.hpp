#pragma once
#include "roster/arrange.hpp"

/// An agent's duty as a calendar (RFC 5545) at an address that nobody guesses; who knows it needs no sign-in.
namespace goodhost::roster {

struct FeedEvent {
    std::string uid;
    Instant from_at{}, to_at{};
    std::string summary;
};
/// Times in UTC, lines folded at 75 octets between characters, `\r\n`.
std::string calendar_text(const std::string& name, const std::vector<FeedEvent>& events, Instant stamp);

struct FeedState {
    std::optional<Instant> created_at;
    std::optional<std::string> url;  ///< told once, when it is made
};
BOOST_DESCRIBE_STRUCT(FeedState, (), (created_at, url))
FeedState get_feed(db::Reader& reader, const Context& context, const http::Empty&);
/// A new address; the one before leads nowhere any more.
FeedState create_feed(db::Tx& tx, const Context& context, const http::Empty&);
void delete_feed(db::Tx& tx, const Context& context, const http::Empty&);
/// From a month ago to a quarter of a year ahead.
http::Response serve_feed(const http::Call& call);

}  // namespace goodhost::roster
