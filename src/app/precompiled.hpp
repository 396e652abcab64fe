#pragma once
// What most files include, compiled once when GOODHOST_PCH is on; beside the platform the contracts that a third of all files read. A file
// still includes what it uses. More than this makes GCC slower: it maps the whole of it for each file.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "accounts/accounts.hpp"
#include "accounts/ids.hpp"
#include "brands/brands.hpp"
#include "hosting/hosting.hpp"
#include "platform/registry.hpp"
#include "platform/services.hpp"
#include "tickets/entries.hpp"
#include "tickets/tickets.hpp"
#include "tickets/types.hpp"
