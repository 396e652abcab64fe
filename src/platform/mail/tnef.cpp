#include "platform/mail/tnef.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "platform/mail/ascii.hpp"
#include "platform/mail/charset.hpp"

namespace goodhost::mail {
namespace {

constexpr std::uint32_t signature = 0x223E9F78;
constexpr std::size_t max_files = 200, max_properties = 4000, max_rtf = 20u << 20;

enum Attribute : std::uint32_t {
    codepage_attribute = 0x00069007,
    body_attribute = 0x0002800C,
    properties_attribute = 0x00069003,
    render_attribute = 0x00069002,
    title_attribute = 0x00018010,
    data_attribute = 0x0006800F,
    file_properties_attribute = 0x00069005
};

enum Property : std::uint32_t {
    body_property = 0x1000,
    html_property = 0x1013,
    rtf_property = 0x1009,
    data_property = 0x3701,
    file_name_property = 0x3704,
    long_file_name_property = 0x3707,
    mime_property = 0x370E,
    content_id_property = 0x3712
};

// Little-endian reading that stops at the end instead of passing it.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}
    bool ok() const { return ok_; }
    std::size_t left() const { return bytes_.size(); }

    std::uint32_t number(std::size_t width) {
        auto raw = take(width);
        std::uint32_t value = 0;
        for (std::size_t i = raw.size(); i-- > 0;) value = (value << 8) | static_cast<unsigned char>(raw[i]);
        return value;
    }

    std::string_view take(std::size_t size) {
        if (size > bytes_.size()) ok_ = false, size = bytes_.size();
        auto out = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return out;
    }

  private:
    std::string_view bytes_;
    bool ok_ = true;
};

std::string from_utf16(std::string_view bytes) {
    auto text = decode_text(bytes, "utf-16le").text;
    if (auto end = text.find('\0'); end != std::string::npos) text.resize(end);
    return text;
}

std::string without_nul(std::string_view bytes) { return std::string(bytes.substr(0, bytes.find('\0'))); }

struct Value {
    std::uint32_t id = 0, type = 0;
    std::string_view bytes;
};

constexpr std::uint32_t type_unicode = 0x1F, type_string = 0x1E, type_object = 0x0D, type_binary = 0x102;

std::size_t fixed_width(std::uint32_t type) {
    switch (type) {
        case 0x02:
        case 0x03:
        case 0x04:
        case 0x0A:
        case 0x0B: return 4;
        case 0x05:
        case 0x06:
        case 0x07:
        case 0x14:
        case 0x40: return 8;
        case 0x48: return 16;
        default: return 0;
    }
}

void skip_name(Reader& reader) {
    reader.take(16);
    if (reader.number(4) == 0) return void(reader.number(4));
    auto length = reader.number(4);
    reader.take((static_cast<std::size_t>(length) + 3) & ~std::size_t{3});
}

// Calls `use` with every property of a MAPI block; of several values of one property with the first.
template <class Use>
void each_property(std::string_view block, Use use) {
    Reader reader(block);
    const std::size_t count = std::min<std::size_t>(reader.number(4), max_properties);
    for (std::size_t i = 0; i < count && reader.ok(); ++i) {
        Value value;
        value.type = reader.number(2);
        value.id = reader.number(2);
        if (value.id >= 0x8000) skip_name(reader);
        const bool many = (value.type & 0x1000) != 0;
        value.type &= 0xFFF;
        const auto width = fixed_width(value.type);
        std::size_t values = many || width == 0 ? reader.number(4) : 1;
        for (std::size_t n = 0; n < values && reader.ok() && reader.left() > 0; ++n) {
            std::size_t size = width ? width : reader.number(4);
            value.bytes = reader.take(size);
            if (!width) reader.take((4 - size % 4) % 4);
            if (n == 0) use(value);
        }
    }
}

class Unpacker {
  public:
    TnefContent unpack(std::string_view bytes) {
        Reader reader(bytes);
        if (reader.number(4) != signature) return {};
        out_.is_tnef = true;
        reader.number(2);
        while (reader.ok() && reader.left() > 9) {
            reader.number(1);
            auto attribute = reader.number(4);
            auto data = reader.take(reader.number(4));
            reader.number(2);
            use_attribute(attribute, data);
        }
        std::erase_if(out_.files, [](const TnefFile& f) { return f.content.empty() && f.filename.empty(); });
        return std::move(out_);
    }

