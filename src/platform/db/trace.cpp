#include "platform/db/trace.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace goodhost::db {

namespace {

constexpr std::size_t lines_told = 10;

thread_local Trace* noted_in = nullptr;

}  // namespace

void Trace::note(std::string_view name, std::chrono::nanoseconds took) {
    auto found = std::ranges::find(lines_, name, &Line::name);
    if (found == lines_.end()) found = lines_.insert(lines_.end(), {name, 0, {}});
    ++found->times;
    found->took += took;
}

std::string Trace::text() const {
    auto sorted = lines_;
    std::ranges::stable_sort(sorted, std::ranges::greater{}, &Line::took);
    if (sorted.size() > lines_told) sorted.resize(lines_told);
    std::string text;
    for (auto& line : sorted) {
        const double millis = std::chrono::duration<double, std::milli>(line.took).count();
        if (!text.empty()) text += ", ";
        text += line.times == 1 ? fmt::format("{} {:.1f} ms", line.name, millis)
                                : fmt::format("{} {} times {:.1f} ms", line.name, line.times, millis);
    }
    return text;
}

Tracing::Tracing(Trace* trace) : before_(noted_in) { noted_in = trace; }

Tracing::~Tracing() { noted_in = before_; }

Trace* Tracing::current() { return noted_in; }

}  // namespace goodhost::db
