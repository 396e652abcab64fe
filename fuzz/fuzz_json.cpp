#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/json/json.hpp"
#include "platform/json/utf8.hpp"

/// Outside bytes as JSON input of a struct with every shape of field. What was read without a problem is written and read
/// again to the same text; a scalar that was read is valid text.
namespace goodhost::json {

enum class Kind { one, two };
BOOST_DESCRIBE_ENUM(Kind, one, two)

struct Inner {
    std::string name;
    std::optional<double> ratio;
    static constexpr Rule rules[] = {{.field = "name", .max_length = 20}};
};
BOOST_DESCRIBE_STRUCT(Inner, (), (name, ratio))

struct Outer {
    std::int32_t rank = 0;
    std::int64_t size = 0;
    bool urgent = false;
    Kind kind = Kind::one;
    std::vector<Inner> inners;
    std::map<std::string, std::string> labels;
    std::optional<Instant> at;
    std::optional<RawJson> extra;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (rank, size, urgent, kind, inners, labels, at, extra))

void check_document(std::string_view text) {
    for (auto unknown : {Unknown::refuse, Unknown::ignore, Unknown::trusted}) {
        Outer outer;
        FieldProblems problems;
        read(text, type_of<Outer>(), &outer, problems, unknown);
        if (!problems.empty()) continue;
        auto written = to_json(outer);
        if (to_json(from_json<Outer>(written)) != written) std::abort();
    }
}

void check_scalars(std::string_view text) {
    std::string value;
    if (read_scalar(text, type_of<std::string>(), &value) && !is_utf8(value)) std::abort();
    std::vector<std::int64_t> numbers;
    read_scalar(text, type_of<std::vector<std::int64_t>>(), &numbers);
    std::optional<Instant> at;
    read_scalar(text, type_of<std::optional<Instant>>(), &at);
}

}  // namespace goodhost::json

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    goodhost::json::check_document(text);
    goodhost::json::check_scalars(text);
    return 0;
}
