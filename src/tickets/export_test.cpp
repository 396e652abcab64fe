#include "tickets/export.hpp"

#include "tickets/paper.hpp"
#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {
namespace {

struct ExportTest : TicketsFixture {};
INSTANTIATE_TEST_SUITE_P(databases, ExportTest, testing::ValuesIn(db::testing::both_databases()), database_name);

TEST_P(ExportTest, the_json_has_every_word_and_the_chain) {
    auto id = open();
    for (int i = 0; i < 205; ++i) clock.advance(1s), say_as_contact(1, id, "word " + std::to_string(i));
    auto page = ticket(id);
    EXPECT_EQ(page["messages"].as_array().size(), 200u);
    EXPECT_TRUE(page["earlier_messages"].as_bool());
    auto before = page["messages"].at(0).at("id").as_int64();
    EXPECT_EQ(get(As::sara, path_of(id) + "?before=" + std::to_string(before))["messages"].as_array().size(), 6u);
    EXPECT_EQ(get(As::sara, path_of(id) + "/trail.json").status, 403);
    auto exported = get(As::lead, path_of(id) + "/trail.json");
    ASSERT_EQ(exported.status, 200) << exported.response.body;
    EXPECT_EQ(exported["messages"].as_array().size(), 206u);
    EXPECT_EQ(exported["messages"].at(205).at("body_text").as_string(), "word 204");
    EXPECT_EQ(exported["trail"].as_array().size(), 206u);
    EXPECT_EQ(exported.text("finding"), "intact");
}

TEST_P(ExportTest, the_pdf_is_one_in_any_language) {
    auto id = open("서버 오류 সার্ভার");
    reply(As::sara, id);
    auto pdf = get(As::lead, path_of(id) + "/trail.pdf");
    EXPECT_EQ(pdf.status, 200);
    EXPECT_EQ(pdf.response.headers.get("Content-Type"), "application/pdf");
    EXPECT_TRUE(pdf.response.body.starts_with("%PDF-"));
    EXPECT_GT(pdf.response.body.size(), 5000u);
    EXPECT_EQ(get(As::rhys_of_reef, path_of(id) + "/trail.pdf").status, 403);
}

TEST_P(ExportTest, the_source_of_a_message_is_a_download) {
    auto stored = files->put("From: ann@acme.test\r\n\r\nHello");
    NewTicket input;
    input.brand = BrandId{1};
    input.contact = {1};
    input.subject = "By mail";
    input.body = make_body({}, "Hello");
    input.channel = Channel::email;
    input.raw_sha256 = stored.sha256;
    auto opened = database->write([&](db::Tx& tx) { return open_ticket(tx, system(), input); });
    auto path = path_of(opened.id.value) + "/messages/" + std::to_string(opened.messages[0].id.value) + "/raw";
    auto source = get(As::sara, path).response;
    ASSERT_TRUE(source.file) << source.status;
    EXPECT_EQ(source.file->path, files->path_of(stored.sha256));
    EXPECT_EQ(source.file->size, 28u);
    EXPECT_TRUE(ticket(opened.id.value)["messages"].at(0).at("raw").as_bool());
    auto other = open();
    EXPECT_EQ(get(As::sara, path_of(other) + "/messages/" + std::to_string(opened.messages[0].id.value) + "/raw").status, 404);
}

TEST(paper, wraps_long_text_over_pages_and_takes_bad_bytes) {
    Paper paper("Title", "Footer");
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "word ";
    paper.write(Paper::Style::body, text);
    paper.write(Paper::Style::body, "bad \xff bytes");
    auto pdf = paper.finish();
    EXPECT_TRUE(pdf.starts_with("%PDF-"));
    EXPECT_TRUE(pdf.contains("/Count "));
}

}  // namespace
}  // namespace goodhost::tickets
