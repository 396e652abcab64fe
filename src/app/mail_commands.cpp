#include "app/mail_commands.hpp"

#include <fmt/core.h>

#include <iostream>
#include <iterator>

#include "app/command_line.hpp"
#include "app/program.hpp"
#include "platform/mail/inspect.hpp"

namespace goodhost::app {

namespace {

std::string read_standard_input() { return {std::istreambuf_iterator<char>(std::cin), {}}; }

}  // namespace

int inspect_mail(bool as_json) {
    auto raw = read_standard_input();
    fmt::print("{}\n", as_json ? mail::inspect_json(raw) : mail::inspect_text(raw));
    return done;
}

}  // namespace goodhost::app
