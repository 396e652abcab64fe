#include "platform/json/document.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <charconv>
#include <cstdint>

namespace goodhost::json {

namespace {

using boost::json::error_code;
using boost::json::string_view;

constexpr std::size_t max_depth = 32;

/// What Boost's own parser does with what it reads, but for fractions. Names and signatures are Boost's.
class Builder {
  public:
    static constexpr std::size_t max_object_size = boost::json::object::max_size();
    static constexpr std::size_t max_array_size = boost::json::array::max_size();
    static constexpr std::size_t max_key_size = boost::json::string::max_size();
    static constexpr std::size_t max_string_size = boost::json::string::max_size();

    explicit Builder(boost::json::storage_ptr memory) : stack_(boost::json::storage_ptr(), first_block_, sizeof first_block_) {
        stack_.reset(std::move(memory));
    }
    boost::json::value release() { return stack_.release(); }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return true; }
    bool on_object_end(std::size_t count, error_code&) { return stack_.push_object(count), true; }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t count, error_code&) { return stack_.push_array(count), true; }
    bool on_key_part(string_view text, std::size_t, error_code&) { return stack_.push_chars(text), true; }
    bool on_key(string_view text, std::size_t, error_code&) { return stack_.push_key(text), true; }
    bool on_string_part(string_view text, std::size_t, error_code&) { return stack_.push_chars(text), true; }
    bool on_string(string_view text, std::size_t, error_code&) { return stack_.push_string(text), true; }
    bool on_number_part(string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, string_view, error_code&) { return stack_.push_int64(number), true; }
    bool on_uint64(std::uint64_t number, string_view, error_code&) { return stack_.push_uint64(number), true; }
    /// The text is the whole number, as the whole document is read at once. What no double holds stays what Boost made of it,
    /// and nothing has no sign: `-0` is read as a whole number.
    bool on_double(double number, string_view text, error_code&) {
        double nearest = 0;
        auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), nearest);
        const bool exact = fault == std::errc{} && end == text.data() + text.size();
        const double kept = exact ? nearest : number;
        stack_.push_double(kept == 0 ? 0.0 : kept);
        return true;
    }
    bool on_bool(bool value, error_code&) { return stack_.push_bool(value), true; }
    bool on_null(error_code&) { return stack_.push_null(), true; }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }

  private:
    unsigned char first_block_[2048];
    boost::json::value_stack stack_;
};

}  // namespace

boost::json::value parse_document(std::string_view text, boost::json::storage_ptr memory, error_code& error) {
    boost::json::parse_options options;
    options.max_depth = max_depth;
    boost::json::basic_parser<Builder> parser(options, std::move(memory));
    const auto read = parser.write_some(false, text.data(), text.size(), error);
    if (!error && read < text.size()) error = boost::json::error::extra_data;
    return error ? boost::json::value() : parser.handler().release();
}

}  // namespace goodhost::json
