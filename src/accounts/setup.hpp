#pragma once
#include "platform/http/route.hpp"

/// The first visit: makes the brand and the owner. Protected by a token that the log prints; gone once a brand exists.
namespace goodhost::accounts {

struct SetupInput {
    std::string token;
    std::string brand_name, domain;
    std::string name, email, password;
    std::string locale, time_zone;
    static constexpr Rule rules[] = {{"token", 100}, {"brand_name", 100}, {"domain", 253}, {"name", 200},
                                     {"email", 320}, {"password", 1000},  {"locale", 5},   {"time_zone", 60}};
};
BOOST_DESCRIBE_STRUCT(SetupInput, (), (token, brand_name, domain, name, email, password, locale, time_zone))

/// The token of this installation: the same on every node and after every start.
std::string setup_token(const Context& context);
/// True until the first brand exists.
bool needs_setup(db::Reader& reader);

http::Response show_setup(const http::Call& call);
http::Response run_setup(const http::Call& call);

}  // namespace goodhost::accounts
