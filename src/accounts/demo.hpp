#pragma once
#include "accounts/agents.hpp"
#include "platform/http/route.hpp"

/// 'Sign in as' on a demo host. Both answer not_found unless the setting `demo` is on.
namespace goodhost::accounts {

struct CastMember {
    AgentId id;
    std::string name, email, role_name;
};
BOOST_DESCRIBE_STRUCT(CastMember, (), (id, name, email, role_name))

struct Cast {
    std::vector<CastMember> items;
};
BOOST_DESCRIBE_STRUCT(Cast, (), (items))

Cast list_cast(db::Reader& reader, const Context& context, const http::Empty&);
http::Response sign_in_as(const http::Call& call);

}  // namespace goodhost::accounts
