#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/core/problem.hpp"
#include "platform/imports/imports.hpp"

/// Outside bytes as a file of records: rows are numbered without gaps, and none has more columns than the limit.
namespace goodhost::imports {

constexpr std::size_t most_columns = 100;

void check_rows(std::vector<Row> (*read)(std::string_view), std::string_view text) {
    try {
        std::size_t number = 0;
        for (auto& row : read(text))
            if (row.number != ++number || row.fields.size() > most_columns) std::abort();
    } catch (const Problem&) {
        return;  // refused
    }
}

}  // namespace goodhost::imports

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    goodhost::imports::check_rows(goodhost::imports::read_csv, text);
    goodhost::imports::check_rows(goodhost::imports::read_json, text);
    return 0;
}
