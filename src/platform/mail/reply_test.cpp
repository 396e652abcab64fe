#include "platform/mail/reply.hpp"

#include <gtest/gtest.h>

#include <ctime>

namespace goodhost::mail {
namespace {

struct Case {
    const char* name;
    const char* text;
    const char* reply;
};

TEST(Reply, quotes_of_many_programs_and_languages_are_folded) {
    const Case cases[] = {
        {"english", "Thanks!\n\nOn Mon, 2 Mar 2026 at 09:00, Desk <d@x.example> wrote:\n> Hello\n> there\n", "Thanks!"},
        {"wrapped", "Thanks!\n\nOn Mon, 2 Mar 2026 at 09:00, The Desk of Example <\nd@x.example> wrote:\n\n> Hello\n", "Thanks!"},
        {"no marks", "Thanks!\n\nOn Mon, 2 Mar 2026 at 09:00, Desk <d@x.example> wrote:\n\nHello\nthere\n", "Thanks!"},
        {"german", "Danke!\n\nAm 02.03.26 um 09:00 schrieb Desk:\n> Hallo\n", "Danke!"},
        {"korean", "감사합니다.\n\n2026년 3월 2일 (월) 오전 9:00, 고객센터 <d@x.example>님이 작성:\n\n> 안녕하세요\n", "감사합니다."},
        {"korean outlook", "확인했습니다\n\n보낸 사람: Desk\n보낸 날짜: 2026년 3월 2일\n받는 사람: Kim\n제목: 서버\n\n안녕하세요\n",
         "확인했습니다"},
        {"uzbek", "Rahmat!\n\n2026-yil 2-mart, 09:00, Desk <d@x.example> yozdi:\n> Salom\n", "Rahmat!"},
        {"bengali", "ধন্যবাদ!\n\n২ মার্চ, 2026 তারিখে Desk <d@x.example> লিখেছেন:\n> হ্যালো\n", "ধন্যবাদ!"},
        {"welsh", "Diolch!\n\nAr 2 Maw 2026, 09:00, ysgrifennodd Desk <d@x.example>:\n> Helo\n", "Diolch!"},
        {"yandex", "Спасибо\n\n02.03.2026, 09:00, \"Desk\" <d@x.example>:\n> Привет\n", "Спасибо"},
        {"outlook", "Done.\n\n-----Original Message-----\nFrom: Desk\nSent: Monday\nTo: Kim\nSubject: x\n\nHello\n", "Done."},
        {"outlook rule",
         "Done.\n\n________________________________\nVon: Desk\nGesendet: x\nAn: y\nBetreff: z\n\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n",
         "Done."},
        {"signature", "Done.\n\n-- \nKim\nExample Ltd\n", "Done."},
        {"device", "Done.\n\nSent from my iPhone\n", "Done."},
        {"below", "On Mon, 2 Mar 2026, Desk <d@x.example> wrote:\n> Is it up?\n\nYes it is.\n", "Yes it is."},
    };
    for (const auto& c : cases) EXPECT_EQ(trim_reply(c.text).reply_text, c.reply) << c.name;
}

TEST(Reply, answers_between_and_below_quotes_are_kept) {
    auto reply =
        trim_reply("Hi,\n\nOn Mon, 2 Mar 2026, Desk <d@x.example> wrote:\n> Is it up?\nYes.\n> And mail?\nNo.\n> Regards\n> Desk\n");
    EXPECT_EQ(reply.reply_text, "Hi,\n\n> Is it up?\nYes.\n> And mail?\nNo.");
    EXPECT_EQ(trim_reply("Hi,\n\nOn Mon, 2 Mar 2026, Desk <d@x.example> wrote:\n> Is it up?\n\nYes.").reply_text,
              "Hi,\n\n> Is it up?\n\nYes.");
}

TEST(Reply, words_that_only_look_like_quotes_stay) {
    for (auto text : {"My colleague wrote:\n\nthe site is down", "Heading\n=======\n\nBody of it", "Domain: x.example\n\nPlease help",
                      "Sent from my desk, it is easier.", "a > b\nand b < c"})
        EXPECT_EQ(trim_reply(text).reply_text, text);
    std::string log = "The log:\n\n--------\n";
    for (int i = 0; i < 30; ++i) log += "line " + std::to_string(i) + "\n";
    EXPECT_NE(trim_reply(log).reply_text.find("line 29"), std::string::npos);
}

TEST(Reply, nothing_is_lost) {
    auto reply = trim_reply("New\n\n-- \nKim\n\nOn Mon, 2 Mar 2026, Desk <d@x.example> wrote:\n> Old\n");
    EXPECT_EQ(reply.reply_text, "New");
    EXPECT_EQ(reply.signature, "Kim");
    EXPECT_EQ(reply.quoted_text, "--\nKim\n\nOn Mon, 2 Mar 2026, Desk <d@x.example> wrote:\n> Old");
}

TEST(Reply, html_of_usual_programs_is_told_apart) {
    EXPECT_EQ(trim_reply_html("<div>Yes</div><div class=\"gmail_quote\">On Mon, Desk &lt;d@x.example&gt; wrote:<br>"
                              "<blockquote>Up?</blockquote></div>")
                  .reply_text,
              "Yes");
    EXPECT_EQ(
        trim_reply_html("<p>Yes</p><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>From:</b> Desk<br><b>Sent:</b> x</div>"
                        "<div>Up?</div>")
            .reply_text,
        "Yes");
    EXPECT_EQ(trim_reply_html("<p>Yes</p><blockquote type=cite>Up?</blockquote>").reply_text, "Yes");
    EXPECT_EQ(trim_reply_html("<blockquote>Up?</blockquote><p>Yes</p>").reply_text, "> Up?\n\nYes");
}

TEST(Reply, time_is_linear) {
    for (std::string piece :
         {"On Mon 2 wrote\n", "> ", "From: a\n", "----\n", "On 1 wrote:\n>\n", "a@b wrote \n", ">>>>>\n\n", "2026 a\n"}) {
        std::string text;
        while (text.size() < 500'000) text += piece;
        const auto start = std::clock();
        trim_reply(text);
        EXPECT_LT(std::clock() - start, 5 * CLOCKS_PER_SEC) << piece;
    }
}

}  // namespace
}  // namespace goodhost::mail
