#include "platform/mail/inspect.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

namespace goodhost::mail {
namespace {

TEST(Inspect, json_has_the_words_of_the_message) {
    auto value = boost::json::parse(inspect_json("From: Kim <kim@x.example>\r\nSubject: Hi\r\n\r\nHello\r\n")).as_object();
    EXPECT_EQ(value["subject"].as_string(), "Hi");
    EXPECT_EQ(value["from"].as_array().at(0).as_object()["address"].as_string(), "kim@x.example");
    EXPECT_EQ(value["reply_text"].as_string(), "Hello");
    EXPECT_FALSE(value["is_bounce"].as_bool());
}

TEST(Inspect, report_for_people_obeys_no_terminal_codes) {
    const auto text = inspect_text("From: Kim <kim@x.example>\r\nSubject: =?utf-8?Q?a=1B[31mb?=\r\n\r\nHello\x1b[2J\r\n");
    EXPECT_NE(text.find("Kim <kim@x.example>"), std::string::npos);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

std::filesystem::path corpus() {
    if (const char* given = std::getenv("GOODHOST_CORPUS")) return std::filesystem::path(given) / "mail";
    return std::filesystem::path(GOODHOST_SOURCE_DIR) / "../shared/corpus/mail";
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// The collection of real messages is no part of the repository; where it stands every message, and damaged copies of it, must
// be read without failing.
TEST(Inspect, messages_of_the_corpus_and_their_mutations_are_survived) {
    if (!std::filesystem::is_directory(corpus())) GTEST_SKIP() << "no corpus at " << corpus();
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    int count = 0, bounces = 0;
    for (const auto& file : std::filesystem::directory_iterator(corpus())) {
        if (file.path().extension() != ".eml") continue;
        auto raw = read_file(file.path());
        auto value = boost::json::parse(inspect_json(raw)).as_object();
        ++count;
        bounces += value["is_bounce"].as_bool();
        for (int n = 0; n < 20 && !raw.empty(); ++n) raw[random() % raw.size()] = static_cast<char>(random());
        raw.erase(random() % (raw.size() + 1), random() % 200);
        boost::json::parse(inspect_json(raw));
    }
    RecordProperty("messages", count);
    RecordProperty("bounces", bounces);
    EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace goodhost::mail
