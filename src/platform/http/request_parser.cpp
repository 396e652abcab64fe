#include "platform/http/request_parser.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

namespace goodhost::http {

namespace beast = boost::beast;

namespace {

constexpr std::size_t max_target_bytes = 8 * 1024;
constexpr std::size_t max_fields = 100;
/// Chunk lines and trailers carry nothing for us; a sender that pads them is not worth serving.
constexpr std::size_t max_chunk_line = 4 * 1024, max_extension_bytes = 16 * 1024;
/// `0`, the end of its line and an empty trailer: nothing shorter follows where a chunk's size is expected.
constexpr std::size_t shortest_last_chunk = 5;

Method method_of(beast::http::verb verb) {
    switch (verb) {
        case beast::http::verb::get: return Method::get;
        case beast::http::verb::head: return Method::head;
        case beast::http::verb::post: return Method::post;
        case beast::http::verb::put: return Method::put;
        case beast::http::verb::patch: return Method::patch;
        case beast::http::verb::delete_: return Method::delete_;
        case beast::http::verb::options: return Method::options;
        default: return Method::other;
    }
}

bool has_folded_line(std::string_view head) { return head.contains("\r\n ") || head.contains("\r\n\t"); }

}  // namespace

RequestParser::RequestParser(Request& request, std::size_t max_header_bytes) : request_(request), max_header_bytes_(max_header_bytes) {
    header_limit(static_cast<std::uint32_t>(max_header_bytes));
    body_limit(boost::none);
}

std::size_t RequestParser::feed(std::string_view bytes) {
    // Asked again with less, Beast's parser ends the program when it has seen the size of the last chunk (an assertion).
    if (needs_more_ && is_header_done() && bytes.size() < shortest_last_chunk) return 0;
    needs_more_ = false;
    if (!got_some()) {
        // A server skips empty lines before a request (RFC 9112 section 2.2).
        if (bytes.starts_with("\r\n")) return 2;
        if (bytes.empty() || bytes == "\r") return needs_more_ = true, 0;
    }
    bool in_head = !is_header_done();
    error_code error;
    auto used = put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (in_head) {
        head_bytes_ += used;
        if (!refusal_ && has_folded_line(bytes.substr(0, used))) refuse(refusals::bad_request, error);
    }
    if (error) take_error(error, bytes.size() - used);
    return used;
}

void RequestParser::take_error(const error_code& error, std::size_t left) {
    if (refusal_) return;
    bool in_head = !is_header_done();
    if (error == beast::http::error::need_more) {
        bool too_long = in_head ? head_bytes_ + left >= max_header_bytes_ : left > max_chunk_line;
        if (!too_long) {
            needs_more_ = true;
            return;
        }
        refusal_ = !in_head ? refusals::bad_framing : version_ == 0 ? refusals::target_too_long : refusals::headers_too_large;
        return;
    }
    if (error == beast::http::error::header_limit)
        refusal_ = version_ == 0 ? refusals::target_too_long : refusals::headers_too_large;
    else if (error == beast::http::error::bad_version)
        refusal_ = refusals::bad_version;
    else if (!in_head || error == beast::http::error::bad_content_length || error == beast::http::error::multiple_content_length ||
             error == beast::http::error::bad_transfer_encoding)
        refusal_ = refusals::bad_framing;
    else
        refusal_ = refusals::bad_request;
}

void RequestParser::refuse(const Refusal& refusal, error_code& error) {
    refusal_ = refusal;
    error = beast::http::error::bad_value;
}

void RequestParser::on_request_impl(beast::http::verb verb, string_view, string_view target, int version, error_code& error) {
    version_ = version;
    request_.method = method_of(verb);
    request_.target.assign(target.data(), target.size());
    if (target.size() > max_target_bytes) refuse(refusals::target_too_long, error);
}

void RequestParser::on_field_impl(beast::http::field field, string_view name, string_view value, error_code& error) {
    if (in_trailer_) return;
    if (request_.headers.items().size() >= max_fields) return refuse(refusals::headers_too_large, error);
    check_framing_field(field, value, error);
    request_.headers.add(std::string(name.data(), name.size()), std::string(value.data(), value.size()));
}

void RequestParser::check_framing_field(beast::http::field field, string_view value, error_code& error) {
    if (field == beast::http::field::host) {
        if (++hosts_ > 1) refuse(refusals::bad_host, error);
    } else if (field == beast::http::field::content_length) {
        // Beast takes equal repetitions and lists; a proxy before us may read them differently.
        if (++lengths_ > 1 || value.find(',') != string_view::npos) refuse(refusals::bad_framing, error);
    } else if (field == beast::http::field::transfer_encoding) {
        bool chunked_only = beast::iequals(value, "chunked");
        if (++codings_ > 1 || version_ < 11)
            refuse(refusals::bad_framing, error);
        else if (!chunked_only)
            refuse(refusals::unknown_coding, error);
    }
}

void RequestParser::on_header_impl(error_code& error) {
    in_trailer_ = true;
    if (codings_ > 0 && lengths_ > 0) return refuse(refusals::bad_framing, error);
    if (hosts_ == 0 && version_ >= 11) refuse(refusals::bad_host, error);
}

std::size_t RequestParser::on_body_impl(string_view body, error_code& error) {
    if (auto refusal = sink_->take({body.data(), body.size()})) refuse(*refusal, error);
    return body.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t, string_view extensions, error_code& error) {
    extension_bytes_ += extensions.size();
    if (extension_bytes_ > max_extension_bytes) refuse(refusals::bad_framing, error);
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, string_view body, error_code& error) { return on_body_impl(body, error); }

}  // namespace goodhost::http