  private:
    void use_attribute(std::uint32_t attribute, std::string_view data) {
        switch (attribute) {
            case codepage_attribute:
                if (auto page = Reader(data).number(4)) charset_ = "windows-" + std::to_string(page);
                break;
            case body_attribute: out_.text_body = text(without_nul(data)); break;
            case properties_attribute: each_property(data, [&](const Value& value) { use_message_property(value); }); break;
            case render_attribute:
                if (out_.files.size() < max_files) out_.files.emplace_back();
                break;
            case title_attribute: file().filename = text(without_nul(data)); break;
            case data_attribute: file().content = data; break;
            case file_properties_attribute: each_property(data, [&](const Value& value) { use_file_property(value); }); break;
            default: break;
        }
    }

    TnefFile& file() {
        if (out_.files.empty()) out_.files.emplace_back();
        return out_.files.back();
    }

    std::string text(std::string_view bytes) const { return decode_text(bytes, charset_).text; }
    std::string text_of(const Value& value) const {
        if (value.type == type_unicode) return from_utf16(value.bytes);
        return text(without_nul(value.bytes));
    }

    void use_message_property(const Value& value) {
        if (value.id == body_property && out_.text_body.empty()) out_.text_body = text_of(value);
        if (value.id == html_property) out_.html_body = value.type == type_binary ? text(value.bytes) : text_of(value);
        if (value.id == rtf_property && value.type == type_binary) out_.rtf_body = decompress_rtf(value.bytes);
    }

    void use_file_property(const Value& value) {
        const bool is_text = value.type == type_unicode || value.type == type_string;
        if (value.id == long_file_name_property && is_text) file().filename = text_of(value);
        if (value.id == file_name_property && is_text && file().filename.empty()) file().filename = text_of(value);
        if (value.id == mime_property && is_text) file().content_type = lower(text_of(value));
        if (value.id == content_id_property && is_text) file().content_id = text_of(value);
        // An embedded object begins with the 16 bytes of its interface's identifier.
        if (value.id == data_property && file().content.empty())
            file().content = value.type == type_object ? value.bytes.substr(std::min<std::size_t>(16, value.bytes.size())) : value.bytes;
    }

    TnefContent out_;
    std::string charset_;
};

constexpr std::string_view rtf_dictionary =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    "Sans "
    "SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab"
    "\\tx";

}  // namespace

TnefContent read_tnef(std::string_view bytes) { return Unpacker().unpack(bytes); }

std::string decompress_rtf(std::string_view bytes) {
    Reader reader(bytes);
    reader.number(4);
    const std::size_t size = std::min<std::size_t>(reader.number(4), max_rtf);
    const auto kind = reader.number(4);
    reader.number(4);
    if (kind == 0x414C454D) return std::string(reader.take(std::min(size, reader.left())));
    if (kind != 0x75465A4C) return {};
    std::string window(4096, '\0'), out;
    std::ranges::copy(rtf_dictionary, window.begin());
    std::size_t at = rtf_dictionary.size();
    auto put = [&](char c) {
        window[at] = c;
        at = (at + 1) % window.size();
        out += c;
    };
    while (reader.left() > 0 && out.size() < size) {
        auto flags = reader.number(1);
        for (int bit = 0; bit < 8 && reader.left() > 0 && out.size() < size; ++bit, flags >>= 1) {
            if (!(flags & 1)) {
                put(static_cast<char>(reader.number(1)));
                continue;
            }
            const auto high = reader.number(1), low = reader.number(1);
            std::size_t from = (high << 4) | (low >> 4), length = (low & 15) + 2;
            if (from == at) return out;
            for (; length > 0; --length, from = (from + 1) % window.size()) put(window[from]);
        }
    }
    return out;
}

}  // namespace goodhost::mail
