#include "email/caps.hpp"
#include "email/mail_texts.hpp"
#include "email/outbox.hpp"
#include "email/template.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/mail/notice.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

namespace {
constexpr std::size_t digest_digits = 16;
}

void send_notice(const Context& context, const jobs::Job& job) {
    auto outgoing = json::from_json<mail::Notice>(job.payload);
    auto& services = context.services;
    services.database.write([&](db::Tx& tx) {
        auto brand = brands::find_brand(tx, job.brand_id);
        if (!brand) throw Problem(ProblemKind::not_found, "brands.not_found");
        if (!is_within_caps(tx, context, outgoing.to_address, std::nullopt)) return;
        i18n::Translator t(services.catalogue, outgoing.locale);
        Values values(outgoing.arguments.begin(), outgoing.arguments.end());
        values["brand"] = brand->name;
        auto words = filled_text(tx, context, {brand->id, outgoing.key, t.locale()}, values);
        NewMail mail{.brand = brand->id,
                     .to_address = outgoing.to_address,
                     .to_name = outgoing.to_name,
                     .subject = words.subject,
                     .kind = outgoing.key};
        // SQLite gives the number of a job that is done to the next one: what is said tells them apart.
        mail.source_id = "notice." + std::to_string(job.id) + "." + crypto::hex(crypto::sha256(job.payload)).substr(0, digest_digits) +
                         "@" + brand->domain;
        auto link = outgoing.arguments.find("link");
        MailContent content{.brand = *brand, .text = words.body};
        if (link != outgoing.arguments.end()) {
            content.action_label = t(outgoing.key + ".action");
            content.action_link = (link->second.starts_with('/') ? public_address(context, *brand) : "") + link->second;
        }
        fill(context, mail, t, content);
        write_down(tx, context, mail);
    });
}

}  // namespace goodhost::email
