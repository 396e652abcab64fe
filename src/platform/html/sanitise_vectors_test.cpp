#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "platform/html/sanitise.hpp"
#include "platform/html/sanitise_check.hpp"

namespace goodhost::html {
namespace {

boost::json::array vectors() {
    std::ifstream in(std::filesystem::path(GOODHOST_SOURCE_DIR) / "tests/browser/vectors/html_injection.json");
    return boost::json::parse(std::string(std::istreambuf_iterator<char>(in), {})).as_array();
}

// The same list goes through a real browser in tests/browser.
TEST(SanitiseVectors, nothing_of_them_runs_or_loads) {
    auto all = vectors();
    ASSERT_GT(all.size(), 100u);
    for (auto& one : all) {
        const std::string vector(one.as_string());
        for (const auto& page : {vector, "<p>before</p>" + vector + "<p>after</p>", "<table><tr><td>" + vector + "</td></tr></table>",
                                 "<div title='" + vector + "'>x</div>", "<!-- " + vector}) {
            auto clean = sanitise(page).html;
            EXPECT_EQ(unsafe_part(clean), "") << vector << "\n" << clean;
            EXPECT_EQ(unsafe_part(sanitise(clean).html), "") << vector;
        }
    }
}

std::string repeated(std::string_view piece, std::size_t size) {
    std::string page;
    page.reserve(size + piece.size());
    while (page.size() < size) page += piece;
    return page;
}

TEST(SanitiseBounds, ten_megabytes_of_nested_html_are_refused_in_time_and_stay_readable) {
    using namespace std::chrono;
    for (auto piece : {"<div>", "<b><i><a href=x>", "<table><tr><td>", "<p>words ", "<a b=c d=e f=g>", "<font><p>", "<!--", "&amp;<br>"}) {
        const auto page = "<p>Read me</p>" + repeated(piece, 10u << 20);
        const auto began = steady_clock::now();
        auto clean = sanitise(page);
        const auto took = duration_cast<milliseconds>(steady_clock::now() - began);
        std::printf("10 MB of %s: %lld ms, %s\n", piece, static_cast<long long>(took.count()), clean.reason.c_str());
        EXPECT_TRUE(clean.is_plain_text) << piece;
        EXPECT_NE(clean.html.find("Read me"), std::string::npos) << piece;
        // Sanitizers make it slower; the figure counts where there are none.
        EXPECT_LT(took, milliseconds(2000)) << piece;
    }
}

}  // namespace
}  // namespace goodhost::html
