#pragma once
#include <string_view>

#include "platform/http/http.hpp"

namespace goodhost::http {

/// What the edge itself refuses. `code` is stable and documented like a Problem's.
struct Refusal {
    int status;
    std::string_view code;
};

namespace refusals {
inline constexpr Refusal bad_request{400, "platform.bad_request"};
inline constexpr Refusal bad_framing{400, "platform.bad_framing"};
inline constexpr Refusal bad_target{400, "platform.bad_target"};
inline constexpr Refusal bad_host{400, "platform.bad_host"};
inline constexpr Refusal timed_out{408, "platform.request_timeout"};
inline constexpr Refusal too_large{413, "platform.too_large"};
inline constexpr Refusal target_too_long{414, "platform.target_too_long"};
inline constexpr Refusal bad_expectation{417, "platform.bad_expectation"};
inline constexpr Refusal bad_websocket_version{426, "platform.bad_websocket_version"};
inline constexpr Refusal headers_too_large{431, "platform.headers_too_large"};
inline constexpr Refusal no_answer{500, "platform.internal"};
inline constexpr Refusal unknown_coding{501, "platform.unknown_transfer_coding"};
inline constexpr Refusal handler_too_slow{503, "platform.timeout"};
inline constexpr Refusal no_storage{503, "platform.no_storage"};
inline constexpr Refusal bad_version{505, "platform.bad_http_version"};
}  // namespace refusals

/// An application/problem+json body (RFC 9457); the edge has no language, so the title is the status' own phrase.
Response to_response(Refusal refusal);

std::string_view reason_phrase(int status);

}  // namespace goodhost::http
