#include "roster/feed.hpp"

#include <gtest/gtest.h>

namespace goodhost::roster {
namespace {

TEST(duty_feed, its_lines_are_short_and_become_whole_again) {
    auto from = *parse_rfc3339("2026-11-23T08:00:00Z");
    std::string name;
    for (int i = 0; i < 30; ++i) name += "당번, ";
    auto text = calendar_text("A; B\\C", {{"one@goodhost", from, from + std::chrono::hours{8}, name}}, from);
    std::string whole;
    for (std::size_t at = 0; at < text.size();) {
        auto end = text.find("\r\n", at);
        ASSERT_NE(end, std::string::npos);
        EXPECT_LE(end - at, 75u);
        bool goes_on = text[at] == ' ';
        whole += (goes_on ? "" : "\n") + text.substr(goes_on ? at + 1 : at, end - at - (goes_on ? 1 : 0));
        at = end + 2;
    }
    std::string escaped;
    for (int i = 0; i < 30; ++i) escaped += "당번\\, ";
    EXPECT_EQ(whole,
              "\nBEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Goodhost//Roster//EN\nCALSCALE:GREGORIAN\nMETHOD:PUBLISH\n"
              "X-WR-CALNAME:A\\; B\\\\C\nBEGIN:VEVENT\nUID:one@goodhost\nDTSTAMP:20261123T080000Z\nDTSTART:20261123T080000Z\n"
              "DTEND:20261123T160000Z\nSUMMARY:" +
                  escaped + "\nEND:VEVENT\nEND:VCALENDAR");
}

}  // namespace
}  // namespace goodhost::roster
