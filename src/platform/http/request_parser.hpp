#pragma once
#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "platform/http/http.hpp"
#include "platform/http/refusal.hpp"

namespace goodhost::http {

/// Takes the bytes of a body as they come.
class BodySink {
  public:
    virtual ~BodySink() = default;
    /// What to answer when the body's limit is passed or it can't be stored.
    virtual std::optional<Refusal> take(std::string_view bytes) = 0;
};

/// Beast's parser of HTTP/1.1 messages, made stricter where Beast is lenient: no obs-fold, no second Content-Length, no
/// transfer coding but `chunked`, exactly one Host (RFC 9112 sections 3.2, 5.2, 6.1, 6.3). Fills in the raw parts of a
/// Request.
class RequestParser final : public boost::beast::http::basic_parser<true> {
  public:
    RequestParser(Request& request, std::size_t max_header_bytes);

    /// Consumes what it can of the beginning of `bytes` and returns how much. With `need_more` set it wants the rest
    /// repeated together with further bytes. Stops after the head, so that the caller can choose a sink.
    std::size_t feed(std::string_view bytes);
    bool needs_more() const { return needs_more_; }
    const std::optional<Refusal>& refusal() const { return refusal_; }
    void set_sink(BodySink& sink) { sink_ = &sink; }

    int version() const { return version_; }
    bool has_body() const { return chunked() || content_length().value_or(0) > 0; }

  private:
    using string_view = boost::beast::string_view;
    using error_code = boost::beast::error_code;
    void on_request_impl(boost::beast::http::verb verb, string_view method, string_view target, int version, error_code& error) override;
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_field_impl(boost::beast::http::field field, string_view name, string_view value, error_code& error) override;
    void on_header_impl(error_code& error) override;
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(string_view body, error_code& error) override;
    void on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t remain, string_view body, error_code& error) override;
    void on_finish_impl(error_code&) override {}

    void refuse(const Refusal& refusal, error_code& error);
    void check_framing_field(boost::beast::http::field field, string_view value, error_code& error);
    void take_error(const error_code& error, std::size_t left);

    Request& request_;
    BodySink* sink_ = nullptr;
    std::optional<Refusal> refusal_;
    std::size_t max_header_bytes_;
    std::size_t head_bytes_ = 0, extension_bytes_ = 0;
    int version_ = 0, hosts_ = 0, lengths_ = 0, codings_ = 0;
    bool needs_more_ = false, in_trailer_ = false;
};

}  // namespace goodhost::http
