#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace goodhost::html {

// Gives the address to show in place of another one, nothing to leave it out.
using MapAddress = std::function<std::optional<std::string>(std::string_view)>;

struct SanitiseOptions {
    // Beyond these the document is shown as plain text: the HTML parser is quadratic in depth and attributes.
    std::size_t max_size = 1u << 20;
    std::size_t max_depth = 500;
    std::size_t max_attributes = 100;  // of one tag
    std::size_t max_tags = 50'000;
    MapAddress content_id_address;    // of `cid:...`, without the scheme; without it such images are left out
    MapAddress remote_image_address;  // set once the reader asked for remote images, e.g. the image proxy
};

struct Sanitised {
    std::string html;
    int remote_images = 0;       // left out; their addresses stand in `data-src`
    bool is_plain_text = false;  // a bound was passed; `reason` says which
    std::string reason;
};

// Rebuilds foreign HTML from an allow-list: the result holds no script, style sheet, form, frame, event handler,
// foreign markup, unknown scheme, or anything that loads by itself except what the options map. Elements known to hold
// the quoted message carry `data-quote` (`behind`: it begins there and goes on behind them). Never fails; bounded in time.
Sanitised sanitise(std::string_view html, const SanitiseOptions& options = {});

}  // namespace goodhost::html
