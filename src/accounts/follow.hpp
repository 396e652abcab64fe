#pragma once
#include <string>

#include "accounts/ids.hpp"
#include "platform/core/context.hpp"
#include "platform/db/db.hpp"
#include "platform/http/http.hpp"

namespace goodhost::accounts {

/// Reads the token of `/t/<token>...` or `?follow=<token>`: the actor becomes that contact, confined to the stream.
bool identify_follower(db::Reader& reader, const http::Request& request, Context& context);

}  // namespace goodhost::accounts
