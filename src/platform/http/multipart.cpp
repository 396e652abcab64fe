#include "platform/http/multipart.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "platform/core/problem.hpp"

namespace goodhost::http {

namespace {

constexpr std::size_t most_parts = 200;
constexpr std::size_t longest_head = 8 * 1024;

[[noreturn]] void refuse(std::string why) { throw Problem(ProblemKind::invalid, "platform.bad_form", std::move(why)); }

bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// `name` of `form-data; name="a"; filename="b.png"`; quotes are undone as browsers write them (%22 for a quote).
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    for (std::size_t at = header.find(';'); at != std::string_view::npos;) {
        auto rest = header.substr(at + 1);
        while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
        auto equals = rest.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        auto value = rest.substr(equals + 1);
        bool quoted = value.starts_with('"');
        auto end = quoted ? value.find('"', 1) : std::min(value.find(';'), value.size());
        if (end == std::string_view::npos) return std::nullopt;
        if (same_word(rest.substr(0, equals), name)) {
            std::string text(quoted ? value.substr(1, end - 1) : value.substr(0, end));
            for (auto quote = text.find("%22"); quote != std::string::npos; quote = text.find("%22")) text.replace(quote, 3, "\"");
            return text;
        }
        auto consumed = static_cast<std::size_t>(value.data() - header.data()) + end;
        at = header.find(';', consumed);
    }
    return std::nullopt;
}

std::string disposition_of(std::string_view head) {
    while (!head.empty()) {
        auto end = std::min(head.find("\r\n"), head.size());
        auto line = head.substr(0, end);
        auto colon = line.find(':');
        if (colon != std::string_view::npos && same_word(line.substr(0, colon), "Content-Disposition"))
            return std::string(line.substr(colon + 1));
        head.remove_prefix(std::min(end + 2, head.size()));
    }
    return {};
}

std::string last_of_path(std::string name) {
    auto slash = name.find_last_of("/\\");
    return slash == std::string::npos ? name : name.substr(slash + 1);
}

}  // namespace

Multipart::Multipart(const Request& request) {
    auto content = request.headers.get("Content-Type");
    auto boundary = content.starts_with("multipart/form-data") ? parameter(content, "boundary").value_or("") : std::string();
    if (boundary.empty() || boundary.size() > 70) refuse("no boundary");
    if (!request.spooled) {
        parse(request.body, boundary);
        return;
    }
    if (request.spooled->size == 0) refuse("empty body");
    int file = ::open(request.spooled->path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) throw Problem(ProblemKind::unavailable, "platform.internal", "cannot open the spooled body");
    mapped_size_ = request.spooled->size;
    void* at = ::mmap(nullptr, mapped_size_, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    if (at == MAP_FAILED) throw Problem(ProblemKind::unavailable, "platform.internal", "cannot map the spooled body");
    mapped_ = static_cast<const char*>(at);
    try {
        parse({mapped_, mapped_size_}, boundary);
    } catch (...) {
        ::munmap(const_cast<char*>(mapped_), mapped_size_);
        throw;
    }
}

Multipart::~Multipart() {
    if (mapped_) ::munmap(const_cast<char*>(mapped_), mapped_size_);
}

void Multipart::parse(std::string_view body, std::string_view boundary) {
    std::string first = "--" + std::string(boundary), between = "\r\n" + first;
    if (!body.starts_with(first)) refuse("the body does not begin with its boundary");
    body.remove_prefix(first.size());
    while (!body.starts_with("--")) {
        if (!body.starts_with("\r\n")) refuse("a boundary is not followed by a line end");
        body.remove_prefix(2);
        auto head_end = body.substr(0, longest_head).find("\r\n\r\n");
        if (head_end == std::string_view::npos) refuse("a part has no head");
        auto disposition = disposition_of(body.substr(0, head_end));
        body.remove_prefix(head_end + 4);
        auto end = body.find(between);
        if (end == std::string_view::npos) refuse("a part has no end");
        if (parts_.size() == most_parts) refuse("too many parts");
        auto file_name = parameter(disposition, "filename");
        // A browser sends a file input in which nothing was chosen as a file without a name.
        bool nothing_chosen = file_name && file_name->empty() && end == 0;
        if (!nothing_chosen)
            parts_.push_back({parameter(disposition, "name").value_or(""), last_of_path(file_name.value_or("")), body.substr(0, end)});
        body.remove_prefix(end + between.size());
    }
}

std::string Multipart::field(std::string_view name) const {
    for (auto& part : parts_)
        if (part.name == name && part.file_name.empty()) return std::string(part.bytes);
    return {};
}

std::vector<std::pair<std::string, std::string>> Multipart::fields() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (auto& part : parts_)
        if (part.file_name.empty()) all.emplace_back(part.name, std::string(part.bytes));
    return all;
}

}  // namespace goodhost::http
