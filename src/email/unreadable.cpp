#include "email/mailbox_access.hpp"
#include "email/queries.hpp"
#include "email/sources.hpp"
#include "platform/files/files.hpp"
#include "platform/services.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::email {

namespace {

struct Unreadable {
    std::string mailbox;
    Cause cause = Cause::unreadable;
    std::string raw_sha256;
};
BOOST_DESCRIBE_STRUCT(Unreadable, (), (mailbox, cause, raw_sha256))

}  // namespace

void hold_file(const Context& system, const Mailbox& mailbox, const std::string& path, const Also& also) {
    auto context = system.as_system(mailbox.brand_id);
    auto& store = context.services.files;
    auto stored = store.put_file(path);
    context.services.database.write([&](db::Tx& tx) {
        auto id = tx.find<MailId>(sql::insert_unreadable, mailbox.id, mailbox.brand_id, stored.sha256, stored.size, context.now());
        if (id)
            trail::append(tx, context, "mail/" + std::to_string(id->value), "email.taken",
                          Unreadable{mailbox.name, Cause::unreadable, stored.sha256});
        also(tx);
    });
}

}  // namespace goodhost::email
