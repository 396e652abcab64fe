#pragma once
#include "accounts/ids.hpp"
#include "brands/brands.hpp"
#include "email/mustache_text.hpp"
#include "email/outbox.hpp"
#include "platform/i18n/translator.hpp"

/// The words of the program's own mails: the catalogue's, or an administrator's instead, for each brand, kind and language.
namespace goodhost::email {

struct TextVariable {
    std::string name;
    std::string sample;  ///< for the preview
    bool required = false;
};
BOOST_DESCRIBE_STRUCT(TextVariable, (), (name, sample, required))

/// A mail whose words can be changed.
struct MailText {
    std::string kind;  ///< `acknowledgement`, `accounts.mail.sign_in`
    std::string locale;
    std::string subject, body;                    ///< in force
    std::string standard_subject, standard_body;  ///< as mustache
    bool changed = false;
    bool fixed_subject = false;  ///< it is the ticket's
    bool letter = false;         ///< the words are a person's; shown to see what stands around them
    std::vector<TextVariable> variables;
};
BOOST_DESCRIBE_STRUCT(MailText, (),
                      (kind, locale, subject, body, standard_subject, standard_body, changed, fixed_subject, letter, variables))

struct MailTextList {
    std::vector<MailText> items;
};
BOOST_DESCRIBE_STRUCT(MailTextList, (), (items))

struct MailTextsOf {
    BrandId brand_id;
    std::string locale;
    static constexpr Rule rules[] = {{"locale", 10}};
};
BOOST_DESCRIBE_STRUCT(MailTextsOf, (), (brand_id, locale))

struct MailTextKey {
    std::string kind;
    BrandId brand_id;
    std::string locale;
    static constexpr Rule rules[] = {{"kind", 100}, {"locale", 10}};
};
BOOST_DESCRIBE_STRUCT(MailTextKey, (), (kind, brand_id, locale))

struct MailTextInput {
    std::string kind;
    BrandId brand_id;
    std::string locale, subject, body;
    std::optional<accounts::AgentId> agent_id;  ///< whose letter it would be; default: of the one who asks
    static constexpr Rule rules[] = {{"kind", 100}, {"locale", 10}, {"subject", 500, INT64_MIN, INT64_MAX, true}, {"body", 20'000}};
};
BOOST_DESCRIBE_STRUCT(MailTextInput, (), (kind, brand_id, locale, subject, body, agent_id))

/// A mail as it would look, with samples for its variables.
struct MailPreview {
    std::string subject, text, html;
};
BOOST_DESCRIBE_STRUCT(MailPreview, (), (subject, text, html))

MailTextList list_mail_texts(db::Reader& reader, const Context& context, const MailTextsOf& input);
/// Throws Problem invalid naming every variable that is unknown or missing.
MailText put_mail_text(db::Tx& tx, const Context& context, const MailTextInput& input);
void delete_mail_text(db::Tx& tx, const Context& context, const MailTextKey& input);
/// Of words that need not be saved yet.
MailPreview preview_mail_text(db::Reader& reader, const Context& context, const MailTextInput& input);
/// The same, sent to the agent who asks.
void send_mail_text(db::Tx& tx, const Context& context, const MailTextInput& input);

/// Subject and body for a mail; the subject is empty where it is the ticket's.
struct FilledText {
    std::string subject, body;
};
struct TextPlace {
    BrandId brand;
    std::string_view kind;  ///< also of mails whose words can't be changed: the catalogue's key
    i18n::Locale locale;
};
FilledText filled_text(db::Reader& reader, const Context& context, const TextPlace& place, const Values& values);

}  // namespace goodhost::email
