#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>

#include "platform/json/json.hpp"
#include "platform/json/reading.hpp"

namespace goodhost::json {

namespace {

constexpr std::size_t max_text = 4 << 20;
constexpr std::size_t max_depth = 32;

}  // namespace

void read(std::string_view text, const Type& type, void* object, FieldProblems& problems, Unknown unknown) {
    if (text.size() > max_text) {
        problems.add("", "too_long", {{"max", std::to_string(max_text)}});
        return;
    }
    unsigned char first_block[8192], stack[2048];
    boost::json::monotonic_resource memory(first_block, sizeof first_block);
    boost::json::parse_options options;
    options.max_depth = max_depth;
    boost::json::parser parser(boost::json::storage_ptr(), options, stack, sizeof stack);
    parser.reset(&memory);
    boost::json::error_code error;
    parser.write(text.data(), text.size(), error);
    if (error) {
        problems.add("", "invalid_json", {{"reason", error.message()}});
        return;
    }
    auto value = parser.release();
    Reading(problems, unknown).value(type, value, object, nullptr);
}

}  // namespace goodhost::json
