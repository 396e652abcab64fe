#pragma once
#include <string>

#include "platform/core/context.hpp"

namespace goodhost::email {

/// Where messages and large attachments stand until the store takes them over: on its file system, made when missing.
std::string spool_folder(const Context& context);

}  // namespace goodhost::email
