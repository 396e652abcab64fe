#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace goodhost::html {

// What the sanitiser made, cut at ascending places that `html_to_sourced_text` named: each piece is whole by itself, with the boxes
// around it. Tags that open right before a place, and line breaks there, belong to what follows. Linear.
std::vector<std::string> cut_html(std::string_view clean, std::span<const std::size_t> places);

}  // namespace goodhost::html
