#include "platform/i18n/catalogue.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <vector>

namespace goodhost::i18n {
namespace {

files::EmbeddedFile file(std::string_view path, std::string_view text) { return {path, "", text.data(), text.data() + text.size()}; }

const files::EmbeddedFile some_files[] = {
    file("en/tickets.json",
         R"({"tickets.title": "Tickets", "tickets.count": "{n, plural, one{# ticket} other{# tickets}}",
        "tickets.problem.gone": "No such ticket as {number}.", "tickets.field.reason": "Say why.", "tickets.english": "It''s only here"})"),
    file("en/platform.json",
         R"({"platform.kind.conflict": "Somebody was faster.", "platform.field.invalid": "Not valid.",
        "platform.field.too_long": "At most {max, plural, one{# character} other{# characters}}."})"),
    file("ko/tickets.json", R"({"tickets.title": "문의", "tickets.count": "문의 {n}건"})"),
};

const Catalogue& catalogue() {
    static const Catalogue all({some_files, some_files + 3});
    return all;
}

TEST(Catalogue, a_message_comes_in_the_language_else_in_english_else_as_its_key) {
    EXPECT_EQ(catalogue().text("ko", "tickets.title"), "문의");
    EXPECT_EQ(catalogue().text("cy", "tickets.title"), "Tickets");
    EXPECT_EQ(catalogue().text("ko", "tickets.english"), "It's only here");
    EXPECT_EQ(catalogue().text("ko", "tickets.nothing"), "tickets.nothing");
    EXPECT_EQ(catalogue().text("en", "tickets.count", {{"n", 1}}), "1 ticket");
    EXPECT_EQ(catalogue().text("ko", "tickets.count", {{"n", 1200}}), "문의 1,200건");
}

TEST(Catalogue, a_problem_is_told_by_its_code_else_by_its_kind) {
    Problem gone(ProblemKind::not_found, "tickets.gone");
    gone.arguments = {{"number", "1042"}};
    EXPECT_EQ(catalogue().text("en", gone), "No such ticket as 1042.");
    EXPECT_EQ(catalogue().text("en", Problem(ProblemKind::conflict, "tickets.other")), "Somebody was faster.");
    EXPECT_EQ(catalogue().text("en", FieldProblem{"reason", "tickets.reason", {}}), "Say why.");
    EXPECT_EQ(catalogue().text("en", FieldProblem{"name", "too_long", {{"max", "1"}}}), "At most 1 character.");
    EXPECT_EQ(catalogue().text("en", FieldProblem{"name", "strange", {}}), "Not valid.");
}

TEST(Catalogue, a_file_that_is_none_stops_the_start) {
    const files::EmbeddedFile bad[] = {file("fr/x.json", "{}"),           file("en/x.txt", "{}"), file("en/x.json", "[]"),
                                       file("en/x.json", R"({"x.a":1})"), file("en/x.json", "{"), file("en/x.json", R"({"y.a":"b"})")};
    for (const files::EmbeddedFile& one : bad) EXPECT_THROW(Catalogue({&one, &one + 1}), std::runtime_error) << one.path << one.bytes();
}

TEST(Catalogue, many_threads_may_read_a_message_for_the_first_time) {
    const Catalogue fresh({some_files, some_files + 3});
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 100; ++round) EXPECT_EQ(fresh.text("en", "tickets.count", {{"n", 2}}), "2 tickets");
        });
}

TEST(Catalogue, every_message_of_the_program_exists_and_parses_in_every_language) {
    EXPECT_EQ(Catalogue(files::embedded_locales()).faults(), std::vector<std::string>());
}

}  // namespace
}  // namespace goodhost::i18n
