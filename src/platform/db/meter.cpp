#include "platform/db/meter.hpp"

#include <fmt/format.h>

#include "platform/db/trace.hpp"

namespace goodhost::db {

bool Meter::is_slow(std::string_view name, std::chrono::nanoseconds took) {
    ++statements_;
    if (auto* trace = Tracing::current()) trace->note(name, took);
    if (!is_timed() || took < slow_) return false;
    ++slow_count_;
    if (!report_) return false;
    std::lock_guard lock(mutex_);
    auto at = now();
    auto [told, first] = told_.try_emplace(std::string(name), at);
    if (!first && at - told->second < std::chrono::minutes{1}) return false;
    told->second = at;
    return true;
}

void Meter::tell_slow(std::string_view name, std::chrono::nanoseconds took, std::string_view plan) {
    auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
    report(fmt::format("slow statement {}: {} ms\n{}", name, millis, plan));
}

void Meter::tell_slow_job(std::string_view last_statement, std::chrono::nanoseconds took) const {
    if (!is_timed() || took < slow_) return;
    auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
    report(fmt::format("slow write job: {} ms; its last statement was {}", millis, last_statement));
}

void Meter::report(std::string_view line) const {
    if (report_) report_(line);
}

void Meter::before_change() {
    if (++changes_ == fail_at_) throw Error(ErrorKind::other, {}, "this statement was asked to fail");
}

void Meter::fail_nth_change(std::int64_t n) {
    changes_ = 0;
    fail_at_ = n;
}

}  // namespace goodhost::db
