#include "platform/html/forms.hpp"

#include <gtest/gtest.h>

namespace goodhost::html {
namespace {

const i18n::Translator& english() {
    static const i18n::Catalogue all(files::embedded_locales());
    static const i18n::Translator t(all, "en");
    return t;
}

TEST(Forms, a_field_is_tied_to_its_label_hint_and_error) {
    const Field field{.name = "contact.email",
                      .label = "Email",
                      .value = "a\"b",
                      .hint = "We answer here.",
                      .error = "Please fill this in.",
                      .type = "email",
                      .autocomplete = "email",
                      .required = true,
                      .max_length = 200};
    EXPECT_EQ(
        text_field(english(), field).str(),
        R"(<div class="field field-bad"><label for="f-contact-email">Email</label><p class="hint" id="f-contact-email-hint">We answer here.</p>)"
        R"(<p class="error" id="f-contact-email-error">Please fill this in.</p>)"
        R"(<input id="f-contact-email" name="contact.email" type="email" value="a&quot;b" autocomplete="email" maxlength="200" required )"
        R"(aria-describedby="f-contact-email-hint f-contact-email-error" aria-invalid="true"></div>)");
}

TEST(Forms, what_need_not_be_filled_in_says_so) {
    EXPECT_EQ(text_area(english(), {.name = "note", .label = "Note", .value = "x", .rows = 4}).str(),
              "<div class=\"field\"><label for=\"f-note\">Note<span class=\"optional\"> (optional)</span></label>"
              "<textarea id=\"f-note\" name=\"note\" rows=\"4\">\nx</textarea></div>");
}

TEST(Forms, a_password_is_not_sent_back) {
    EXPECT_FALSE(
        text_field(english(), {.name = "password", .label = "Password", .value = "hunter2", .type = "password"}).str().contains("hunter2"));
}

TEST(Forms, the_chosen_one_is_chosen) {
    const Choice choices[] = {{"a", "A"}, {"b", "B", "the second"}};
    const std::string list = select_field(english(), {.name = "x", .label = "X", .value = "b"}, choices).str();
    EXPECT_TRUE(list.contains(R"(<option value="">–</option><option value="a">A</option><option value="b" selected>B</option>)")) << list;
    const std::string group = radio_group(english(), {.name = "x", .label = "X", .value = "a", .required = true}, choices).str();
    EXPECT_TRUE(group.contains(R"(<input type="radio" name="x" value="a" checked required><span>A</span>)")) << group;
    EXPECT_TRUE(group.contains(R"(<span>B<small>the second</small></span>)")) << group;
    EXPECT_TRUE(group.starts_with(R"(<fieldset class="field" id="f-x"><legend>X</legend>)")) << group;
    EXPECT_TRUE(checkbox(english(), {.name = "x", .label = "X"}, true).str().contains(R"(value="true" checked)"));
}

TEST(Forms, a_form_carries_its_token) {
    const std::string shown =
        post_form({.action = "/tickets", .csrf = "t", .files = true, .confirm = "Sure?"}, submit_button("Send")).str();
    EXPECT_EQ(
        shown,
        R"(<form method="post" action="/tickets" novalidate enctype="multipart/form-data" data-confirm="Sure?"><input type="hidden" name="_csrf" value="t">)"
        R"(<button type="submit" class="button button-primary">Send</button></form>)");
    EXPECT_FALSE(post_form({.action = "/x", .csrf = ""}, {}).str().contains("_csrf"));
}

TEST(Forms, the_summary_leads_to_each_field) {
    const FieldProblem problems[] = {{"tags[2]", "required", {}}, {"", "invalid_json", {}}};
    const std::string shown = error_summary(english(), problems).str();
    EXPECT_TRUE(shown.contains("<h2>2 things need another look</h2>")) << shown;
    EXPECT_TRUE(shown.contains(R"(<li><a href="#f-tags-2-">Please fill this in.</a></li><li>This is not valid JSON.</li>)")) << shown;
    EXPECT_TRUE(error_summary(english(), problems, {{"tags[2]", "Third tag"}}).str().contains(">Third tag: Please fill this in.<"));
    const std::vector<FieldProblem> two{{"email", "required", {}}, {"name", "required", {}}};
    EXPECT_TRUE(error_summary(english(), two, {{"name", "Who are you?"}, {"email", "Email"}})
                    .str()
                    .contains(R"(#f-name">Who are you? Please fill this in.</a></li><li><a href="#f-email">Email: Please)"));
    EXPECT_EQ(error_of(english(), problems, "tags[2]"), "Please fill this in.");
    EXPECT_EQ(error_of(english(), problems, "name"), "");
    EXPECT_EQ(error_summary(english(), {}).str(), "");
}

}  // namespace
}  // namespace goodhost::html
