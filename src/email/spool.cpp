#include "email/spool.hpp"

#include <filesystem>

#include "platform/config/settings.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

std::string spool_folder(const Context& context) {
    auto folder = context.services.settings.text("data") + "/spool";
    std::error_code error;
    if (std::filesystem::create_directories(folder, error)) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    return folder;
}

}  // namespace goodhost::email
