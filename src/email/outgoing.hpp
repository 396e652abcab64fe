#pragma once
#include "brands/brands.hpp"
#include "email/outbox.hpp"
#include "platform/mail/dkim.hpp"

/// From a row of the outbox to the bytes that leave.
namespace goodhost::email {

/// A word of a person; everything else is written by the program.
bool is_by_person(std::string_view kind);

/// What a program only tells has no sender to whom a failure would be told: no bounce, no loop.
mail::Envelope envelope_of(const brands::Brand& brand, const OutboxMail& mail);

/// The message with its files, signed with each of the keys. The same row gives the same bytes, but for the signature's time.
std::string signed_bytes(const Context& context, const brands::Brand& brand, const OutboxMail& mail,
                         const std::vector<mail::DkimSigner>& signers);

}  // namespace goodhost::email
