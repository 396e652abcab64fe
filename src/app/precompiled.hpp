#pragma once
// What nearly every file includes, compiled once when GOODHOST_PCH is on. A file still includes what it uses.
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

#include "platform/registry.hpp"
