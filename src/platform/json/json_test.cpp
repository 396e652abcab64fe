#include "platform/json/json.hpp"

#include <gtest/gtest.h>

#include <random>

#include "platform/json/utf8.hpp"

namespace goodhost::json {

struct NoteTag {};
enum class Colour { red, green_ };
BOOST_DESCRIBE_ENUM(Colour, red, green_)

struct Contact {
    std::string email;
    std::optional<std::string> phone;
    static constexpr Rule rules[] = {{.field = "email", .max_length = 20}};
    bool operator==(const Contact&) const = default;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (email, phone))

struct Everything {
    Id<NoteTag> id;
    bool urgent = false;
    std::int32_t rank = 0;
    std::int64_t size = 0;
    double ratio = 0;
    std::string title;
    Instant at;
    Colour colour = Colour::red;
    std::optional<std::int64_t> parent;
    std::vector<std::string> tags;
    std::map<std::string, std::int32_t> counts;
    Contact contact;
    RawJson extra;
    bool operator==(const Everything&) const = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (), (id, urgent, rank, size, ratio, title, at, colour, parent, tags, counts, contact, extra))

struct Input {
    std::string subject;
    std::string body;
    std::int32_t rank = 3;
    Colour colour = Colour::red;
    bool urgent = false;
    std::vector<std::string> tags;
    std::optional<Contact> contact;
    Patch<std::string> nickname, title;
    static constexpr Rule rules[] = {{.field = "subject", .max_length = 5},
                                     {.field = "body", .may_be_empty = true},
                                     {.field = "rank", .min = 1, .max = 5},
                                     {.field = "tags", .max_length = 2},
                                     {.field = "title", .max_length = 5}};
};
BOOST_DESCRIBE_STRUCT(Input, (), (subject, body, rank, colour, urgent, tags, contact, nickname, title))

namespace {

Everything sample() {
    return {.id = {7},
            .urgent = true,
            .rank = -3,
            .size = 9'007'199'254'740'993,
            .ratio = 2.5,
            .title = "\"quoted\"\n\x01 한국어 বাংলা \xF0\x9F\x98\x80",
            .at = from_millis(1'700'000'000'011),
            .colour = Colour::green_,
            .parent = std::nullopt,
            .tags = {"a", ""},
            .counts = {{"x", 1}, {"y", 2}},
            .contact = {"a@b.c", "+82"},
            .extra = {R"({"k":[1,null]})"}};
}

/// `path:code` of each problem.
std::vector<std::string> problems_of(std::string_view text, Unknown unknown = Unknown::refuse) {
    Input input;
    FieldProblems problems;
    read(text, type_of<Input>(), &input, problems, unknown);
    std::vector<std::string> told;
    for (auto& problem : problems.take()) told.push_back(problem.field + ":" + problem.code);
    return told;
}

using Told = std::vector<std::string>;
constexpr std::string_view good = R"({"subject":"hi","rank":3,"colour":"red"})";

}  // namespace

TEST(json, writes_fields_as_declared) {
    EXPECT_EQ(to_json(sample()), R"({"id":7,"urgent":true,"rank":-3,"size":9007199254740993,"ratio":2.5,)"
                                 R"("title":"\"quoted\"\n\u0001 한국어 বাংলা 😀","at":"2023-11-14T22:13:20.011Z","colour":"green",)"
                                 R"("parent":null,"tags":["a",""],"counts":{"x":1,"y":2},"contact":{"email":"a@b.c","phone":"+82"},)"
                                 R"("extra":{"k":[1,null]}})");
}

TEST(json, what_is_written_reads_back_equal) { EXPECT_EQ(from_json<Everything>(to_json(sample())), sample()); }

TEST(json, bad_utf8_is_written_as_the_replacement_character) {
    std::string out;
    write_string(out, "a\xC3(\xED\xA0\x80\xF0\x9F");
    EXPECT_EQ(out, "\"a\uFFFD(\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\"");
    EXPECT_TRUE(is_utf8(out));
}

TEST(json, any_bytes_become_valid_json) {
    std::mt19937 random(20261122);
    for (int round = 0; round < 2000; ++round) {
        std::string text(random() % 40, '\0');
        for (auto& c : text) c = static_cast<char>(random());
        auto written = to_json(Contact{text, {}});
        ASSERT_TRUE(is_utf8(written)) << "round " << round;
        auto back = from_json<Contact>(written).email;
        ASSERT_EQ(back == text, is_utf8(text)) << "round " << round;
    }
}

