#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/core/problem.hpp"
#include "platform/http/multipart.hpp"

/// Outside bytes as a form with files: the first line is the type's boundary. What a part holds lies within the body.
namespace goodhost::http {

void check_form(std::string_view bytes) {
    const auto line = std::min(bytes.find('\n'), bytes.size());
    Request request;
    request.headers.add("Content-Type", "multipart/form-data; boundary=" + std::string(bytes.substr(0, line)));
    request.body = bytes.substr(std::min(line + 1, bytes.size()));
    try {
        Multipart form(request);
        const std::string_view body = request.body;
        for (auto& part : form.parts()) {
            if (part.bytes.data() < body.data() || part.bytes.data() + part.bytes.size() > body.data() + body.size()) std::abort();
            if (part.file_name.find_first_of("/\\") != std::string::npos) std::abort();
        }
        form.fields();
    } catch (const Problem&) {
        return;  // refused
    }
}

}  // namespace goodhost::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    goodhost::http::check_form({reinterpret_cast<const char*>(data), size});
    return 0;
}
