#include "tickets/attachments.hpp"

#include <fstream>

#include "tickets/tickets_fixture.hpp"

namespace goodhost::tickets {
namespace {

struct AttachmentsTest : TicketsFixture {
    Answered upload_as(As as, const std::string& name, const std::string& bytes) {
        // Each in a file of its own: the last owner of a request removes its file.
        auto path = folder + "/upload" + std::to_string(++uploads);
        std::ofstream(path, std::ios::binary) << bytes;
        auto sent = request(as, http::Method::post, "/api/v1/uploads", {});
        sent.headers.add("X-File-Name", http::percent_encode(name));
        sent.spooled = std::make_shared<http::SpooledBody>(path, bytes.size());
        return send(std::move(sent));
    }
    Answered fetch(As as, std::int64_t id, std::string more = {}) { return get(as, "/attachments/" + std::to_string(id) + "/x" + more); }
    int uploads = 0;
    std::string attached(std::int64_t file) { return ",'attachment_ids':[" + std::to_string(file) + "]"; }
};
INSTANTIATE_TEST_SUITE_P(databases, AttachmentsTest, testing::ValuesIn(db::testing::both_databases()), database_name);

const std::string png = std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", 29);

TEST_P(AttachmentsTest, an_upload_is_the_uploader_s_until_a_message_uses_it) {
    auto file = upload_as(As::sara, "../../Bild ü.png", png);
    ASSERT_EQ(file.status, 201) << file.response.body;
    EXPECT_EQ(file.text("name"), "Bild ü.png");
    EXPECT_EQ(file.text("media_type"), "image/png");
    EXPECT_EQ(file["size"].as_int64(), 29);
    EXPECT_EQ(fetch(As::sara, file.id()).status, 200);
    EXPECT_EQ(fetch(As::minjun, file.id()).status, 404);
    auto id = open();
    EXPECT_EQ(reply(As::minjun, id, attached(file.id())).status, 422);
    auto sent = reply(As::sara, id, attached(file.id()));
    ASSERT_EQ(sent.status, 201) << sent.response.body;
    EXPECT_EQ(sent["attachments"].at(0).at("name").as_string(), "Bild ü.png");
    EXPECT_EQ(reply(As::sara, id, attached(file.id())).status, 422);
    EXPECT_EQ(fetch(As::minjun, file.id()).status, 200);
    EXPECT_EQ(fetch(As::rhys_of_reef, file.id()).status, 404);
    EXPECT_EQ(fetch(As::nobody, file.id()).status, 404);
    EXPECT_TRUE(ticket(id)["attachments"].as_bool());
    EXPECT_EQ(ticket(id)["messages"].at(1).at("attachments").as_array().size(), 1u);
    EXPECT_EQ(get(As::sara, "/tickets?view=all&q=has:attachment")["items"].as_array().size(), 1u);
}

TEST_P(AttachmentsTest, files_are_served_inert) {
    auto image = upload_as(As::sara, "a.png", png), page = upload_as(As::sara, "a.png", "<html><script>alert(1)</script></html>");
    auto shown = fetch(As::sara, image.id()), kept = fetch(As::sara, page.id());
    EXPECT_TRUE(shown.response.headers.get("Content-Disposition").starts_with("inline"));
    EXPECT_TRUE(fetch(As::sara, image.id(), "?download=1").response.headers.get("Content-Disposition").starts_with("attachment"));
    EXPECT_TRUE(kept.response.headers.get("Content-Disposition").starts_with("attachment"));
    EXPECT_EQ(kept.response.headers.get("X-Content-Type-Options"), "nosniff");
    EXPECT_TRUE(kept.response.headers.get("Content-Security-Policy").contains("sandbox"));
}

TEST_P(AttachmentsTest, files_of_notes_stay_in_the_house) {
    auto id = open();
    auto file = upload_as(As::sara, "secret.png", png);
    post(As::sara, path_of(id) + "/messages", "{'kind':'note','body_text':'see'" + attached(file.id()) + "}");
    auto contact = as_contact(1);
    auto code = [&](std::int64_t attachment) {
        return database->read([&](db::Reader& reader) {
            try {
                return access_attachment(reader, contact, {attachment}).name;
            } catch (const Problem& problem) { return problem.code; }
        });
    };
    EXPECT_EQ(code(file.id()), "tickets.attachment_not_found");
    auto shared = upload_as(As::sara, "public.png", png);
    reply(As::sara, id, attached(shared.id()));
    EXPECT_EQ(code(shared.id()), "public.png");
}

TEST_P(AttachmentsTest, what_nobody_uses_is_discarded_but_not_from_a_draft) {
    auto unused = upload_as(As::sara, "unused.png", png), drafted = upload_as(As::sara, "drafted.png", png);
    auto id = open();
    put(As::sara, path_of(id) + "/draft",
        "{'kind':'message','body_html':'x','attachment_ids':[" + std::to_string(drafted.id()) + "],'base_message_count':1}");
    EXPECT_EQ(ticket(id)["draft"].at("attachments").as_array().size(), 1u);
    clock.advance(24h * 7);
    EXPECT_EQ(run_jobs(), 2);
    EXPECT_EQ(fetch(As::sara, unused.id()).status, 404);
    EXPECT_EQ(fetch(As::sara, drafted.id()).status, 200);
}

TEST_P(AttachmentsTest, pasted_images_stand_in_the_message_and_foreign_ones_do_not_load) {
    auto file = upload_as(As::sara, "shot.png", png);
    auto url = file.text("url");
    auto id = open();
    auto sent = post(As::sara, path_of(id) + "/messages",
                     "{'kind':'reply','body_html':'<p>See</p><img src=\\\"" + url + "\\\"><img src=\\\"https://evil.test/x.png\\\">'" +
                         attached(file.id()) + "}");
    ASSERT_EQ(sent.status, 201) << sent.response.body;
    EXPECT_TRUE(sent.text("body_html").contains("src=\"" + url + "\"")) << sent.text("body_html");
    EXPECT_FALSE(sent.text("body_html").contains(" src=\"https://evil"));
    EXPECT_EQ(sent["remote_images"].as_int64(), 1);
}

}  // namespace
}  // namespace goodhost::tickets
