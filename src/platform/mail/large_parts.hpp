#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace goodhost::net {
class SpoolFile;
}

namespace goodhost::mail {

/// A message whose large attachments were taken out before it is parsed, so that memory holds what people wrote and not what
/// they attached.
struct Lightened {
    std::string text;  ///< the message, with a word of ours for the content of each that was taken out
    struct Part {
        std::string word;                       ///< what parse() gives as the attachment's content
        std::shared_ptr<net::SpoolFile> bytes;  ///< decoded; may have failed
    };
    std::vector<Part> parts;
    /// The part whose content a parsed attachment has; null: it has its own.
    const Part* find(std::string_view content) const;
};

struct LightenOptions {
    std::size_t large = 1 << 20;        ///< bytes on the wire
    std::size_t unpacked = 16 << 20;    ///< containers and attached messages that are larger stay whole, as a file
    std::function<void()> passed = {};  ///< called now and then: what was read so far is not needed in memory
};

/// Takes out base64 parts that are large; nothing where there are none. What is read as words, what the parser unpacks and what
/// stands in an attached message stays as it is, up to `unpacked` bytes: a larger winmail.dat or signed container is a file like
/// others, and a larger attached message becomes the file `message.eml`. Linear, one pass over what is large; `folder` is for the decoded bytes.
std::unique_ptr<Lightened> lighten(std::string_view raw, const std::string& folder, const LightenOptions& options = {});

}  // namespace goodhost::mail
