#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/http.hpp"

namespace goodhost::http {

/// One part of a multipart/form-data body (RFC 7578). `bytes` is a view into the body, valid as long as the Multipart.
struct FormPart {
    std::string name;
    std::string file_name;  ///< empty for a plain field; the last part of a path
    std::string_view bytes;
};

/// A form with files. A spooled body is mapped, not read: memory does not grow with its size. At most 200 parts.
/// A file input in which nothing was chosen is no part.
class Multipart {
  public:
    /// Throws Problem invalid `platform.bad_form` when the body is no multipart form. The request must outlive it.
    explicit Multipart(const Request& request);
    ~Multipart();
    Multipart(const Multipart&) = delete;
    const std::vector<FormPart>& parts() const { return parts_; }
    /// The first plain field of that name, or empty.
    std::string field(std::string_view name) const;
    /// The plain fields as a form has them.
    std::vector<std::pair<std::string, std::string>> fields() const;

  private:
    void parse(std::string_view body, std::string_view boundary);
    const char* mapped_ = nullptr;
    std::size_t mapped_size_ = 0;
    std::vector<FormPart> parts_;
};

}  // namespace goodhost::http
