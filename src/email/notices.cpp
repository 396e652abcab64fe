#include "email/outbox.hpp"
#include "email/template.hpp"
#include "platform/mail/notice.hpp"
#include "platform/services.hpp"

namespace goodhost::email {

void send_notice(const Context& context, const jobs::Job& job) {
    auto outgoing = json::from_json<mail::Notice>(job.payload);
    auto& services = context.services;
    services.database.write([&](db::Tx& tx) {
        auto brand = brands::find_brand(tx, job.brand_id);
        if (!brand) throw Problem(ProblemKind::not_found, "brands.not_found");
        i18n::Translator t(services.catalogue, outgoing.locale);
        std::vector<i18n::Argument> arguments{{"brand", brand->name}};
        for (auto& [name, value] : outgoing.arguments) arguments.emplace_back(name, value);
        auto text = [&](std::string_view part) {
            return services.catalogue.text(outgoing.locale, outgoing.key + std::string(part), std::span<const i18n::Argument>(arguments));
        };
        NewMail mail{.brand = brand->id,
                     .to_address = outgoing.to_address,
                     .to_name = outgoing.to_name,
                     .subject = text(".subject"),
                     .kind = outgoing.key};
        mail.source_id = "notice." + std::to_string(job.id) + "@" + brand->domain;
        auto link = outgoing.arguments.find("link");
        fill(mail, t,
             {*brand,
              text(".body"),
              {},
              link == outgoing.arguments.end() ? "" : text(".action"),
              link == outgoing.arguments.end() ? "" : link->second});
        write_down(tx, context, mail);
    });
}

}  // namespace goodhost::email
