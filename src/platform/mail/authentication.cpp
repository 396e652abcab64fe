#include "platform/mail/authentication.hpp"

#include "platform/mail/ascii.hpp"

namespace goodhost::mail {
namespace {

constexpr std::size_t max_results = 100;

// Comments may stand anywhere and may hold semicolons.
std::string without_comments(std::string_view text) {
    std::string out;
    int depth = 0;
    for (char c : text) {
        if (c == '(')
            ++depth;
        else if (c == ')' && depth > 0)
            --depth;
        else if (depth == 0)
            out += c;
    }
    return out;
}

void read_one(std::string_view raw, std::vector<AuthenticationResult>& out) {
    const auto text = without_comments(raw);
    auto pieces = split(text, ';');
    auto server = trim(pieces.front());
    server = server.substr(0, server.find(' '));
    for (std::size_t i = 1; i < pieces.size() && out.size() < max_results; ++i) {
        auto piece = trim(pieces[i]);
        auto equals = piece.find('=');
        if (equals == std::string_view::npos) continue;
        auto method = trim(piece.substr(0, equals));
        auto rest = trim(piece.substr(equals + 1));
        auto space = std::min(rest.find_first_of(" \t"), rest.size());
        out.push_back({std::string(server), lower(method.substr(0, method.find('/'))), lower(rest.substr(0, space)),
                       std::string(trim(rest.substr(space)))});
    }
}

}  // namespace

std::vector<AuthenticationResult> read_authentication_results(const std::vector<Header>& headers) {
    std::vector<AuthenticationResult> out;
    for (const auto& header : headers)
        if (equals_nocase(header.name, "Authentication-Results")) read_one(header.raw, out);
    return out;
}

}  // namespace goodhost::mail
