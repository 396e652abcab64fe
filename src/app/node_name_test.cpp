#include "app/node_name.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

namespace goodhost::app {

TEST(NodeName, regression_a_restart_on_the_same_folder_is_the_same_node) {
    auto folder = std::filesystem::path(testing::TempDir()) / "node_name";
    std::filesystem::create_directories(folder);
    auto first = std::make_unique<NodeName>(folder.string());
    auto name = first->text();
    EXPECT_NE(NodeName(folder.string()).text(), name) << "a second process beside it is another node";
    first.reset();
    EXPECT_EQ(NodeName(folder.string()).text(), name);
    std::filesystem::remove_all(folder);
}

}  // namespace goodhost::app
