#include "platform/crypto/qr.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <iterator>
#include <memory>
#include <stdexcept>

namespace goodhost::crypto {

namespace {

constexpr std::size_t longest_text = 1000;
constexpr int quiet_zone = 4;

/// One path with a horizontal bar for each run of dark modules.
std::string dark_path(const QRcode& code) {
    std::string path;
    for (int y = 0; y < code.width; ++y) {
        for (int x = 0; x < code.width;) {
            const int start = x;
            while (x < code.width && (code.data[y * code.width + x] & 1)) ++x;
            if (x > start)
                fmt::format_to(std::back_inserter(path), "M{} {}h{}v1h-{}z", start + quiet_zone, y + quiet_zone, x - start, x - start);
            else
                ++x;
        }
    }
    return path;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

}  // namespace

std::string qr_svg(std::string_view text, std::string_view label) {
    if (text.size() > longest_text) throw std::length_error("too long for a QR code");
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeData(static_cast<int>(text.size()), bytes, 0, QR_ECLEVEL_M),
                                                               &QRcode_free);
    if (!code) throw std::runtime_error("the QR code could not be made");
    const int size = code->width + 2 * quiet_zone;
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">)"
        R"(<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>)",
        size, escaped(label), dark_path(*code));
}

}  // namespace goodhost::crypto
