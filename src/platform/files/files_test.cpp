#include "platform/files/files.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "platform/core/problem.hpp"

namespace goodhost::files {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view hello_digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

struct FilesTest : testing::Test {
    FilesTest() {
        std::string pattern = (fs::temp_directory_path() / "goodhost-files-XXXXXX").string();
        root = ::mkdtemp(pattern.data());
        store = open_disk_store((root / "files").string());
    }
    ~FilesTest() override { fs::remove_all(root); }

    std::string write(const std::string& name, std::string_view bytes) const {
        std::ofstream(root / name, std::ios::binary) << bytes;
        return (root / name).string();
    }
    std::map<std::string, std::int64_t> all() const {
        std::map<std::string, std::int64_t> found;
        store->walk([&](std::string_view digest, std::int64_t size) { found.emplace(digest, size); });
        return found;
    }
    std::size_t temporary_files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(root / "files" / "incoming"), {}));
    }

    fs::path root;
    std::unique_ptr<Store> store;
};

TEST_F(FilesTest, bytes_are_kept_under_their_digest) {
    const auto stored = store->put("hello");
    EXPECT_EQ(stored.sha256, hello_digest);
    EXPECT_EQ(stored.size, 5);
    EXPECT_EQ(stored.media_type, "text/plain");
    EXPECT_EQ(store->read(hello_digest), "hello");
    EXPECT_EQ(store->path_of(hello_digest), (root / "files/2c" / hello_digest.substr(2)).string());
    EXPECT_EQ(temporary_files(), 0u);
}

TEST_F(FilesTest, equal_bytes_are_kept_once_and_outlive_the_store) {
    store->put("hello");
    store->put("hello");
    store->put_file(write("again", "hello"));
    store->put("");
    store = open_disk_store((root / "files").string());
    EXPECT_EQ(all().size(), 2u);
    EXPECT_EQ(all().at(std::string(hello_digest)), 5);
    EXPECT_FALSE(fs::exists(root / "again"));
}

TEST_F(FilesTest, a_finished_file_is_taken_over) {
    const std::string bytes(3'000'000, 'x');
    const auto path = write("spooled", bytes);
    struct stat before {
    }, after{};
    ::stat(path.c_str(), &before);
    const auto stored = store->put_file(path);
    ::stat(store->path_of(stored.sha256)->c_str(), &after);
    EXPECT_EQ(before.st_ino, after.st_ino);
    EXPECT_EQ(stored.size, 3'000'000);
    EXPECT_EQ(stored.sha256, store->put(bytes).sha256);
    EXPECT_EQ(store->read(stored.sha256), bytes);
}

TEST_F(FilesTest, a_file_of_another_file_system_is_copied) {
    if (!fs::exists("/dev/shm")) GTEST_SKIP() << "no second file system";
    struct stat here {
    }, there{};
    ::stat(root.c_str(), &here);
    ::stat("/dev/shm", &there);
    if (here.st_dev == there.st_dev) GTEST_SKIP() << "no second file system";
    const auto path = "/dev/shm/goodhost-files-test-" + std::to_string(::getpid());
    std::ofstream(path) << "hello";
    EXPECT_EQ(store->put_file(path).sha256, hello_digest);
    EXPECT_FALSE(fs::exists(path));
    EXPECT_EQ(store->read(hello_digest), "hello");
    EXPECT_EQ(temporary_files(), 0u);
}

TEST_F(FilesTest, a_cut_off_file_is_mended_by_the_next_put) {
    store->put("hello");
    fs::resize_file(*store->path_of(hello_digest), 2);
    store->put("hello");
    EXPECT_EQ(store->read(hello_digest), "hello");
}

TEST_F(FilesTest, a_missing_file_is_told_and_a_path_is_no_digest) {
    EXPECT_EQ(store->path_of(hello_digest), std::nullopt);
    EXPECT_EQ(store->path_of("../../etc/passwd"), std::nullopt);
    EXPECT_EQ(store->path_of(""), std::nullopt);
    EXPECT_FALSE(store->remove("../x"));
    EXPECT_FALSE(store->remove(hello_digest));
    try {
        store->read(hello_digest);
        FAIL();
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.kind, ProblemKind::not_found);
        EXPECT_EQ(problem.code, "platform.file_missing");
    }
}

TEST_F(FilesTest, a_removed_file_is_gone) {
    store->put("hello");
    EXPECT_TRUE(store->remove(hello_digest));
    EXPECT_TRUE(all().empty());
}

TEST_F(FilesTest, an_unused_file_goes_unless_it_is_put_again_meanwhile) {
    const auto age = [this](std::string_view digest) {
        std::error_code gone;
        if (auto path = store->path_of(digest)) fs::last_write_time(*path, fs::file_time_type::clock::now() - std::chrono::hours{2}, gone);
    };
    const auto digest = store->put("hello").sha256;
    EXPECT_FALSE(store->remove_unused(digest, std::chrono::hours{1}));
    age(digest);
    EXPECT_TRUE(store->remove_unused(digest, std::chrono::hours{1}));
    EXPECT_FALSE(store->path_of(digest));
    for (int round = 0; round < 200; ++round) {
        store->put("hello");
        age(digest);
        std::jthread sweeper([&] { store->remove_unused(digest, std::chrono::hours{1}); });
        store->put("hello");
        sweeper.join();
        ASSERT_TRUE(store->path_of(digest)) << round;
    }
}

