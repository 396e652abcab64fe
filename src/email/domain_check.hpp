#pragma once
#include "email/senders.hpp"
#include "platform/dns/dns.hpp"

/// Whether the DNS says what mail providers want to read before they believe our mails.
namespace goodhost::email {

enum class Subject { mx, spf, dkim, dmarc, reverse };
BOOST_DESCRIBE_ENUM(Subject, mx, spf, dkim, dmarc, reverse)
enum class Verdict { good, warning, wrong, unknown };
BOOST_DESCRIBE_ENUM(Verdict, good, warning, wrong, unknown)

/// `code` is a message `email.dns.<code>`, in which `found` is `{found}`.
struct Finding {
    Subject subject = Subject::mx;
    Verdict verdict = Verdict::unknown;
    std::string code;
    std::string found;     ///< what the DNS says
    std::string expected;  ///< the record that would mend it; empty: there is no one record
    std::string words;     ///< a sentence in the reader's language
};
BOOST_DESCRIBE_STRUCT(Finding, (), (subject, verdict, code, found, expected, words))

struct DomainCheck {
    BrandId brand_id;
    std::string domain;
    std::vector<Finding> items;
};
BOOST_DESCRIBE_STRUCT(DomainCheck, (), (brand_id, domain, items))

/// What is asked about.
struct CheckedSender {
    std::string domain;      ///< of the sender address
    std::string relay_host;  ///< empty: no relay
    std::vector<DkimKey> keys;
};

/// One finding for each thing looked at, without words. Blocks on the resolver.
std::vector<Finding> check_domain(const dns::Resolver& resolver, const CheckedSender& sender);

/// What `look_at_sender` says, by a resolver.
std::vector<SenderLine> look_at_sender_by(const dns::Resolver& resolver, const Context& system, const brands::Brand& brand);

/// Of a brand, with the words in the context's language. Throws Problem conflict `email.no_sender_address`.
DomainCheck check_sender(const dns::Resolver& resolver, const Context& context, const SenderKey& input);

}  // namespace goodhost::email
