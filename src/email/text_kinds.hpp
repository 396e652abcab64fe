#pragma once
#include <string_view>
#include <vector>

#include "email/mail_texts.hpp"
#include "platform/i18n/catalogue.hpp"

/// Which mails have words that can be changed, and what may stand in them.
namespace goodhost::email {

struct TextKind {
    std::string_view kind;
    std::string_view key;  ///< of the catalogue, with the dot: `<key>subject`, `<key>body` and, with a link, `<key>action`
    bool fixed_subject = false;
    std::vector<TextVariable> variables;
    std::string_view list = {};                                        ///< what can be unsubscribed from in it
    bool letter = false;                                               ///< its words are a person's: it is only looked at
    std::string_view sample_reason = "email.notified.customer_wrote";  ///< why it is sent, in a sample
};

const std::vector<TextKind>& text_kinds();
const TextKind* find_text_kind(std::string_view kind);
/// Throws Problem not_found.
const TextKind& get_text_kind(std::string_view kind);
brands::Brand access_brand_of_texts(db::Reader& reader, const Context& context, BrandId id);

/// The catalogue's words with each argument as a tag.
FilledText standard_text(const i18n::Catalogue& catalogue, i18n::Locale locale, const TextKind& kind);
/// Throws Problem invalid naming every variable that is unknown or missing.
void check_words(const TextKind& kind, const MailTextInput& input);

}  // namespace goodhost::email
