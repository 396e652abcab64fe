#include "platform/config/settings.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "platform/core/problem.hpp"

namespace goodhost::config {
namespace {

constexpr Setting known[] = {
    {"listen", Kind::text, "127.0.0.1:8080", "Address."},
    {"workers", Kind::integer, "8", "Threads.", Secrecy::plain, 1, 64},
    {"demo", Kind::flag, "false", "Demo."},
    {"trusted_proxies", Kind::list, "", "Proxies."},
    {"database", Kind::text, "", "URL.", Secrecy::secret},
};

std::string file_with(const std::string& text) {
    auto path = testing::TempDir() + "settings_test.toml";
    std::ofstream(path) << text;
    return path;
}

std::string refusal(const std::string& text) {
    Settings settings(known);
    try {
        settings.read_file(file_with(text));
    } catch (const Problem& problem) { return problem.log; }
    return {};
}

TEST(Settings, flags_win_over_environment_over_file_over_default) {
    Settings settings(known);
    settings.read_file(file_with("workers = 3\nlisten = \"file\"\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n"));
    char listen[] = "GOODHOST_LISTEN=environment";
    char* environment[] = {listen, nullptr};
    settings.read_environment(environment);
    EXPECT_EQ(settings.text("listen"), "environment");
    settings.set("listen", "flag", "--listen");
    EXPECT_EQ(settings.text("listen"), "flag");
    EXPECT_EQ(settings.integer("workers"), 3);
    EXPECT_EQ(settings.list("trusted_proxies"), (std::vector<std::string>{"10.0.0.0/8", "::1"}));
    EXPECT_FALSE(settings.flag("demo"));
}

TEST(Settings, an_unknown_key_is_refused_with_file_place_and_the_key_that_was_meant) {
    auto text = refusal("demo = true\n\nworker = 3\n");
    EXPECT_NE(text.find("settings_test.toml:3:1: there is no setting 'worker'; did you mean 'workers'?"), std::string::npos) << text;
}

TEST(Settings, a_file_that_is_no_toml_is_refused_with_file_line_and_column) {
    for (auto text : {"demo = true\n[[...[l.", "demo = true\n\u00e9 = 1", "demo = true\n\xff = 1"})
        EXPECT_NE(refusal(text).find("settings_test.toml:2:1: "), std::string::npos) << refusal(text);
    EXPECT_NE(refusal("demo = true\nworkers = three\n").find("settings_test.toml:2:11: a value is"), std::string::npos);
    EXPECT_NE(refusal("listen = \"a\nworkers = 1\n").find("settings_test.toml:1:12: the text has no quote"), std::string::npos);
}

TEST(Settings, a_file_that_cannot_be_read_is_named) {
    Settings settings(known);
    for (auto path : {"/nowhere/goodhost.toml", "/", "/dev/zero"}) {
        try {
            settings.read_file(path);
            ADD_FAILURE() << path;
        } catch (const Problem& problem) { EXPECT_TRUE(problem.log.starts_with(std::string(path) + ": the file")) << problem.log; }
    }
}

TEST(Settings, a_bad_value_is_refused) {
    EXPECT_NE(refusal("workers = 0\n").find("from 1 to 64"), std::string::npos);
    EXPECT_NE(refusal("workers = \"many\"\n").find("whole number"), std::string::npos);
    EXPECT_NE(refusal("demo = \"yes\"\n").find("true or false"), std::string::npos);
    EXPECT_NE(refusal("demo = \n").find(":1:"), std::string::npos);
}

TEST(Settings, what_is_in_force_is_printed_with_secrets_masked) {
    Settings settings(known);
    settings.set("database", "postgresql://u:secret@h/d", "--database");
    auto text = settings.in_force();
    EXPECT_EQ(text.find("secret@"), std::string::npos) << text;
    EXPECT_NE(text.find("database = \"********\""), std::string::npos) << text;
    EXPECT_NE(text.find("(--database)"), std::string::npos) << text;
}

TEST(Settings, what_is_in_force_can_be_read_again) {
    Settings settings(known);
    settings.set("listen", "a\"b\\c\nd", "--listen");
    settings.set("trusted_proxies", "::1, 10.0.0.0/8", "--trusted_proxies");
    Settings again(known);
    again.read_file(file_with(settings.in_force()));
    EXPECT_EQ(again.text("listen"), "a\"b\\c\nd");
    EXPECT_EQ(again.list("trusted_proxies"), (std::vector<std::string>{"::1", "10.0.0.0/8"}));
    EXPECT_EQ(again.integer("workers"), 8);
}

}  // namespace
}  // namespace goodhost::config
