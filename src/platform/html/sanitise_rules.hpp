#pragma once
#include <gumbo.h>

#include <string>
#include <string_view>

// The allow-list as data.
namespace goodhost::html {

enum class TagRule {
    keep,    // with its content
    unwrap,  // its content only
    drop     // neither
};

TagRule rule_of(GumboTag tag);
bool is_void(GumboTag tag);
bool is_allowed_attribute(GumboTag tag, std::string_view name);
// The declarations of a style attribute that only change the look of words and boxes; never one that loads or moves out
// of its place.
std::string safe_style(std::string_view style);
// A web, mail or telephone address in a form that cannot run; empty for everything else.
std::string safe_link(std::string_view address);
// `data:` with a raster image.
bool is_image_data(std::string_view address);
bool is_quote_container(GumboTag tag, std::string_view class_names, std::string_view id, std::string_view type);
// Outlook only marks where the quoted message begins: it goes on behind that box, which `data-quote` says with this word.
inline constexpr std::string_view quote_goes_on = "behind";
bool quote_goes_on_behind(std::string_view id);

}  // namespace goodhost::html
