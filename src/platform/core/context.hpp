#pragma once
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/id.hpp"
#include "platform/core/problem.hpp"
#include "platform/core/reflect.hpp"
#include "platform/core/time.hpp"

namespace goodhost {

struct BrandTag {};
using BrandId = Id<BrandTag>;

/// Who acts. `system` is the program itself; `anonymous` a visitor who has not signed in.
enum class ActorKind { system, agent, contact, anonymous };
BOOST_DESCRIBE_ENUM(ActorKind, system, agent, contact, anonymous)

struct Actor {
    ActorKind kind = ActorKind::anonymous;
    std::int64_t id = 0;  ///< the agent's or contact's id
    std::string name;
    bool operator==(const Actor&) const = default;
};
BOOST_DESCRIBE_STRUCT(Actor, (), (kind, id, name))

/// A right that a route asks for, declared once by its slice (`tickets.reply`) and registered.
struct Permission {
    std::string_view name;
};

using PermissionSet = std::set<std::string, std::less<>>;

/// What the actor may do and see; made by accounts when the request is authenticated, immutable afterwards.
struct Access {
    std::shared_ptr<const PermissionSet> permissions;  ///< null: none
    /// Brands whose rows are seen; empty with all_brands.
    std::vector<std::int64_t> brands;
    bool all_brands = false;
    /// A contact's customer and what it sees of the company's rows.
    std::int64_t customer = 0;
    bool sees_company = false;
    /// API token scopes narrow the permissions already; session is 0 for tokens.
    std::int64_t session = 0;
    std::int64_t token = 0;
    /// A signed link opens exactly one stream (`ticket/123`); else empty.
    std::string signed_stream;

    bool may(Permission permission) const { return permissions && permissions->contains(permission.name); }
    bool sees_brand(BrandId brand) const;
};

struct Services;

/// Everything that a use case needs besides its connection and input. Passed on by reference; cheap to copy.
struct Context {
    Context(const Clock& clock, Services& services) : clock(clock), services(services) {}
    Context(const Context&) = default;
    /// Both belong to one program, so clock and services stay.
    Context& operator=(const Context& other);

    const Clock& clock;
    Services& services;  ///< platform/services.hpp
    Actor actor;
    std::shared_ptr<const Access> access;  ///< never null once authenticated; null for system
    BrandId brand;                         ///< the brand that the request's host names; for system: the brand of the row
    std::string locale = "en";             ///< en ko cy uz bn
    std::string time_zone = "UTC";         ///< IANA
    std::string request_id;
    std::string address;  ///< of the client
    std::string user_agent;
    std::string origin;  ///< scheme://host of this request, for links

    Instant now() const { return clock.now(); }
    bool is_system() const { return actor.kind == ActorKind::system; }
    bool is_agent() const { return actor.kind == ActorKind::agent; }
    bool is_contact() const { return actor.kind == ActorKind::contact; }
    bool may(Permission permission) const { return is_system() || (access && access->may(permission)); }
    bool sees_brand(BrandId of_row) const { return is_system() || (access && access->sees_brand(of_row)); }
    /// Throws Problem forbidden.
    void require(Permission permission) const;
    /// The JSON list of brand ids for `brand_id IN (SELECT value FROM json_each($1))`; see the tickets slice for the pattern.
    std::string brand_scope() const;

    /// The same services acting as the program itself for a row's brand.
    Context as_system(BrandId of_row) const;
};

}  // namespace goodhost
