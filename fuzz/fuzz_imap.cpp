#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "platform/imap/lexer.hpp"
#include "platform/imap/response.hpp"

/// Outside bytes as what an IMAP server says: the first line, and what a NUL parts from it as its literals.
namespace goodhost::imap {

Line line_of(std::string_view bytes) {
    Line line;
    auto end = bytes.find('\0');
    line.text = bytes.substr(0, end);
    while (end != std::string_view::npos) {
        bytes.remove_prefix(end + 1);
        end = bytes.find('\0');
        line.literals.emplace_back(bytes.substr(0, end));
    }
    return line;
}

/// Every call takes at least a byte or stands at the end.
void walk(const Line& line) {
    Lexer lexer(line);
    while (!lexer.at_end()) {
        auto before = lexer.rest().size();
        lexer.value();
        if (lexer.rest().size() >= before && !lexer.take(lexer.rest().front())) std::abort();
    }
}

/// What goes onto the wire can't begin a line of its own.
void check_wire(std::string_view text) {
    const bool printable = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
    if (!printable) std::abort();
}

void check(std::string_view bytes) {
    auto line = line_of(bytes);
    literal_size(line.text);
    announces_body(line.text);
    read_internal_date(line.text);
    if (auto response = read_response(line)) number_of_code(*response, "UIDVALIDITY");
    walk(line);
    check_wire(mailbox_name(bytes));
    if (auto text = quoted(bytes)) check_wire(*text);
}

}  // namespace goodhost::imap

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    goodhost::imap::check({reinterpret_cast<const char*>(data), size});
    return 0;
}
