#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace goodhost::mail {

struct UuFile {
    std::string filename;
    std::string content;
};

// Takes the complete `begin 644 name` ... `end` blocks out of `text`. A block that does not end stays text.
std::vector<UuFile> take_uuencoded(std::string& text);

// A whole body with `Content-Transfer-Encoding: x-uuencode`; the text itself when it holds no block.
std::string decode_uuencoded(const std::string& body);

}  // namespace goodhost::mail
