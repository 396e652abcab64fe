#include "platform/mail/bodies.hpp"

#include <algorithm>
#include <string>

#include "platform/html/sanitise_text.hpp"
#include "platform/mail/ascii.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/encodings.hpp"
#include "platform/mail/flowed.hpp"
#include "platform/mail/rtf.hpp"
#include "platform/mail/signed.hpp"
#include "platform/mail/tnef.hpp"
#include "platform/mail/uuencode.hpp"

namespace goodhost::mail {
namespace {

std::string parameter(const ParameterisedValue& value, const char* name) {
    auto found = value.parameters.find(name);
    return found == value.parameters.end() ? std::string() : found->second;
}

std::string file_name(const Part& part) {
    auto name = parameter(part.disposition, "filename");
    if (name.empty()) name = parameter(part.content_type, "name");
    // A path is the sender's business, control characters nobody's.
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
    return name;
}

bool is_media(const Part& part) {
    const auto& type = part.content_type.value;
    return type.starts_with("image/") || type.starts_with("audio/") || type.starts_with("video/");
}
bool is_plain(const Part& part) { return part.content_type.value == "text/plain"; }
bool is_html(const Part& part) { return part.content_type.value == "text/html"; }
bool is_signature(const Part& part) {
    const auto& type = part.content_type.value;
    return type == "application/pgp-signature" || type == "application/pkcs7-signature" || type == "application/x-pkcs7-signature";
}

// One piece of the body: read as text, as HTML, or both where no other form of it exists.
struct Piece {
    Part* part;
    bool in_text, in_html;
};

class Sorter {
  public:
    std::vector<Piece> pieces;
    std::vector<Part*> attached;
    Part* torn = nullptr;  // shown, and the message breaks off in it

    void sort(Part& root) {
        if (root.is_multipart && root.children.empty() && !trim(root.content).empty()) return add_unparted(root);
        if (root.is_multipart) {
            sort_children(root, false);
            return keep_torn(root);
        }
        if (root.is_message) return void(attached.push_back(&root));
        // A message of one text part is that text, whatever its subtype is called.
        const bool is_text = root.content_type.value.starts_with("text/") && root.content_type.value != "text/calendar" &&
                             root.disposition.value != "attachment";
        if (is_text)
            pieces.push_back({&root, !is_html(root), true});
        else
            attached.push_back(&root);
    }

  private:
    // A multipart without a single boundary: what stands there is read as text, whatever it was meant to be.
    void add_unparted(Part& root) {
        root.content_type = {"text/plain", {}};
        pieces.push_back({&root, true, true});
    }

    // Two levels without their end: the message was torn on its way. What stands last is shown and kept as a file as well, as nobody
    // can say what it was the beginning of.
    void keep_torn(Part& root) {
        int levels = 0;
        Part* last = &root;
        for (; last->is_multipart && last->breaks_off && !last->children.empty(); ++levels) last = &last->children.back();
        const bool shown = std::ranges::any_of(pieces, [&](const Piece& piece) { return piece.part == last; });
        if (levels > 1 && shown) torn = last;
    }

    static bool can_be_inline(const Part& part, std::size_t index, bool related) {
        if (part.disposition.value == "attachment" || part.is_message) return false;
        if (!is_plain(part) && !is_html(part) && !is_media(part)) return false;
        if (index == 0) return true;
        return !related && (is_media(part) || file_name(part).empty());
    }

    // HTML behind a plain body, or a plain footer behind an HTML one: a second document, not a second form of the body.
    bool is_of_other_kind(const Part& part) const {
        if (pieces.empty()) return false;
        return std::ranges::all_of(pieces,
                                   [&](const Piece& p) { return is_html(*p.part) != is_html(part) && !trim(p.part->content).empty(); });
    }

