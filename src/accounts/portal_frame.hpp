#pragma once
#include "platform/html/forms.hpp"
#include "platform/html/layout.hpp"
#include "platform/http/route.hpp"
#include "platform/i18n/translator.hpp"

/// The frame of every public page: the brand's look, where one can go, who is signed in, the languages.
namespace goodhost::accounts {

struct PortalPage {
    std::string title;
    html::Html content;  ///< begins with the h1
    int status = 200;
    bool narrow = false;
    bool indexed = false;
    std::string current = {};  ///< path of the link that is this page
    std::string description = {};
};

/// `/tickets` in the language of this address: `/ko/tickets` when the request came to `/ko/...`.
std::string local_path(const http::Call& call, std::string_view path);
/// The CSRF token for forms of this request; empty without a session.
std::string form_token(const http::Call& call);
/// For multipart forms, which dispatch does not read.
bool form_token_valid(const http::Call& call, std::string_view token);
http::Response portal_page(const http::Call& call, const PortalPage& page);
http::Response redirect(const std::string& path, int status = 303);

/// The page for a problem; without a session a page that needs one leads to the sign-in.
http::Response problem_page(const http::Call& call, const Problem& problem);

/// The routes of a page in every language: `/tickets` and `/{language}/tickets`.
std::vector<http::Route> localized(const http::Route& route);

}  // namespace goodhost::accounts
