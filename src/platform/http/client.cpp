#include "platform/http/client.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "platform/core/problem.hpp"
#include "platform/http/public_address.hpp"

namespace goodhost::http {

namespace {

constexpr std::size_t max_head_bytes = 64 * 1024;

struct FreeCurl {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(char* text) const { curl_free(text); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeCurl>;

struct Url {
    std::string scheme, host, port;
    bool operator==(const Url&) const = default;
};

/// One request and its answer, redirects being further hops.
struct Hop {
    ClientRequest request;
    Url url;
    const ClientOptions& options;
    ClientResponse response;
    std::size_t head_bytes = 0;
    std::string refused;  ///< the address that the guard turned away
};

bool is(std::string_view a, std::string_view b) { return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0; }

std::string part_of(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return {};
    return Owned<char>(text).get();
}

Url parse(const std::string& text) {
    Owned<CURLU> url(curl_url());
    bool parsed = curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) == CURLUE_OK;
    Url parts{part_of(url.get(), CURLUPART_SCHEME), part_of(url.get(), CURLUPART_HOST), part_of(url.get(), CURLUPART_PORT)};
    std::ranges::transform(parts.host, parts.host.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    bool web = parts.scheme == "http" || parts.scheme == "https";
    if (!parsed || !web || parts.host.empty()) throw Problem(ProblemKind::invalid, "platform.bad_url", "no http address: " + text);
    return parts;
}

bool is_allowed(const Hop& hop, const Address& address) {
    if (is_public(address)) return true;
    return std::ranges::any_of(hop.options.allowed_hosts, [&](const std::string& allowed) {
        auto network = Network::parse(allowed);
        return is(allowed, hop.url.host) || (network && network->contains(address));
    });
}

/// libcurl asks for a socket to the very address that it is about to connect to: no second resolution can change it.
curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* target) {
    auto& hop = *static_cast<Hop*>(context);
    auto address = Address::from(&target->addr);
    if (!address || !is_allowed(hop, *address)) {
        hop.refused = address ? address->text() : "another family";
        return CURL_SOCKET_BAD;
    }
    return ::socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* context) {
    auto& hop = *static_cast<Hop*>(context);
    auto& response = hop.response;
    auto room = hop.options.max_response_bytes - response.body.size();
    response.body.append(bytes, std::min(room, size * count));
    response.truncated = size * count > room;
    return response.truncated ? 0 : size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* context) {
    auto& hop = *static_cast<Hop*>(context);
    std::string_view line(bytes, size * count);
    if (line.starts_with("HTTP/")) hop.response.headers = {};  // a 1xx answer came before
    hop.head_bytes += line.size();
    if (hop.head_bytes > max_head_bytes) return 0;
    auto colon = line.find(':');
    if (colon == std::string_view::npos) return line.size();
    auto value = line.substr(colon + 1);
    auto first = std::min(value.find_first_not_of(" \t"), value.size());
    auto last = value.find_last_not_of(" \t\r\n");
    hop.response.headers.add(std::string(line.substr(0, colon)),
                             last == std::string_view::npos ? "" : std::string(value.substr(first, last + 1 - first)));
    return line.size();
}

Owned<curl_slist> header_list(const Headers& headers) {
    Owned<curl_slist> list(curl_slist_append(nullptr, "Expect:"));
    for (auto& [name, value] : headers.items()) {
        auto line = value.empty() ? name + ";" : name + ": " + value;
        bool controls = std::ranges::any_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
        if (name.empty() || controls || name.contains(':')) throw Problem(ProblemKind::invalid, "platform.bad_header", "header " + name);
        list.reset(curl_slist_append(list.release(), line.c_str()));
    }
    return list;
}

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
    if (curl_easy_setopt(curl, option, value) != CURLE_OK) throw std::logic_error("libcurl does not know an option");
}

void set_body(CURL* curl, const ClientRequest& request) {
    if (request.method == Method::head) set(curl, CURLOPT_NOBODY, 1L);
    bool carries =
        !request.body.empty() || request.method == Method::post || request.method == Method::put || request.method == Method::patch;
    if (carries) {
        set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(curl, CURLOPT_POSTFIELDS, request.body.data());
    }
    set(curl, CURLOPT_CUSTOMREQUEST, to_string(request.method).data());
}

void set_limits(CURL* curl, const ClientOptions& options, std::chrono::milliseconds left) {
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
    set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(left.count(), 1)));
    set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    set(curl, CURLOPT_FOLLOWLOCATION, 0L);
    set(curl, CURLOPT_PROXY, "");
    set(curl, CURLOPT_USERAGENT, options.user_agent.c_str());
    if (!options.authorities_file.empty()) set(curl, CURLOPT_CAINFO, options.authorities_file.c_str());
}