    // In an alternative the same words come as text and as HTML, elsewhere a part stands for both.
    void sort_children(Part& parent, bool in_alternative) {
        const auto& type = parent.content_type.value;
        const bool alternative = type == "multipart/alternative";
        const bool related = type == "multipart/related";
        const bool signed_part = type == "multipart/signed";
        for (std::size_t i = 0; i < parent.children.size(); ++i) {
            Part& child = parent.children[i];
            if (child.is_multipart && child.children.empty() && !trim(child.content).empty()) {
                add_unparted(child);
            } else if (child.is_multipart) {
                sort_children(child, in_alternative || alternative);
            } else if (signed_part && i > 0 && is_signature(child)) {
                continue;
            } else if (alternative && child.content_type.value == "text/calendar" && file_name(child).empty()) {
                attached.push_back(&child);
            } else if (!can_be_inline(child, i, related)) {
                attached.push_back(&child);
            } else if (is_media(child)) {
                attached.push_back(&child);
            } else if (is_of_other_kind(child) && !alternative && !in_alternative) {
                attached.push_back(&child);
            } else {
                const bool either = in_alternative || alternative;
                pieces.push_back({&child, is_plain(child) || !either, is_html(child) || !either});
            }
        }
    }
};

std::string unix_lines(std::string text) {
    std::erase(text, '\r');
    std::ranges::replace(text, '\0', ' ');
    return text;
}

std::string text_of(Part& part, Message& message) {
    auto declared = parameter(part.content_type, "charset");
    if (declared.empty() && is_html(part)) declared = html::declared_charset(part.content);
    auto decoded = decode_text(part.content, declared, part.guessing);
    if (decoded.guessed) message.defects.push_back("charset guessed: " + decoded.charset);
    if (decoded.replaced) message.defects.emplace_back("bytes without meaning in their charset");
    return unix_lines(std::move(decoded.text));
}

void append_paragraph(std::string& body, std::string_view more) {
    if (!body.empty() && body.back() != '\n') body += '\n';
    body += more;
}

void add_uuencoded(std::string& text, Message& message) {
    for (auto& file : take_uuencoded(text)) {
        Attachment attachment;
        attachment.filename = valid_utf8(file.filename);
        attachment.content_type = "application/octet-stream";
        attachment.disposition = "attachment";
        attachment.content = std::move(file.content);
        message.attachments.push_back(std::move(attachment));
    }
}

void add_plain_piece(const Piece& piece, bool html_exists, Message& message) {
    std::string text = text_of(*piece.part, message);
    take_off_armour(text);
    add_uuencoded(text, message);
    if (html_exists && piece.in_html) message.html_body += html::text_to_html(text);
    if (!piece.in_text) return;
    if (equals_nocase(parameter(piece.part->content_type, "format"), "flowed"))
        append_paragraph(message.text_body_unflowed, unflow(text, equals_nocase(parameter(piece.part->content_type, "delsp"), "yes")));
    else if (!message.text_body_unflowed.empty())
        append_paragraph(message.text_body_unflowed, text);
    append_paragraph(message.text_body, text);
}

// Text only counts as the text form of an HTML piece when some plain part exists; else readers convert the HTML.
void join_pieces(const std::vector<Piece>& pieces, Message& message) {
    const bool text_exists = std::ranges::any_of(pieces, [](const Piece& p) { return p.in_text && !is_html(*p.part); });
    const bool html_exists = std::ranges::any_of(pieces, [](const Piece& p) { return is_html(*p.part); });
    for (const auto& piece : pieces) {
        if (!is_html(*piece.part)) {
            add_plain_piece(piece, html_exists, message);
            continue;
        }
        auto text = text_of(*piece.part, message);
        if (text_exists && piece.in_text && !text.empty()) append_paragraph(message.text_body, html::html_to_text(text));
        append_paragraph(message.html_body, text);
    }
}

std::string default_name(const std::string& type) {
    if (type == "text/html") return "attachment.html";
    if (type == "text/calendar") return "invitation.ics";
    auto slash = type.find('/');
    auto subtype = slash == std::string::npos ? std::string() : type.substr(slash + 1);
    if (!type.starts_with("image/") || subtype.empty() || subtype.size() > 8) return {};
    return "attachment." + subtype;
}

Attachment describe(Part& part) {
    Attachment attachment;
    attachment.filename = file_name(part);
    attachment.content_type = part.content_type.value;
    attachment.disposition = part.disposition.value == "inline" || part.disposition.value == "attachment"
                                 ? part.disposition.value
                                 : (part.disposition.value.empty() ? "" : "attachment");
    attachment.content_id = part.content_id;
    attachment.charset = parameter(part.content_type, "charset");
    attachment.content = std::move(part.content);
    return attachment;
}

bool is_winmail(const Attachment& attachment) {
    return attachment.content_type == "application/ms-tnef" || attachment.content_type == "application/vnd.ms-tnef" ||
           equals_nocase(attachment.filename, "winmail.dat");
}

// Puts the contents in place of the container; an unreadable one stays as it came.
bool unpack_winmail(const Attachment& container, Message& message) {
    auto content = read_tnef(container.content);
    if (!content.is_tnef) return false;
    if (message.html_body.empty()) message.html_body = unix_lines(std::move(content.html_body));
    if (message.text_body.empty()) message.text_body = unix_lines(std::move(content.text_body));
    if (message.text_body.empty() && message.html_body.empty()) message.text_body = rtf_to_text(content.rtf_body);
    for (auto& file : content.files) {
        Attachment attachment;
        attachment.filename = std::move(file.filename);
        attachment.content_type = file.content_type.empty() ? "application/octet-stream" : file.content_type;
        attachment.content_id = std::move(file.content_id);
        attachment.disposition = "attachment";
        attachment.content = std::move(file.content);
        message.attachments.push_back(std::move(attachment));
    }
    return !content.files.empty() || !content.html_body.empty() || !message.text_body.empty();
}

void add_attachment(Part& part, Message& message, const BuildNested& build_nested) {
    auto attachment = describe(part);
    if (is_winmail(attachment) && unpack_winmail(attachment, message)) return;
    if (part.is_message && !part.children.empty()) build_nested(part.children.front(), attachment.nested.emplace_back());
    message.attachments.push_back(std::move(attachment));
}

// Apple Mail calls every attachment inline, Outlook leaves the word out: what counts is whether the body shows it.
void settle_disposition(Attachment& attachment) {
    const bool can_be_referred_to = !attachment.content_id.empty();
    if (attachment.is_inline_image && attachment.disposition.empty()) attachment.disposition = "inline";
    if (attachment.disposition == "inline" && !can_be_referred_to && !attachment.filename.empty() && attachment.nested.empty())
        attachment.disposition = "attachment";
}

void finish_attachments(Message& message) {
    for (auto& attachment : message.attachments) {
        attachment.size = static_cast<std::int64_t>(attachment.content.size());
        attachment.sha256 = sha256_hex(attachment.content);
        attachment.is_inline_image = attachment.content_type.starts_with("image/") && !attachment.content_id.empty() &&
                                     message.html_body.find("cid:" + attachment.content_id) != std::string::npos;
        settle_disposition(attachment);
        if (attachment.filename.empty()) attachment.filename = default_name(attachment.content_type);
    }
}

}  // namespace

void read_bodies(Part& root, Message& message, const BuildNested& build_nested) {
    Sorter sorter;
    sorter.sort(root);
    join_pieces(sorter.pieces, message);
    if (sorter.torn) {
        message.defects.emplace_back("the message breaks off");
        sorter.attached.push_back(sorter.torn);
    }
    for (Part* part : sorter.attached) add_attachment(*part, message, build_nested);
    finish_attachments(message);
}

void limit_texts(Message& message, std::size_t max_text) {
    for (auto* text : {&message.text_body, &message.text_body_unflowed, &message.html_body}) {
        if (text->size() <= max_text) continue;
        text->resize(cut_utf8(*text, max_text).size());
        message.defects.emplace_back("body longer than the limit: the rest is left out");
    }
}

}  // namespace goodhost::mail
