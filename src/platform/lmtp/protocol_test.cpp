#include <gtest/gtest.h>

#include <random>

#include "platform/lmtp/command.hpp"
#include "platform/lmtp/data.hpp"

namespace goodhost::lmtp {
namespace {

struct Case {
    std::string argument, address;
    PathFault fault = PathFault::none;
};

TEST(LmtpCommandTest, a_verb_is_known_in_any_case) {
    EXPECT_EQ(read_command("lhlo  mx.test ").verb, Verb::lhlo);
    EXPECT_EQ(read_command("lhlo  mx.test ").argument, "mx.test");
    EXPECT_EQ(read_command("DaTa").verb, Verb::data);
    for (auto line : {"", " ", "LHLOx", "EHLO a", "\xff\xfe", "MAIL\tFROM:<a@b>"})
        EXPECT_EQ(read_command(line).verb, Verb::unknown) << line;
}

TEST(LmtpCommandTest, paths_of_senders) {
    const Case cases[] = {
        {"FROM:<a@b.test>", "a@b.test"},
        {"from: <a@b.test> SIZE=5 BODY=8BITMIME", "a@b.test"},
        {"FROM:<>", ""},
        {"FROM:<@relay.test,@two.test:a@b.test>", "a@b.test"},
        {R"(FROM:<"a b\"c"@b.test>)", "a b\"c@b.test"},
        {"FROM:<\xea\xb0\x80@b.test> SMTPUTF8", "\xea\xb0\x80@b.test"},
        {"FROM:<\xea\xb0\x80@b.test>", "", PathFault::not_ascii},
        {"FROM:<a@b.test> SIZE=", "", PathFault::parameter},
        {"FROM:<a@b.test> SIZE=99999999999999999999999", "", PathFault::parameter},
        {"FROM:<a@b.test> BODY=BINARYMIME", "", PathFault::parameter},
        {"FROM:a@b.test", "", PathFault::syntax},
        {"FROM:<a@b.test", "", PathFault::syntax},
        {"FROM:<a@>", "", PathFault::syntax},
        {"FROM:<a b@c>", "", PathFault::syntax},
        {"FROM:<a@b\rc>", "", PathFault::syntax},
        {R"(FROM:<"a)", "", PathFault::syntax},
        {R"(FROM:<"a\)", "", PathFault::syntax},
        {"FROM:<" + std::string(400, 'a') + "@b>", "", PathFault::syntax},
        {"", "", PathFault::syntax},
    };
    for (auto& one : cases) {
        auto path = read_path(one.argument, PathKind::sender, false);
        EXPECT_EQ(path.fault, one.fault) << one.argument;
        if (one.fault == PathFault::none) { EXPECT_EQ(path.address, one.address); }
    }
    EXPECT_EQ(read_path("TO:<a@b.test> NOTIFY=NEVER", PathKind::recipient, false).fault, PathFault::parameter);
}

std::string take_in_pieces(const std::string& wire, std::mt19937& random, std::string& rest) {
    DataReader reader;
    std::string said;
    std::size_t at = 0;
    while (at < wire.size() && !reader.ended()) {
        auto piece = std::min<std::size_t>(1 + random() % 7, wire.size() - at);
        at += reader.take(std::string_view(wire).substr(at, piece), said);
    }
    rest = reader.ended() ? wire.substr(at) : "not ended";
    return said;
}

TEST(LmtpDataTest, dots_are_taken_off_however_the_bytes_arrive) {
    std::mt19937 random(20261122);
    const std::pair<std::string, std::string> cases[] = {
        {"a\r\n.\r\nQUIT", "a\r\n"},
        {".\r\nQUIT", ""},
        {"..a\r\n.b\r\n.\r\nQUIT", ".a\r\nb\r\n"},
        {"a\n.\nb\r\n.\r\nQUIT", "a\n.\nb\r\n"},
        {"a\r\n.\nb\r\n.\r\nQUIT", "a\r\n\nb\r\n"},
        {"a\n.\r\nb\r\n.\r\nQUIT", "a\n.\r\nb\r\n"},
        {"a\r.\r\nb\r\n.\r\nQUIT", "a\r.\r\nb\r\n"},
        {"a\r\n.\r.\r\n.\r\nQUIT", "a\r\n\r.\r\n"},
        {"a\r\r\n.\r\nQUIT", "a\r\r\n"},
        {std::string("a\0b\r\n.\r\nQUIT", 12), std::string("a\0b\r\n", 5)},
    };
    for (auto& [wire, meant] : cases)
        for (int i = 0; i < 50; ++i) {
            std::string rest;
            EXPECT_EQ(take_in_pieces(wire, random, rest), meant) << wire;
            EXPECT_EQ(rest, "QUIT") << wire;
        }
}

TEST(LmtpDataTest, what_has_no_end_goes_on) {
    DataReader reader;
    std::string said;
    EXPECT_EQ(reader.take("a\r\n.\r", said), 5u);
    EXPECT_FALSE(reader.ended());
    EXPECT_EQ(said, "a\r\n");
}

}  // namespace
}  // namespace goodhost::lmtp
