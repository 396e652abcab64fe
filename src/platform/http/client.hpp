#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "platform/http/http.hpp"

namespace goodhost::http {

/// A request to somebody else's server. `Expect` is never sent; `Host` and `Content-Length` are made from the rest.
struct ClientRequest {
    Method method = Method::get;  ///< not `other`
    std::string url;              ///< http or https
    Headers headers;
    std::string body;
};

struct ClientOptions {
    std::chrono::milliseconds connect_timeout{5'000};
    std::chrono::milliseconds timeout{15'000};  ///< over all redirects
    std::size_t max_response_bytes = 1 << 20;
    int max_redirects = 3;  ///< 0: the redirect itself is the answer
    /// Who may be reached though not on the public internet: host names as the URL has them, addresses or blocks.
    std::vector<std::string> allowed_hosts;
    std::string user_agent = "Goodhost";
    std::string authorities_file;  ///< PEM; empty: the system's
};

struct ClientResponse {
    int status = 0;
    Headers headers;
    std::string body;
    bool truncated = false;  ///< the body was longer than max_response_bytes; `body` is its beginning
    std::string url;         ///< that answered, after redirects
};

/// Blocks until the answer is read; on a worker, never on an edge thread. Any status is an answer. An address that is
/// not public is refused after resolution, just before the connection, on every hop; names, numbers and IPv6 forms
/// alike. Environment proxies are not used. A redirect to another origin loses Authorization and Cookie; one from https
/// to http is refused. Throws Problem invalid `platform.bad_url`, `platform.bad_header`; forbidden
/// `platform.destination_refused`; unavailable `platform.unreachable`, `platform.too_many_redirects`.
ClientResponse fetch(const ClientRequest& request, const ClientOptions& options);

}  // namespace goodhost::http
