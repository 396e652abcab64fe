#pragma once
#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "platform/mail/message.hpp"

namespace goodhost::mail {

// hard: the address is of no use any more. soft: any other failure, also a permanent refusal of this one message, and a
// delay. delivered: a notice of success.
BOOST_DEFINE_ENUM_CLASS(BounceKind, hard, soft, delivered)

struct BouncedRecipient {
    std::string recipient;
    BounceKind kind = BounceKind::soft;
    std::string action;        // as reported: failed, delayed, ...
    std::string status;        // enhanced status code (RFC 3463), empty when none is known
    std::string status_class;  // 2, 4 or 5
    std::string reply_code;    // of SMTP
    std::string reason;        // user_unknown, mailbox_full, ...: bounce_rules.cpp lists them
    std::string diagnostic;    // the words of the refusing server, at most 2,000 bytes
    std::string remote_mta;
};

struct BounceReport {
    bool is_bounce = false;                    // a delivery failed or is delayed
    bool is_delivery_report = false;           // a report about delivery with whatever outcome
    std::vector<BouncedRecipient> recipients;  // at most 100
    std::string original_message_id;           // of the message that could not be delivered, without angle brackets
    std::string original_subject;
    std::vector<std::string> original_references;  // with In-Reply-To
};

struct FeedbackReport {
    bool is_complaint = false;
    std::string feedback_type;  // abuse, fraud, opt-out, auth-failure, ...
    std::string recipient;      // who complained, where told
    std::string original_message_id;
    int report_count = 0;
};

// Standard reports (RFC 3464) and the notes of the many servers that follow none. Nothing is believed for security: a bounce
// can be forged, so callers attach it only to a message that they really sent.
BounceReport read_bounce(const Message& message);

// Abuse reports (ARF, RFC 5965) and their forerunners.
FeedbackReport read_feedback(const Message& message);

BOOST_DESCRIBE_STRUCT(BouncedRecipient, (), (recipient, kind, action, status, status_class, reply_code, reason, diagnostic, remote_mta))
BOOST_DESCRIBE_STRUCT(BounceReport, (),
                      (is_bounce, is_delivery_report, recipients, original_message_id, original_subject, original_references))
BOOST_DESCRIBE_STRUCT(FeedbackReport, (), (is_complaint, feedback_type, recipient, original_message_id, report_count))

}  // namespace goodhost::mail
