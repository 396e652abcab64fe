#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

/// Numbers for Prometheus (text format 0.0.4). Counting takes no lock; a metric lives as long as its registry.
namespace goodhost::metrics {

class Counter {
  public:
    void add(std::int64_t by = 1) { value_.fetch_add(by, std::memory_order_relaxed); }
    std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::int64_t> value_{0};
};

/// Seconds, in buckets from 0.5 ms to 10 s.
class Histogram {
  public:
    static constexpr double bounds[] = {0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
    void observe(double seconds);
    void write(std::string& out, std::string_view name, std::string_view labels) const;

  private:
    std::atomic<std::int64_t> counts_[std::size(bounds) + 1]{};
    std::atomic<std::int64_t> micros_{0};
};

/// `labels` are written as they come: `route="/api",status="200"`; values must be constants or escaped by label().
class Registry {
  public:
    Counter& counter(std::string_view name, std::string_view labels = {}, std::string_view help = {});
    Histogram& histogram(std::string_view name, std::string_view labels = {}, std::string_view help = {});
    /// Asked when the page is read; must be quick.
    void gauge(std::string_view name, std::string_view labels, std::string_view help, std::function<double()> value);
    /// A number that is counted elsewhere and only grows; asked when the page is read.
    void counted(std::string_view name, std::string_view labels, std::string_view help, std::function<double()> value);
    std::string text() const;

  private:
    struct Family {
        std::string type, help;
        std::map<std::string, std::unique_ptr<Counter>, std::less<>> counters;
        std::map<std::string, std::unique_ptr<Histogram>, std::less<>> histograms;
        std::map<std::string, std::function<double()>, std::less<>> read;  ///< of gauges and of what is counted elsewhere
    };
    Family& family(std::string_view name, std::string_view type, std::string_view help);
    mutable std::mutex mutex_;
    std::map<std::string, Family, std::less<>> families_;
};

/// `name="value"` with the value escaped.
std::string label(std::string_view name, std::string_view value);

/// One line of a measure; `labels` as for Registry.
struct Sample {
    std::string labels;
    double value = 0;
};
/// A gauge as the page has it, with its help; nothing without samples.
std::string text_of(std::string_view name, std::string_view help, const std::vector<Sample>& samples);

/// What every Prometheus dashboard knows of a process: processor time, memory, files; `started` in seconds since 1970.
void offer_process(Registry& registry, double started);

}  // namespace goodhost::metrics
