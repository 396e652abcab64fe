#include "platform/mail/mime_tree.hpp"

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "platform/mail/ascii.hpp"
#include "platform/mail/bounds.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/encodings.hpp"
#include "platform/mail/signed.hpp"

namespace goodhost::mail {
namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct Building {
    const Limits& limits;
    std::vector<std::string>& defects;
    std::string charset = {};  // for unlabelled header bytes
    std::size_t parts = 0;
    std::size_t content = 0;  // bytes of attached messages kept so far: they are kept at every level
};

void start_library() {
    // glib keeps its own reference; shutting down while threads still parse would be worse than not shutting down.
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

// Programs that leave header bytes unlabelled write them in the charset of the body.
std::string first_charset(std::string_view raw) {
    raw = raw.substr(0, 64 << 10);
    auto at = find_nocase(raw, "charset=");
    if (at == std::string_view::npos) return {};
    raw = raw.substr(at + 8, 60);
    if (raw.starts_with('"')) raw.remove_prefix(1);
    return std::string(raw.substr(0, raw.find_first_of("\"; \t\r\n")));
}

std::vector<Header> read_headers(GMimeObject* object, const Building& building) {
    GMimeHeaderList* list = g_mime_object_get_header_list(object);
    std::vector<Header> headers;
    const int count = list ? g_mime_header_list_get_count(list) : 0;
    for (int i = 0; i < count; ++i) {
        GMimeHeader* header = g_mime_header_list_get_header_at(list, i);
        const char* name = g_mime_header_get_name(header);
        const char* raw = g_mime_header_get_raw_value(header);
        if (!name || !raw) continue;
        std::string unfolded = unfold(raw);
        if (!is_utf8(unfolded) && unfolded.find("=?") == std::string::npos) {
            // The body's charset is a guess, too: a good one, but nobody stated it for the header.
            const bool sure = building.limits.guessing == Guessing::sure;
            unfolded = decode_text(unfolded, sure ? std::string() : building.charset, building.limits.guessing).text;
        }
        auto decoded = decode_words(unfolded);
        headers.push_back({valid_utf8(name), std::move(decoded), std::move(unfolded)});
    }
    return headers;
}

std::string_view value_of(const std::vector<Header>& headers, std::string_view name) {
    auto found = std::ranges::find_if(headers, [&](const Header& h) { return equals_nocase(h.name, name); });
    return found == headers.end() ? std::string_view() : std::string_view(found->raw);
}

std::string memory_bytes(GMimeStream* memory) {
    GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
    return bytes && bytes->data ? std::string(reinterpret_cast<const char*>(bytes->data), bytes->len) : std::string();
}

std::string stream_bytes(GMimeStream* stream) {
    if (!stream) return {};
    Owned<GMimeStream> memory(g_mime_stream_mem_new());
    g_mime_stream_reset(stream);
    g_mime_stream_write_to_stream(stream, memory.get());
    return memory_bytes(memory.get());
}

// `Content-Transfer-Encoding: quoted-printable;` and `base64 (comment)` are seen in real mail.
std::string decode_transfer(std::string bytes, std::string_view encoding) {
    const auto name = parse_parameters(encoding).value;
    if (name.starts_with("base64")) return decode_base64(bytes);
    if (name.starts_with("quoted-printable") || name == "quoted_printable") return decode_quoted_printable(bytes);
    return bytes;
}

void build(GMimeObject* object, int depth, Building& building, Part& part);

void build_message(GMimeMessage* message, int depth, Building& building, Part& part) {
    GMimeObject* root = message ? g_mime_message_get_mime_part(message) : nullptr;
    if (message) part.headers = read_headers(GMIME_OBJECT(message), building);
    if (!root) {
        part.content_type.value = "text/plain";
        return;
    }
    auto message_headers = std::move(part.headers);
    build(root, depth, building, part);
    // The root's own header list holds only its MIME fields.
    part.headers = std::move(message_headers);
}

bool is_message_type(std::string_view type) { return type == "message/rfc822" || type == "message/global"; }

void read_inside(std::string_view raw, int depth, Building& building, Part& part) {
    auto tree = read_mime(raw, Limits{.max_depth = std::max(0, building.limits.max_depth - depth - 1),
                                      .max_parts = building.limits.max_parts - building.parts,
                                      .guessing = building.limits.guessing});
    building.parts += tree.parts;
    std::ranges::move(tree.defects, std::back_inserter(building.defects));
    part.children.push_back(std::move(tree.root));
}

// An attached message in base64 is a leaf to the library.
void build_encoded_message(int depth, Building& building, Part& part) {
    part.is_message = true;
    read_inside(part.content, depth, building, part);
}

bool is_smime(const Part& part) {
    return part.content_type.value == "application/pkcs7-mime" || part.content_type.value == "application/x-pkcs7-mime";
}

// A message that stands inside of its signature is what stands there.
void build_signed(int depth, Building& building, Part& part) {
    auto inside = content_of_signed(part.content);
    if (!inside) return;
    part.content.clear();
    part.is_multipart = true;
    read_inside(*inside, depth, building, part);
}

void build_leaf(GMimeObject* object, Part& part) {
    GMimeDataWrapper* wrapper = GMIME_IS_PART(object) ? g_mime_part_get_content(GMIME_PART(object)) : nullptr;
    if (!wrapper) return;
    part.content =
        decode_transfer(stream_bytes(g_mime_data_wrapper_get_stream(wrapper)), value_of(part.headers, "Content-Transfer-Encoding"));
}

void build_attached(GMimeObject* object, int depth, Building& building, Part& part) {
    part.is_message = true;
    GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (!inner) return;
    Owned<GMimeStream> memory(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(GMIME_OBJECT(inner), nullptr, memory.get());
    part.content = memory_bytes(memory.get());
    building.content += part.content.size();
    if (building.content > building.limits.max_size) {
        part.content.clear();
        building.defects.emplace_back("messages inside messages are too large: only the outer ones are kept as files");
    }
    build_message(inner, depth + 1, building, part.children.emplace_back());
}

void build(GMimeObject* object, int depth, Building& building, Part& part) {
    part.headers = read_headers(object, building);
    part.guessing = building.limits.guessing;
    auto type = value_of(part.headers, "Content-Type");
    part.has_content_type = !type.empty();
    part.content_type = parse_parameters(type);
    part.disposition = parse_parameters(value_of(part.headers, "Content-Disposition"));
    part.content_id = valid_utf8(value_of(part.headers, "Content-ID"));
    std::erase_if(part.content_id, [](char c) { return c == '<' || c == '>' || is_space(c); });
    if (++building.parts > building.limits.max_parts || depth > building.limits.max_depth) {
        building.defects.emplace_back("nested too deep or too many parts: the rest is left out");
        return;
    }
    part.is_multipart = GMIME_IS_MULTIPART(object);
    if (part.is_multipart) {
        const int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
        part.children.reserve(static_cast<std::size_t>(std::max(count, 0)));
        for (int i = 0; i < count && building.parts <= building.limits.max_parts; ++i)
            build(g_mime_multipart_get_part(GMIME_MULTIPART(object), i), depth + 1, building, part.children.emplace_back());
        // Without its boundary the whole body is what the library takes for the words before the first part.
        const char* prologue = g_mime_multipart_get_prologue(GMIME_MULTIPART(object));
        if (part.children.empty() && prologue) part.content = prologue;
        part.breaks_off = !GMIME_MULTIPART(object)->write_end_boundary;
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        build_attached(object, depth, building, part);
    } else {
        build_leaf(object, part);
        if (is_message_type(part.content_type.value) && !part.content.empty()) build_encoded_message(depth, building, part);
        if (is_smime(part)) build_signed(depth, building, part);
    }
    if (part.content_type.value.find('/') == std::string::npos) part.content_type.value = part.is_message ? "message/rfc822" : "text/plain";
}

}  // namespace

MimeTree read_mime(std::string_view raw, const Limits& limits) {
    start_library();
    MimeTree tree;
    auto bounded = cut_to_limits(raw, limits);
    tree.defects = std::move(bounded.defects);
    const auto readable = bounded.readable();
    Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(readable.data(), readable.size()));
    Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
    Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    Building building{limits, tree.defects};
    building.charset = first_charset(readable);
    build_message(message.get(), 0, building, tree.root);
    tree.parts = building.parts;
    return tree;
}

}  // namespace goodhost::mail
