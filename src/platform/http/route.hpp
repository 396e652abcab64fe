#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/db/db.hpp"
#include "platform/http/http.hpp"

/// Endpoints as data. An endpoint is a function from one described input struct to one described output struct; the input's
/// fields are filled from the path (`{ticket_id}`), else from the query (GET, DELETE) or the JSON or form body.
namespace goodhost::http {

/// Who may call. `permission` is checked for agents and tokens.
enum class Audience {
    anyone,    ///< no session needed; one is used when present
    agent,     ///< an agent's session or token with the route's permission
    contact,   ///< a signed-in contact of the portal
    follower,  ///< a signed-in contact, or who holds a signed link
};

enum class RouteKind { read, write, work, raw };

struct Empty {};
BOOST_DESCRIBE_STRUCT(Empty, (), ())

struct Route;

/// What a handler that answers with something else than JSON gets (pages, downloads, uploads).
struct Call {
    const Request& request;
    const Context& context;
    std::vector<std::pair<std::string, std::string>> path;  ///< parameters by name
    std::string_view parameter(std::string_view name) const;
    /// Fills an input struct as for JSON endpoints; form fields for posts of pages.
    void decode(const Type& type, void* input, FieldProblems& problems) const;
    /// The same from fields that were read already (multipart).
    void decode_fields(const std::vector<std::pair<std::string, std::string>>& fields, const Type& type, void* input,
                       FieldProblems& problems) const;
    template <class In>
    In input() const {
        In in{};
        FieldProblems problems;
        decode(type_of<In>(), &in, problems);
        problems.throw_if_any();
        return in;
    }
};

struct Route {
    Method method;
    std::string_view path;
    Audience audience;
    Permission permission;     ///< empty name: the audience suffices
    std::string_view summary;  ///< English, for the reference page
    RouteKind kind;
    const Type* input = nullptr;
    const Type* output = nullptr;  ///< null: 204
    int status = 200;
    bool page = false;  ///< answers HTML: problems are shown as pages, sign-in redirects
    std::uint64_t body_limit = 1 << 20;
    bool spool = false;  ///< body goes to disk
    int per_minute = 0;  ///< rate limit of this route per actor or address; 0: the general one
    bool slow = false;   ///< runs in the slow lane: searches, exports, imports

    /// Runs on a worker before `write` and makes what `write` gets as its input: sanitising, hashing, files.
    std::function<std::shared_ptr<void>(const Context&, const void* input)> prepare;

    std::function<std::string(db::Reader&, const Context&, const void* input)> read;
    std::function<std::string(db::Tx&, const Context&, const void* input)> write;
    std::function<std::string(const Context&, const void* input)> work;
    std::function<Response(const Call&)> raw;
    std::function<std::shared_ptr<void>()> make_input;
};

namespace route_detail {
template <class F>
struct Signature;
template <class C, class Out, class In>
struct Signature<Out (*)(C&, const Context&, const In&)> {
    using Connection = C;
    using Output = Out;
    using Input = In;
};
template <class Out, class In>
struct Signature<Out (*)(const Context&, const In&)> {
    using Connection = void;
    using Output = Out;
    using Input = In;
};

template <class Out, class F>
std::string encoded(F&& call) {
    if constexpr (std::is_void_v<Out>) {
        call();
        return {};
    } else {
        return json::to_json(call());
    }
}
}  // namespace route_detail

/// An endpoint from a use case; its first parameter tells how it runs: `db::Reader&` on a worker with a snapshot, `db::Tx&` as
/// a write transaction (SQLite: on the writer thread), none: on a worker, free to block (sign-in, imports).
///   {post("/api/v1/tickets/{ticket_id}/messages", Audience::agent, may_reply, "Reply or note", endpoint<&post_message>(), 201)}
template <auto F>
Route endpoint(Method method, std::string_view path, Audience audience, Permission permission, std::string_view summary) {
    using S = route_detail::Signature<decltype(F)>;
    using In = typename S::Input;
    using Out = typename S::Output;
    using C = typename S::Connection;
    Route route{method, path, audience, permission, summary, RouteKind::work};
    // What a prepare stage made is no input of the API and need not be described.
    if constexpr (boost::describe::has_describe_members<In>::value) {
        route.input = &type_of<In>();
        route.make_input = [] { return std::make_shared<In>(); };
    }
    if constexpr (!std::is_void_v<Out>) route.output = &type_of<Out>();
    route.status = std::is_void_v<Out> ? 204 : method == Method::post ? 201 : 200;
    if constexpr (std::is_void_v<C>) {
        route.work = [](const Context& c, const void* in) {
            return route_detail::encoded<Out>([&] { return F(c, *static_cast<const In*>(in)); });
        };
    } else if constexpr (std::is_same_v<C, db::Tx>) {
        route.kind = RouteKind::write;
        route.write = [](db::Tx& tx, const Context& c, const void* in) {
            return route_detail::encoded<Out>([&] { return F(tx, c, *static_cast<const In*>(in)); });
        };
    } else {
        route.kind = RouteKind::read;
        route.read = [](db::Reader& r, const Context& c, const void* in) {
            return route_detail::encoded<Out>([&] { return F(r, c, *static_cast<const In*>(in)); });
        };
    }
    return route;
}

/// A write with a stage before it that needs no transaction: `P prepare(const Context&, const In&)`, then
/// `Out write(db::Tx&, const Context&, const P&)`. The write is awaited without holding a worker.
template <auto Prepare, auto Write>
Route prepared_endpoint(Method method, std::string_view path, Audience audience, Permission permission, std::string_view summary) {
    using S = route_detail::Signature<decltype(Prepare)>;
    using In = typename S::Input;
    Route route = endpoint<Write>(method, path, audience, permission, summary);
    route.input = &type_of<In>();
    route.make_input = [] { return std::make_shared<In>(); };
    route.prepare = [](const Context& c, const void* in) -> std::shared_ptr<void> {
        return std::make_shared<typename S::Output>(Prepare(c, *static_cast<const In*>(in)));
    };
    return route;
}

/// Pages, downloads, uploads.
Route raw_route(Method method, std::string_view path, Audience audience, Permission permission,
                std::function<Response(const Call&)> handler);
/// A page: as raw_route, for people.
Route page_route(Method method, std::string_view path, Audience audience, std::function<Response(const Call&)> handler);

/// Who a request is, decided by accounts: reads cookie or bearer token, fills actor, access, locale, time zone and brand of the
/// context. `context` comes with clock, services, request id, address and origin filled.
struct Authenticator {
    std::function<void(db::Reader&, const Request&, Context&)> identify;
    /// CSRF: whether the token sent with a cookie-authenticated write belongs to the session.
    std::function<bool(const Request&, const Context&, std::string_view token)> csrf_valid;
    /// The page for a problem or a missing sign-in, in the brand's look.
    std::function<Response(const Call&, const Problem&)> problem_page;
};

}  // namespace goodhost::http
