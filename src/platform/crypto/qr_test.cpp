#include "platform/crypto/qr.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace goodhost::crypto {
namespace {

TEST(Qr, the_drawing_is_one_square_with_a_quiet_zone) {
    const std::string svg = qr_svg("HELLO", "Scan \"me\" & go");
    // 21 modules of version 1 and four on each side.
    EXPECT_TRUE(svg.contains(R"(viewBox="0 0 29 29")")) << svg;
    EXPECT_TRUE(svg.contains(R"(aria-label="Scan &quot;me&quot; &amp; go")")) << svg;
    // The upper edge of the finder pattern on the left is seven modules wide, and nothing is drawn outside of it.
    EXPECT_TRUE(svg.contains("d=\"M4 4h7v1h-7z")) << svg;
    EXPECT_FALSE(svg.contains("M3 ")) << svg;
}

TEST(Qr, a_text_that_does_not_fit_is_refused) {
    EXPECT_NO_THROW(qr_svg(std::string(1000, 'x'), ""));
    EXPECT_THROW(qr_svg(std::string(1001, 'x'), ""), std::length_error);
}

}  // namespace
}  // namespace goodhost::crypto