TEST(json, what_is_stored_is_text_for_every_database) {
    EXPECT_EQ(storable("a\xC3(b", 10), "a?(b");
    EXPECT_EQ(storable(std::string("a\0b", 3), 10), "a b");
    EXPECT_EQ(storable("ab\u00e9", 3), "ab") << "no half of a letter";
    EXPECT_EQ(storable("ab\u00e9", 4), "ab\u00e9");
}

TEST(json, infinity_is_written_as_null) { EXPECT_EQ(to_json(std::vector<double>{1e300 * 1e300, 0.1}), "[null,0.1]"); }

TEST(json, good_input_has_no_problems) {
    EXPECT_EQ(problems_of(good), Told{});
    EXPECT_EQ(problems_of(R"({"subject":"hi","rank":3,"colour":"red","contact":null,"tags":null,"urgent":null})"), Told{});
}

TEST(json, every_missing_field_is_told_at_once) {
    EXPECT_EQ(problems_of("{}"), (Told{"subject:required", "rank:required", "colour:required"}));
    EXPECT_EQ(problems_of(R"({"subject":" \n","rank":null,"colour":"red","contact":{}})"),
              (Told{"subject:required", "rank:required", "contact.email:required"}));
}

TEST(json, wrong_fields_are_told_with_their_path) {
    EXPECT_EQ(problems_of(R"({"subject":"too long","rank":9,"colour":"blue","tags":["a",2],"contact":{"email":1},"x":1})"),
              (Told{"subject:too_long", "rank:out_of_range", "colour:unknown_value", "tags[1]:wrong_type", "contact.email:wrong_type",
                    "x:unknown_field"}));
    EXPECT_EQ(problems_of(R"({"subject":"a\u0000b","rank":99999999999,"colour":1,"tags":["a","b","c"]})"),
              (Told{"subject:invalid_text", "rank:out_of_range", "colour:wrong_type", "tags:too_long"}));
    EXPECT_EQ(problems_of(R"({"subject":"a","rank":1.5,"colour":"red","urgent":1})"), (Told{"rank:wrong_type", "urgent:wrong_type"}));
}

TEST(json, a_problem_tells_what_is_allowed) {
    Input input;
    FieldProblems problems;
    read(R"({"subject":"123456","rank":3,"colour":"blue"})", type_of<Input>(), &input, problems);
    auto told = problems.take();
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(told[0].arguments, (ProblemArguments{{"max", "5"}}));
    EXPECT_EQ(told[1].arguments, (ProblemArguments{{"allowed", "red, green"}}));
}

TEST(json, what_is_no_json_is_one_problem_of_the_whole) {
    EXPECT_EQ(problems_of("{"), Told{":invalid_json"});
    EXPECT_EQ(problems_of(""), Told{":invalid_json"});
    EXPECT_EQ(problems_of("{\"subject\":\"\xFF\"}"), Told{":invalid_json"});
    EXPECT_EQ(problems_of(std::string(good) + " x"), Told{":invalid_json"});
    EXPECT_EQ(problems_of(std::string(40, '[')), Told{":invalid_json"});
    EXPECT_EQ(problems_of(std::string(5 << 20, ' ')), Told{":too_long"});
    EXPECT_EQ(problems_of("[]"), Told{":wrong_type"});
}

TEST(json, not_more_than_fifty_problems_are_told) {
    std::string text = "{";
    for (int i = 0; i < 5000; ++i) text += "\"f" + std::to_string(i) + "\":1,";
    text.back() = '}';
    EXPECT_EQ(problems_of(text).size(), 50u);
}

TEST(json, patch_tells_left_out_from_null_and_value) {
    auto nickname_of = [](std::string_view text) {
        Input input;
        FieldProblems problems;
        read(text, type_of<Input>(), &input, problems);
        return input.nickname;
    };
    EXPECT_FALSE(nickname_of(good).present);
    EXPECT_TRUE(nickname_of(R"({"nickname":null})").present);
    EXPECT_EQ(nickname_of(R"({"nickname":null})").value, std::nullopt);
    EXPECT_EQ(nickname_of(R"({"nickname":"z"})").value, "z");
}

