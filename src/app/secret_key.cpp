#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "app/program.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/random.hpp"

namespace goodhost::app {

namespace {

constexpr std::size_t key_bytes = 32;

std::string read_key(const std::string& path) {
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    auto hex = text.str();
    while (!hex.empty() && std::isspace(static_cast<unsigned char>(hex.back()))) hex.pop_back();
    auto key = crypto::from_hex(hex);
    if (!in || !key || key->size() != key_bytes)
        throw Problem(ProblemKind::invalid, "app.bad_secret_key", path + " does not hold 64 hexadecimal digits");
    return *key;
}

/// False when another process made it first.
bool make_key(const std::string& path) {
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return false;
    auto text = crypto::hex(crypto::random_bytes(key_bytes)) + "\n";
    bool kept = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    ::close(file);
    if (!kept) throw Problem(ProblemKind::unavailable, "app.bad_secret_key", "cannot write " + path);
    return true;
}

}  // namespace

std::string load_secret_key(const config::Settings& settings) {
    auto configured = settings.text("secret_key_file");
    if (!configured.empty()) return read_key(configured);
    auto path = settings.text("data") + "/secret.key";
    if (::access(path.c_str(), F_OK) != 0) make_key(path);
    return read_key(path);
}

}  // namespace goodhost::app
