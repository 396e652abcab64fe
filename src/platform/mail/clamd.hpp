#pragma once
#include <chrono>
#include <string>
#include <string_view>

namespace goodhost::mail {

struct Scan {
    enum class Result { clean, infected, unknown };
    Result result = Result::unknown;
    bool answered = false;  // it said something: it is there
    std::string words;      // the name of what was found, or why nothing is known
};

// Asks a virus scanner (clamd, command INSTREAM) about bytes. `address` is host:port or the path of its socket. Blocks, at most
// `timeout` for each step; never throws.
Scan scan_with_clamd(const std::string& address, std::string_view bytes, std::chrono::seconds timeout);

}  // namespace goodhost::mail
