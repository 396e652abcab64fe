#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/postgres_tools.hpp"
#include "platform/crypto/hash.hpp"
#include "platform/db/db.hpp"
#include "platform/files/files.hpp"
#include "platform/json/json.hpp"
#include "platform/version.hpp"

namespace goodhost::app {

namespace fs = std::filesystem;

namespace {

struct Manifest {
    std::string version;
    std::string dialect;
    Instant made_at;
    std::map<std::string, std::string> files;  ///< relative path -> SHA-256
};
BOOST_DESCRIBE_STRUCT(Manifest, (), (version, dialect, made_at, files))

std::string digest_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw Problem(ProblemKind::unavailable, "app.unreadable_file", path.string());
    crypto::Sha256 hash;
    std::string block(1 << 20, '\0');
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount())
        hash.update({block.data(), static_cast<std::size_t>(in.gcount())});
    return crypto::hex(hash.finish());
}

/// A backup counts only once it is on the disk.
void sync_file(const fs::path& path) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 || ::fsync(file) != 0) throw Problem(ProblemKind::unavailable, "app.unwritable_file", path.string());
    ::close(file);
}

void copy_into(Manifest& manifest, const fs::path& from, const fs::path& folder, const std::string& relative) {
    fs::create_directories((folder / relative).parent_path());
    fs::copy_file(from, folder / relative, fs::copy_options::overwrite_existing);
    sync_file(folder / relative);
    manifest.files[relative] = digest_of(folder / relative);
}

void write_manifest(const Manifest& manifest, const fs::path& folder) {
    std::ofstream(folder / "manifest.json") << json::to_json(manifest) << "\n";
    sync_file(folder / "manifest.json");
    sync_file(folder);
}

/// A backup comes from elsewhere: a name in it must not lead out of the folder, neither by its dots nor by a link.
bool leads_out(const fs::path& folder, const std::string& relative) {
    const fs::path path(relative);
    bool climbs = path.empty() || path.is_absolute() || relative.contains('\0') || std::find(path.begin(), path.end(), "..") != path.end();
    for (auto at = folder; auto& part : path) climbs = climbs || fs::is_symlink(at /= part);
    return climbs;
}

/// What differs from the manifest, or nothing.
std::vector<std::string> damage(const Manifest& manifest, const fs::path& folder) {
    std::vector<std::string> found;
    for (auto& [relative, digest] : manifest.files) {
        if (leads_out(folder, relative))
            found.push_back(relative + ": leads out of the backup");
        else if (!fs::exists(folder / relative))
            found.push_back(relative + ": missing");
        else if (digest_of(folder / relative) != digest)
            found.push_back(relative + ": altered");
    }
    return found;
}

Manifest read_manifest(const fs::path& folder) {
    std::ifstream in(folder / "manifest.json");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    if (text.empty()) throw Problem(ProblemKind::invalid, "app.no_backup", (folder / "manifest.json").string() + " is missing or empty");
    return json::from_json<Manifest>(text);
}

bool is_empty_folder(const fs::path& folder) { return !fs::exists(folder) || fs::is_empty(folder); }

}  // namespace

/// The database first: whatever it refers to was stored before, so every file of the copy is there to be copied after it.
int backup(Program& program, const config::Settings& settings, const std::string& target) {
    fs::path folder = target, data = program.data_folder();
    if (!is_empty_folder(folder)) throw Problem(ProblemKind::conflict, "app.folder_not_empty", target + " is not empty");
    fs::create_directories(folder);
    Manifest manifest{std::string(version), "sqlite", program.services().clock.now(), {}};
    if (program.database().dialect() == db::Dialect::postgres) {
        manifest.dialect = "postgres";
        dump_postgres(settings.text("database"), folder / "goodhost.dump");
        manifest.files["goodhost.dump"] = digest_of(folder / "goodhost.dump");
    } else {
        program.database().backup_to(folder / "goodhost.db");
        sync_file(folder / "goodhost.db");
        manifest.files["goodhost.db"] = digest_of(folder / "goodhost.db");
    }
    if (settings.text("secret_key_file").empty()) copy_into(manifest, data / "secret.key", folder, "secret.key");
    // The leases in the copied database are of this name: whoever serves the copy has them at once.
    if (fs::exists(data / "node.id")) copy_into(manifest, data / "node.id", folder, "node.id");
    program.services().files.walk([&](std::string_view sha256, std::int64_t) {
        auto path = program.services().files.path_of(sha256);
        if (path) copy_into(manifest, *path, folder, fs::relative(*path, data));
    });
    write_manifest(manifest, folder);
    fmt::print("{} files in {}\n", manifest.files.size(), target);
    return done;
}

int restore(const config::Settings& settings, const std::string& source) {
    fs::path folder = source, data = settings.text("data");
    auto manifest = read_manifest(folder);
    auto found = damage(manifest, folder);
    for (auto& line : found) fmt::print(stderr, "{}\n", line);
    if (!found.empty()) return damaged;
    if (!is_empty_folder(data)) throw Problem(ProblemKind::conflict, "app.folder_not_empty", data.string() + " is not empty");
    bool to_postgres = !settings.text("database").empty();
    if (to_postgres != (manifest.dialect == "postgres"))
        throw Problem(ProblemKind::conflict, "app.other_database", "the backup is of " + manifest.dialect);
    fs::create_directories(data);
    fs::permissions(data, fs::perms::owner_all);
    for (auto& [relative, digest] : manifest.files) {
        if (relative == "goodhost.dump") continue;
        fs::create_directories((data / relative).parent_path());
        fs::copy_file(folder / relative, data / relative);
        sync_file(data / relative);
    }
    if (to_postgres) restore_postgres(settings.text("database"), folder / "goodhost.dump");
    fmt::print("{} files restored into {}\n", manifest.files.size(), data.string());
    return done;
}

}  // namespace goodhost::app
