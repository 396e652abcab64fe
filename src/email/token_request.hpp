#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/context.hpp"
#include "platform/core/reflect.hpp"

/// What the server that gives tokens is asked (OAuth 2.0).
namespace goodhost::email {

/// RFC 6749 sections 5.1 and 5.2.
struct TokenAnswer {
    std::string access_token, refresh_token, error, error_description;
    std::int64_t expires_in = 0;

    /// Why there is no token, in the server's words.
    const std::string& words() const { return error_description.empty() ? error : error_description; }
};
BOOST_DESCRIBE_STRUCT(TokenAnswer, (), (access_token, refresh_token, error, error_description, expires_in))

using FormFields = std::vector<std::pair<std::string_view, std::string_view>>;
/// application/x-www-form-urlencoded; fields without a value are left out.
std::string form_encoded(const FormFields& fields);

/// Blocks. Throws net::Failure authorization where the server is not to be had or answers what is no token answer.
TokenAnswer ask_for_token(const Context& system, const std::string& token_url, const FormFields& fields);

/// A token is as good as a password: only a server of our own may give it unencrypted.
bool is_good_token_url(const Context& context, std::string_view url);

}  // namespace goodhost::email
