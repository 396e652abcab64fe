#pragma once
#include "platform/http/route.hpp"

namespace goodhost::brands {

/// Stores the body as the brand's logo; only raster images, sniffed.
http::Response put_logo(const http::Call& call);
/// The logo of the brand in the path, for agents who see it.
http::Response get_logo_of_brand(const http::Call& call);
/// The logo of the request's brand, cached by its digest.
http::Response get_logo(const http::Call& call);
/// The brand's colour as CSS custom properties: pages carry no inline style.
http::Response get_style(const http::Call& call);

}  // namespace goodhost::brands
