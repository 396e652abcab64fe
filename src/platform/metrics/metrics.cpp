#include "platform/metrics/metrics.hpp"

#include <fmt/format.h>

namespace goodhost::metrics {

namespace {

std::string sample(std::string_view name, std::string_view labels, const std::string& value) {
    return labels.empty() ? fmt::format("{} {}\n", name, value) : fmt::format("{}{{{}}} {}\n", name, labels, value);
}

std::string head(std::string_view name, std::string_view help, std::string_view type) {
    return fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

}  // namespace

std::string text_of(std::string_view name, std::string_view help, const std::vector<Sample>& samples) {
    if (samples.empty()) return {};
    auto out = head(name, help, "gauge");
    for (auto& each : samples) out += sample(name, each.labels, fmt::format("{}", each.value));
    return out;
}

std::string label(std::string_view name, std::string_view value) {
    std::string out = std::string(name) + "=\"";
    for (char c : value) {
        if (c == '\\' || c == '"') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + "\"";
}

void Histogram::observe(double seconds) {
    std::size_t at = 0;
    while (at < std::size(bounds) && seconds > bounds[at]) ++at;
    counts_[at].fetch_add(1, std::memory_order_relaxed);
    micros_.fetch_add(static_cast<std::int64_t>(seconds * 1e6), std::memory_order_relaxed);
}

void Histogram::write(std::string& out, std::string_view name, std::string_view labels) const {
    std::int64_t total = 0;
    std::string comma = labels.empty() ? "" : ",";
    for (std::size_t i = 0; i <= std::size(bounds); ++i) {
        total += counts_[i].load(std::memory_order_relaxed);
        auto bound = i == std::size(bounds) ? std::string("+Inf") : fmt::format("{}", bounds[i]);
        out += sample(std::string(name) + "_bucket", fmt::format("{}{}le=\"{}\"", labels, comma, bound), std::to_string(total));
    }
    out +=
        sample(std::string(name) + "_sum", labels, fmt::format("{}", static_cast<double>(micros_.load(std::memory_order_relaxed)) / 1e6));
    out += sample(std::string(name) + "_count", labels, std::to_string(total));
}

Registry::Family& Registry::family(std::string_view name, std::string_view type, std::string_view help) {
    auto [it, fresh] = families_.try_emplace(std::string(name));
    if (fresh) it->second.type = type;
    if (!help.empty()) it->second.help = help;
    return it->second;
}

Counter& Registry::counter(std::string_view name, std::string_view labels, std::string_view help) {
    std::lock_guard lock(mutex_);
    auto& made = family(name, "counter", help).counters[std::string(labels)];
    if (!made) made = std::make_unique<Counter>();
    return *made;
}

Histogram& Registry::histogram(std::string_view name, std::string_view labels, std::string_view help) {
    std::lock_guard lock(mutex_);
    auto& made = family(name, "histogram", help).histograms[std::string(labels)];
    if (!made) made = std::make_unique<Histogram>();
    return *made;
}

void Registry::gauge(std::string_view name, std::string_view labels, std::string_view help, std::function<double()> value) {
    std::lock_guard lock(mutex_);
    family(name, "gauge", help).read[std::string(labels)] = std::move(value);
}

void Registry::counted(std::string_view name, std::string_view labels, std::string_view help, std::function<double()> value) {
    std::lock_guard lock(mutex_);
    family(name, "counter", help).read[std::string(labels)] = std::move(value);
}

std::string Registry::text() const {
    std::lock_guard lock(mutex_);
    std::string out;
    for (auto& [name, family] : families_) {
        out += head(name, family.help, family.type);
        for (auto& [labels, counter] : family.counters) out += sample(name, labels, std::to_string(counter->value()));
        for (auto& [labels, value] : family.read) out += sample(name, labels, fmt::format("{}", value()));
        for (auto& [labels, histogram] : family.histograms) histogram->write(out, name, labels);
    }
    return out;
}

}  // namespace goodhost::metrics
