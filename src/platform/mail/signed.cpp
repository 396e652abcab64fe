#include "platform/mail/signed.hpp"

#include <openssl/cms.h>
#include <openssl/err.h>

#include <limits>
#include <memory>

#include "platform/mail/ascii.hpp"

namespace goodhost::mail {

namespace {

constexpr std::string_view begin_message = "-----BEGIN PGP SIGNED MESSAGE-----", begin_signature = "-----BEGIN PGP SIGNATURE-----",
                           end_signature = "-----END PGP SIGNATURE-----";

std::string_view take_line(std::string_view& rest) {
    auto end = rest.find('\n');
    auto line = rest.substr(0, end == std::string_view::npos ? end : end + 1);
    rest.remove_prefix(line.size());
    return line;
}

/// Where `rest` begins with the line behind a mark of armour: up to the empty line stand its fields, such as the hash's name.
void skip_fields(std::string_view& rest) {
    constexpr int most_fields = 10;
    auto after = rest;
    for (int i = 0; i <= most_fields && !after.empty(); ++i)
        if (trim(take_line(after)).empty()) return void(rest = after);
}

/// False where it has no end: then it is no signature, and stays.
bool skip_signature(std::string_view& rest) {
    auto end = rest.find(end_signature);
    if (end == std::string_view::npos) return false;
    rest.remove_prefix(end);
    take_line(rest);
    return true;
}

}  // namespace

std::optional<std::string> content_of_signed(std::string_view cms) {
    if (cms.size() > static_cast<std::size_t>(std::numeric_limits<long>::max())) return std::nullopt;
    auto* at = reinterpret_cast<const unsigned char*>(cms.data());
    std::unique_ptr<CMS_ContentInfo, decltype(&CMS_ContentInfo_free)> info(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(cms.size())),
                                                                           CMS_ContentInfo_free);
    const bool is_signed = info && OBJ_obj2nid(CMS_get0_type(info.get())) == NID_pkcs7_signed;
    auto** content = is_signed ? CMS_get0_content(info.get()) : nullptr;
    ERR_clear_error();
    if (!content || !*content || ASN1_STRING_length(*content) <= 0) return std::nullopt;
    return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(*content)),
                       static_cast<std::size_t>(ASN1_STRING_length(*content)));
}

void take_off_armour(std::string& text) {
    if (text.find(begin_message) == std::string::npos) return;
    std::string out;
    out.reserve(text.size());
    bool inside = false, has_end = true;
    for (std::string_view rest = text; !rest.empty();) {
        auto line = take_line(rest);
        if (!inside && trim(line) == begin_message) {
            inside = true;
            skip_fields(rest);
        } else if (inside && has_end && trim(line) == begin_signature && (has_end = skip_signature(rest))) {
            inside = false;
        } else {
            // Lines that begin with a dash were escaped (section 7.1).
            out += inside && line.starts_with("- ") ? line.substr(2) : line;
        }
    }
    text = std::move(out);
}

}  // namespace goodhost::mail
