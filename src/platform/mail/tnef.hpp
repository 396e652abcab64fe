#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace goodhost::mail {

struct TnefFile {
    std::string filename;
    std::string content_type;  // as the sender named it, may be empty
    std::string content_id;
    std::string content;
};

struct TnefContent {
    bool is_tnef = false;
    std::string text_body, html_body, rtf_body;  // UTF-8; RTF decompressed
    std::vector<TnefFile> files;
};

// Reads `winmail.dat` (MS-OXTNEF) within bounds: 200 files, 4,000 properties. What is cut short is kept up to the cut.
TnefContent read_tnef(std::string_view bytes);

// MS-OXRTFCP; empty when it is not compressed RTF.
std::string decompress_rtf(std::string_view bytes);

}  // namespace goodhost::mail
