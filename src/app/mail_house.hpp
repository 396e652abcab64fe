#pragma once
#include <string>
#include <vector>

#include "app/house.hpp"
#include "brands/brands.hpp"
#include "email/acknowledgement.hpp"
#include "email/mailboxes.hpp"
#include "email/outbox.hpp"
#include "email/outgoing.hpp"
#include "platform/trail/trail.hpp"

namespace goodhost::app::testing {

/// What a test mail is made of; the rest is as a usual client writes it.
struct Letter {
    std::string from = "Ann <ann@acme.test>";
    std::string subject = "Site down";
    std::string text = "Nothing loads.";
    std::string headers = {};  ///< more of them, each with its line end
    std::string to = "support@main.test";
    std::string id = {};  ///< default: a new one
};

/// A house with one mailbox, support@main.test, whose mail server mx.main.test is believed. Mails that it sends are taken from
/// its outbox by hand.
class MailHouse : public House {
  public:
    explicit MailHouse(db::Dialect dialect, const std::string& address = "support@main.test") : House(dialect) {
        settings().set("mail_authentication_servers", "mx.main.test", "test");
        call(http::Method::patch, "/api/v1/brands/1", "owner", R"({"sender_address":")" + address + R"("})");
        mailbox_ = add_mailbox("support", address);
    }
    email::Mailbox add_mailbox(const std::string& name, const std::string& address) {
        return database().write(
            [&](db::Tx& tx) { return email::create_mailbox(tx, system(), {.name = name, .address = address, .brand_id = BrandId{1}}); });
    }

    std::string raw(const Letter& letter) {
        auto id = letter.id.empty() ? "m" + std::to_string(++count_) + "@test" : letter.id;
        return letter.headers + "From: " + letter.from + "\r\nTo: " + letter.to + "\r\nSubject: " + letter.subject + "\r\nMessage-ID: <" +
               id + ">\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + letter.text + "\r\n";
    }
    email::Delivery take(const std::string& raw) { return email::deliver(system(), mailbox_, raw); }
    email::Delivery take_at(const email::Mailbox& mailbox, const std::string& raw) { return email::deliver(system(), mailbox, raw); }
    email::Delivery take(const Letter& letter) { return take(raw(letter)); }
    const email::Mailbox& mailbox() const { return mailbox_; }

    /// A mail that our server found to be from whom it names.
    static std::string proven(const std::string& domain) {
        return "Authentication-Results: mx.main.test; dmarc=pass header.from=" + domain + "\r\n";
    }

    /// Lets the consumer of tickets' words write down what goes out, and gives what it wrote since the last call.
    std::vector<email::OutboxMail> mails_out() {
        auto entries = database().read([&](db::Reader& reader) { return trail::read_after(reader, position_, 10'000); });
        for (auto& entry : entries) {
            position_ = entry.position();
            if (!entry.type.starts_with("tickets.")) continue;
            auto context = system().as_system(entry.brand_id);
            database().write([&](db::Tx& tx) {
                if (auto asked = email::acknowledgement_of(entry))
                    email::write_acknowledgement(tx, context, *asked);
                else
                    email::mail_ticket_words(tx, context, entry);
            });
        }
        return database().read([&](db::Reader& reader) {
            std::vector<email::OutboxMail> mails;
            for (auto& item : email::list_outbox(reader, system(), {.limit = 500}).items)
                if (item.id > newest_) mails.push_back(email::get_outbox(reader, system(), {item.id}));
            if (!mails.empty()) newest_ = mails.front().id;
            return std::vector(mails.rbegin(), mails.rend());
        });
    }
    std::string raw_of(const email::OutboxMail& mail) {
        auto brand = database().read([&](db::Reader& reader) { return *brands::find_brand(reader, mail.brand_id); });
        return email::signed_bytes(system(), brand, mail, {});
    }

  private:
    email::Mailbox mailbox_;
    trail::Position position_;
    std::int64_t newest_ = 0;
    int count_ = 0;
};

}  // namespace goodhost::app::testing
