#pragma once
#include <string>
#include <string_view>

namespace goodhost::mail {

// The words of a Rich Text document.
std::string rtf_to_text(std::string_view rtf);

}  // namespace goodhost::mail