void set_callbacks(CURL* curl, Hop& hop) {
    set(curl, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(curl, CURLOPT_OPENSOCKETDATA, &hop);
    set(curl, CURLOPT_WRITEFUNCTION, &take_body);
    set(curl, CURLOPT_WRITEDATA, &hop);
    set(curl, CURLOPT_HEADERFUNCTION, &take_header);
    set(curl, CURLOPT_HEADERDATA, &hop);
}

/// Returns where a redirect leads, or nothing.
std::string perform(Hop& hop, std::chrono::milliseconds left) {
    Owned<CURL> curl(curl_easy_init());
    auto headers = header_list(hop.request.headers);
    set(curl.get(), CURLOPT_URL, hop.request.url.c_str());
    set(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    set_body(curl.get(), hop.request);
    set_limits(curl.get(), hop.options, left);
    set_callbacks(curl.get(), hop);
    auto result = curl_easy_perform(curl.get());
    if (!hop.refused.empty() && result != CURLE_OK)
        throw Problem(ProblemKind::forbidden, "platform.destination_refused", fmt::format("{} is at {}", hop.url.host, hop.refused));
    if (result != CURLE_OK && !hop.response.truncated)
        throw Problem(ProblemKind::unavailable, "platform.unreachable", fmt::format("{}: {}", hop.url.host, curl_easy_strerror(result)));
    long status = 0;
    char* next = nullptr;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl.get(), CURLINFO_REDIRECT_URL, &next);
    hop.response.status = static_cast<int>(status);
    hop.response.url = hop.request.url;
    return next ? next : "";
}

Headers without(const Headers& headers, std::initializer_list<std::string_view> dropped) {
    Headers kept;
    for (auto& [name, value] : headers.items())
        if (std::ranges::none_of(dropped, [&](auto drop) { return is(drop, name); })) kept.add(name, value);
    return kept;
}

/// RFC 9110 section 15.4, as browsers do it.
void redirect(Hop& hop, const std::string& target) {
    auto next = parse(target);
    if (hop.url.scheme == "https" && next.scheme == "http")
        throw Problem(ProblemKind::forbidden, "platform.destination_refused", "redirected from https to " + target);
    auto& request = hop.request;
    int status = hop.response.status;
    bool becomes_get = status == 303 ? request.method != Method::head : (status == 301 || status == 302) && request.method == Method::post;
    if (becomes_get) {
        request.method = Method::get;
        request.body.clear();
        request.headers = without(request.headers, {"content-type", "content-encoding"});
    }
    if (next != hop.url) request.headers = without(request.headers, {"authorization", "cookie"});
    request.url = target;
    hop.url = next;
    hop.response = {};
    hop.head_bytes = 0;
}

}  // namespace

ClientResponse fetch(const ClientRequest& request, const ClientOptions& options) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) throw Problem(ProblemKind::unavailable, "platform.unreachable", "libcurl does not start");
    auto until = std::chrono::steady_clock::now() + options.timeout;
    Hop hop{.request = request, .url = parse(request.url), .options = options, .response = {}};
    for (int followed = 0;; ++followed) {
        auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        auto target = perform(hop, left);
        if (target.empty() || options.max_redirects == 0) return std::move(hop.response);
        if (followed == options.max_redirects) throw Problem(ProblemKind::unavailable, "platform.too_many_redirects", request.url);
        redirect(hop, target);
    }
}

}  // namespace goodhost::http
