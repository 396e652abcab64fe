#include "platform/mail/fold.hpp"

#include <gtest/gtest.h>

#include <ctime>

#include "platform/html/sanitise.hpp"
#include "platform/html/sanitise_check.hpp"
#include "platform/html/sanitise_text.hpp"

namespace goodhost::mail {
namespace {

struct Page {
    const char* name;
    const char* html;
};

std::optional<FoldedPage> fold(std::string_view html) { return fold_page(html::sanitise(html).html); }
std::string words(std::string_view html) { return html::html_to_text(html, {.keep_links = false}); }

/// As the programs write them; the new words are "Yes, it is." each time, the quoted ones "Is it up?".
const Page pages[] = {
    {"gmail",
     "<div dir=\"ltr\">Yes, it is.</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">On Mon, Mar 2, 2026 at "
     "9:00 AM Desk &lt;<a href=\"mailto:d@x.example\">d@x.example</a>&gt; wrote:<br></div><blockquote class=\"gmail_quote\" "
     "style=\"margin:0 0 0 .8ex\"><div>Is it up?</div></blockquote></div>"},
    {"thunderbird",
     "<html><body><p>Yes, it is.<br></p><div class=\"moz-cite-prefix\">On 02.03.26 09:00, Desk wrote:<br></div><blockquote type=\"cite\" "
     "cite=\"mid:1@x\"><p>Is it up?</p></blockquote><p><br></p></body></html>"},
    {"apple mail",
     "<html><body>Yes, it is.<div><br><blockquote type=\"cite\"><div>On Mar 2, 2026, at 09:00, Desk &lt;d@x.example&gt; "
     "wrote:</div><br><div>Is it up?</div></blockquote></div><br></body></html>"},
    {"outlook on the web",
     "<div class=\"elementToProof\">Yes, it is.</div><div id=\"appendonsend\"></div><hr style=\"width:98%\"><div id=\"divRplyFwdMsg\" "
     "dir=\"ltr\"><font><b>From:</b> Desk &lt;d@x.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Kim<br><b>Subject:</b> "
     "Site</font></div><div>Is it up?</div>"},
    {"outlook",
     "<div class=WordSection1><p class=MsoNormal>Yes, it is.<o:p></o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p "
     "class=MsoNormal><b>From:</b> Desk &lt;d@x.example&gt;<br><b>Sent:</b> Monday, March 2, 2026 9:00 AM<br><b>To:</b> Kim<br>"
     "<b>Subject:</b> Site<o:p></o:p></p></div><p class=MsoNormal>Is it up?</p></div>"},
    {"outlook in Korean",
     "<div><p>Yes, it is.</p><div><p><b>보낸 사람:</b> Desk<br><b>보낸 날짜:</b> 2026년 3월 2일<br><b>받는 사람:</b> Kim<br><b>제목:</b> "
     "Site</p></div><p>Is it up?</p></div>"},
    {"gmail in Korean",
     "<div>Yes, it is.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">2026년 3월 2일 (월) 오전 9:00, Desk "
     "&lt;d@x.example&gt;님이 작성:</div><blockquote class=\"gmail_quote\">Is it up?</blockquote></div>"},
    {"naver",
     "<div>Yes, it is.</div><div>-----Original Message-----</div><div><b>From:</b> Desk</div><div><b>To:</b> Kim</div>"
     "<div><b>Sent:</b> 2026-03-02</div><div><b>Subject:</b> Site</div><br>Is it up?"},
    {"gmail in Uzbek",
     "<div>Yes, it is.</div><div class=\"gmail_quote\"><div>2026-yil 2-mart, 09:00, Desk &lt;d@x.example&gt; yozdi:</div>"
     "<blockquote>Is it up?</blockquote></div>"},
    {"gmail in Bengali",
     "<div>Yes, it is.</div><div class=\"gmail_quote\"><div>২ মার্চ, 2026 তারিখে Desk &lt;d@x.example&gt; লিখেছেন:</div>"
     "<blockquote>Is it up?</blockquote></div>"},
    {"thunderbird in Welsh",
     "<p>Yes, it is.</p><div class=\"moz-cite-prefix\">Ar 2 Maw 2026, 09:00, ysgrifennodd Desk &lt;d@x.example&gt;:</div>"
     "<blockquote type=\"cite\">Is it up?</blockquote>"},
    {"yahoo",
     "<div>Yes, it is.</div><div id=\"yahoo_quoted_1\" class=\"yahoo_quoted\"><div><div>On Monday, March 2, 2026 at 09:00:00 AM UTC, Desk "
     "&lt;d@x.example&gt; wrote:</div><div>Is it up?</div></div></div>"},
    {"proton",
     "<div>Yes, it is.</div><div class=\"protonmail_quote\">On Monday, March 2nd, 2026 at 09:00, Desk &lt;d@x.example&gt; wrote:<br>"
     "<blockquote class=\"protonmail_quote\" type=\"cite\">Is it up?</blockquote></div>"},
    {"signature and device",
     "<div>Yes, it is.</div><div>-- <br>Kim</div><div>Sent from my iPhone</div><blockquote type=\"cite\">Is it up?</blockquote>"},
};

TEST(FoldPage, what_usual_programs_repeat_is_folded_and_kept) {
    for (const auto& page : pages) {
        auto folded = fold(page.html);
        ASSERT_TRUE(folded) << page.name;
        EXPECT_EQ(words(folded->shown), "Yes, it is.") << page.name << ": " << folded->shown;
        EXPECT_NE(words(folded->quoted).find("Is it up?"), std::string::npos) << page.name;
        EXPECT_EQ(html::unsafe_part(folded->shown) + html::unsafe_part(folded->quoted), "") << page.name;
    }
}

TEST(FoldPage, answers_between_quotes_stay_with_what_they_answer) {
    auto folded = fold(
        "<div>Hi,</div><div class=\"gmail_quote\"><div>On Mon, 2 Mar 2026, Desk &lt;d@x.example&gt; wrote:</div>"
        "<blockquote>Is it up?</blockquote></div><div>Yes.</div><blockquote>And mail?</blockquote><div>No.</div>"
        "<blockquote>Regards, Desk</blockquote>");
    ASSERT_TRUE(folded);
    for (auto part : {"Hi,", "Is it up?", "Yes.", "And mail?", "No."})
        EXPECT_NE(words(folded->shown).find(part), std::string::npos) << part;
    EXPECT_EQ(words(folded->quoted), "> Regards, Desk");
    EXPECT_FALSE(fold("<blockquote>Is it up?</blockquote><p>Yes</p><blockquote>And mail?</blockquote><p>No</p>"));
}

TEST(FoldPage, an_answer_below_the_quotation_is_what_is_shown) {
    auto folded = fold(
        "<div class=\"moz-cite-prefix\">On Mon, 2 Mar 2026, Desk &lt;d@x.example&gt; wrote:</div>"
        "<blockquote type=\"cite\">Is it up?</blockquote><p>Yes, it <b>is</b>.</p>");
    ASSERT_TRUE(folded);
    EXPECT_EQ(words(folded->shown), "Yes, it is.");
    EXPECT_NE(words(folded->quoted).find("> Is it up?"), std::string::npos);
}

TEST(FoldPage, a_screenshot_above_the_quotation_is_shown) {
    html::SanitiseOptions options;
    options.content_id_address = [](std::string_view) { return "/files/1"; };
    auto clean = html::sanitise("<div>See:<br><img src=\"cid:a\"></div><blockquote type=cite>Is it up?</blockquote>", options).html;
    auto folded = fold_page(clean);
    ASSERT_TRUE(folded);
    EXPECT_NE(folded->shown.find("/files/1"), std::string::npos);
}

TEST(FoldPage, what_repeats_nothing_stays_whole) {
    for (auto page : {"", "<p>Only words.</p>", "<blockquote>Only a quotation</blockquote>", "<p>One</p><hr><p>Two</p>",
                      "<table><tr><td>A</td><td>B</td></tr></table>"})
        EXPECT_FALSE(fold(page)) << page;
}

TEST(FoldPage, time_is_linear) {
    for (std::string piece : {"<div>a</div>", "<blockquote type=cite>a</blockquote>b", "<pre>a\n", "<b>", "<br>"}) {
        std::string page;
        while (page.size() < 500'000) page += piece;
        const auto clean = html::sanitise(page).html;
        const auto start = std::clock();
        fold_page(clean);
        EXPECT_LT(std::clock() - start, 2 * CLOCKS_PER_SEC) << piece;
    }
}

}  // namespace
}  // namespace goodhost::mail