TEST_F(FilesTest, a_file_that_was_put_aside_when_the_program_was_killed_is_there_again) {
    const auto digest = store->put("hello").sha256;
    fs::rename(*store->path_of(digest), root / "files" / "leaving" / digest);
    EXPECT_FALSE(store->path_of(digest));
    EXPECT_EQ(open_disk_store((root / "files").string())->read(digest), "hello");
}

TEST_F(FilesTest, many_threads_put_the_same_file) {
    std::vector<std::jthread> threads;
    threads.reserve(8);
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i) EXPECT_EQ(store->read(store->put(std::to_string(i)).sha256), std::to_string(i));
        });
    threads.clear();
    EXPECT_EQ(all().size(), 20u);
    EXPECT_EQ(temporary_files(), 0u);
}

TEST_F(FilesTest, a_folder_that_cannot_be_made_is_told) {
    write("plain", "x");
    EXPECT_THROW(open_disk_store((root / "plain" / "files").string()), Problem);
}

TEST_F(FilesTest, a_killed_writers_temporary_file_is_removed_after_a_day) {
    const auto left = root / "files/incoming/left", fresh = root / "files/incoming/fresh";
    std::ofstream(left) << "x";
    std::ofstream(fresh) << "x";
    fs::last_write_time(left, fs::file_time_type::clock::now() - std::chrono::hours{25});
    open_disk_store((root / "files").string());
    EXPECT_FALSE(fs::exists(left));
    EXPECT_TRUE(fs::exists(fresh));
}

TEST(MediaType, is_what_the_bytes_are_and_not_what_the_name_says) {
    EXPECT_EQ(sniff_media_type(std::string_view("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)), "image/png");
    EXPECT_EQ(sniff_media_type("\xff\xd8\xff\xe0"), "image/jpeg");
    EXPECT_EQ(sniff_media_type("%PDF-1.7\n"), "application/pdf");
    EXPECT_EQ(sniff_media_type("<!DOCTYPE html><html><script>1</script></html>"), "text/html");
    EXPECT_EQ(sniff_media_type("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"), "image/svg+xml");
    EXPECT_EQ(sniff_media_type("안녕하세요, 서버가 느려요"), "text/plain");
    EXPECT_EQ(sniff_media_type(""), "application/octet-stream");
    EXPECT_EQ(sniff_media_type(std::string_view("\0\1\2\3\xfe\xff\0", 7)), "application/octet-stream");
}

TEST(MediaType, only_what_cannot_run_anything_is_shown_inline) {
    for (auto type : {"image/png", "image/jpeg", "text/plain", "audio/mpeg", "video/mp4"}) EXPECT_TRUE(shown_inline(type)) << type;
    for (auto type : {"image/svg+xml", "text/html", "application/pdf", "text/xml", "application/octet-stream", ""})
        EXPECT_FALSE(shown_inline(type)) << type;
}

TEST(Disposition, names_the_file_in_both_forms) {
    EXPECT_EQ(content_disposition("attachment", "report.pdf"), "attachment; filename=\"report.pdf\"");
    EXPECT_EQ(content_disposition("inline", "서버 log.txt"),
              "inline; filename=\"__ log.txt\"; filename*=UTF-8''%EC%84%9C%EB%B2%84%20log.txt");
    EXPECT_EQ(content_disposition("attachment", "a\"b\\c%41.txt"), "attachment; filename=\"c_41.txt\"; filename*=UTF-8''c%2541.txt");
}

TEST(Disposition, lets_nothing_out_of_its_quotes) {
    EXPECT_EQ(content_disposition("attachment", "a\r\nSet-Cookie: x=1.txt"), "attachment; filename=\"aSet-Cookie: x=1.txt\"");
    EXPECT_EQ(content_disposition("x\r\ny", "../../etc/passwd"), "attachment; filename=\"passwd\"");
    EXPECT_EQ(content_disposition("attachment", "say \"hi\".txt"),
              "attachment; filename=\"say _hi_.txt\"; filename*=UTF-8''say%20%22hi%22.txt");
    EXPECT_EQ(content_disposition("attachment", "photo\u202Egpj.exe"), "attachment; filename=\"photogpj.exe\"");
    EXPECT_EQ(content_disposition("attachment", "a\xff.txt"), "attachment; filename=\"a_.txt\"; filename*=UTF-8''a%EF%BF%BD.txt");
    for (auto empty : {"", "..", "/", " . ", "\x01"}) EXPECT_EQ(content_disposition("attachment", empty), "attachment; filename=\"file\"");
}

TEST(Disposition, a_long_name_keeps_its_extension) {
    std::string name;
    for (int i = 0; i < 200; ++i) name += "서";
    const auto value = content_disposition("attachment", name + ".html");
    EXPECT_TRUE(value.ends_with("%84%9C.html")) << value;
    EXPECT_LT(value.size(), 900u);
}

}  // namespace
}  // namespace goodhost::files