TEST(json, what_has_a_rule_and_may_not_be_empty_is_not_emptied_by_a_patch) {
    auto told = [](std::string_view text) {
        Input input;
        FieldProblems problems;
        read(text, type_of<Input>(), &input, problems);
        auto all = problems.take();
        return std::ranges::count_if(all, [](auto& one) { return one.field == "title" && one.code == "required"; });
    };
    EXPECT_EQ(told(R"({"title":null})"), 1);
    EXPECT_EQ(told(R"({"title":"  "})"), 1);
    EXPECT_EQ(told(R"({"title":"a"})"), 0);
    EXPECT_EQ(told("{}"), 0);
}

TEST(json, regression_a_number_too_large_for_a_double_is_refused_rather_than_written_as_infinity) {
    for (auto text : {R"({"extra":{"a":[1,{"b":-1e999}]}})", R"({"ratio":1e999})"}) {
        Everything everything;
        FieldProblems problems;
        read(text, type_of<Everything>(), &everything, problems, Unknown::trusted);
        auto told = problems.take();
        ASSERT_EQ(told.size(), 1u) << text;
        EXPECT_EQ(told[0].code, "out_of_range") << text;
    }
}

TEST(json, regression_a_fraction_is_read_as_it_was_written) {
    for (auto text : {"98.45805535330017", "190.6534964861379", "0.30000000000000004", "1.7976931348623157e+308", "5e-324",
                      "-2.2250738585072014e-308", "[7.2e-09,{\"a\":965026729808.325}]"})
        EXPECT_EQ(to_json(from_json<RawJson>(text)), text);
    for (auto text : {"-0.0", "-0", "-1e-400"}) EXPECT_EQ(to_json(from_json<RawJson>(text)), "0");
    auto long_one = to_json(from_json<RawJson>("72002000000000000001997229189382918938673067300294"));
    EXPECT_EQ(to_json(from_json<RawJson>(long_one)), long_one);
    EXPECT_EQ(from_json<std::vector<double>>("[98.45805535330017,1E2,-0.0]"), (std::vector<double>{98.45805535330017, 100, -0.0}));
}

TEST(json, raw_json_is_passed_on_as_it_was_meant) {
    auto raw = R"([{"":{},"a":[]},[],"\u0000\"é",-5,18446744073709551615,0.1,1e+300,true,false,null])";
    EXPECT_EQ(to_json(from_json<RawJson>(raw)), raw);
}

TEST(json, foreign_json_may_have_more_but_not_less) {
    EXPECT_EQ(problems_of(R"({"subject":"hi","rank":3,"more":1})", Unknown::ignore), Told{"colour:required"});
}

TEST(json, trusted_json_of_an_older_version_reads) {
    auto input = from_json<Input>(R"({"subject":"longer than allowed today","gone":1})");
    EXPECT_EQ(input.subject, "longer than allowed today");
    EXPECT_EQ(input.rank, 3);
    EXPECT_THROW(from_json<Input>(R"({"subject":1})"), Problem);
}

template <class T>
std::optional<T> scalar(std::string_view text) {
    T value{};
    return read_scalar(text, type_of<T>(), &value) ? std::optional(value) : std::nullopt;
}

TEST(json, scalars_read_from_text) {
    EXPECT_EQ(scalar<std::int64_t>("42"), 42);
    EXPECT_EQ(scalar<std::int64_t>("42x"), std::nullopt);
    EXPECT_EQ(scalar<std::int64_t>(""), std::nullopt);
    EXPECT_EQ(scalar<std::int32_t>("2147483648"), std::nullopt);
    EXPECT_EQ(scalar<Id<NoteTag>>("5"), Id<NoteTag>{5});
    EXPECT_EQ(scalar<double>("0.5"), 0.5);
    EXPECT_EQ(scalar<bool>("true"), true);
    EXPECT_EQ(scalar<bool>("0"), false);
    EXPECT_EQ(scalar<bool>("yes"), std::nullopt);
    EXPECT_EQ(scalar<Colour>("green"), Colour::green_);
    EXPECT_EQ(scalar<Colour>("blue"), std::nullopt);
    EXPECT_EQ(scalar<Instant>("1970-01-01T00:00:01Z"), from_millis(1000));
    EXPECT_EQ(scalar<std::string>("\xFF"), std::nullopt);
    EXPECT_EQ(scalar<std::vector<Colour>>("red,green"), (std::vector{Colour::red, Colour::green_}));
    EXPECT_EQ(scalar<std::vector<Colour>>("red,,green"), std::nullopt);
    EXPECT_EQ(scalar<std::vector<std::string>>(""), std::vector<std::string>{});
    EXPECT_EQ(scalar<std::optional<std::int64_t>>("1"), std::optional<std::int64_t>(1));
}

}  // namespace goodhost::json
