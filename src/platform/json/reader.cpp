#include <boost/json/monotonic_resource.hpp>

#include "platform/json/document.hpp"
#include "platform/json/json.hpp"
#include "platform/json/reading.hpp"

namespace goodhost::json {

namespace {

constexpr std::size_t max_text = 4 << 20;

}  // namespace

void read(std::string_view text, const Type& type, void* object, FieldProblems& problems, Unknown unknown) {
    if (text.size() > max_text) {
        problems.add("", "too_long", {{"max", std::to_string(max_text)}});
        return;
    }
    unsigned char first_block[8192];
    boost::json::monotonic_resource memory(first_block, sizeof first_block);
    boost::json::error_code error;
    auto value = parse_document(text, &memory, error);
    if (error) {
        problems.add("", "invalid_json", {{"reason", error.message()}});
        return;
    }
    Reading(problems, unknown).value(type, value, object, nullptr);
}

}  // namespace goodhost::json
