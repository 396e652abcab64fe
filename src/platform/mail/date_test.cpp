#include "platform/mail/date.hpp"

#include <gtest/gtest.h>

namespace goodhost::mail {
namespace {

std::string iso(std::string_view text) {
    auto date = parse_date(text);
    return date ? date->iso : "none";
}

TEST(MailDate, standard_and_deviating_forms_are_read) {
    EXPECT_EQ(iso("Fri, 21 Nov 1997 09:55:06 -0600"), "1997-11-21T09:55:06-06:00");
    EXPECT_EQ(iso("21 Nov 97 09:55 GMT"), "1997-11-21T09:55:00+00:00");
    EXPECT_EQ(iso("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600").substr(0, 10), "1997-11-21");
    EXPECT_EQ(iso("Sun Jul 21 17:02:55 1996 PDT"), "1996-07-21T17:02:55-07:00");
    EXPECT_EQ(iso("Tue, 3 Feb 2026 10:00:00 +0530 (IST)"), "2026-02-03T10:00:00+05:30");
    EXPECT_EQ(iso("2026-02-03T10:00:00Z"), "2026-02-03T10:00:00+00:00");
    EXPECT_EQ(iso("3-Feb-2026 10:00:00 +0000"), "2026-02-03T10:00:00+00:00");
}

TEST(MailDate, what_is_no_day_gives_nothing) {
    for (auto text : {"", "yesterday", "32 Jan 2026 10:00:00 +0000", "31 Feb 2026 10:00:00 +0000", "1 Jan 2026 25:00:00 +0000", "1 Jan",
                      "::::", "999999999999 Jan 1"})
        EXPECT_EQ(iso(text), "none") << text;
}

}  // namespace
}  // namespace goodhost::mail
