#include "platform/metrics/metrics.hpp"

#include <gtest/gtest.h>

namespace goodhost::metrics {
namespace {

TEST(Metrics, the_page_has_every_kind_in_prometheus_form) {
    Registry registry;
    registry.counter("requests_total", label("route", "/a\"b"), "Requests.").add(3);
    registry.gauge("queue", {}, "Waiting.", [] { return 2.0; });
    registry.histogram("seconds", "route=\"/\"", "Time.").observe(0.003);
    auto text = registry.text();
    EXPECT_NE(text.find("# TYPE requests_total counter\nrequests_total{route=\"/a\\\"b\"} 3\n"), std::string::npos) << text;
    EXPECT_NE(text.find("queue 2\n"), std::string::npos) << text;
    EXPECT_NE(text.find("seconds_bucket{route=\"/\",le=\"0.002\"} 0\n"), std::string::npos) << text;
    EXPECT_NE(text.find("seconds_bucket{route=\"/\",le=\"0.005\"} 1\n"), std::string::npos) << text;
    EXPECT_NE(text.find("seconds_bucket{route=\"/\",le=\"+Inf\"} 1\n"), std::string::npos) << text;
    EXPECT_NE(text.find("seconds_count{route=\"/\"} 1\n"), std::string::npos) << text;
}

TEST(Metrics, the_same_name_and_labels_are_one_counter) {
    Registry registry;
    registry.counter("x").add();
    registry.counter("x").add();
    EXPECT_EQ(registry.counter("x").value(), 2);
}

}  // namespace
}  // namespace goodhost::metrics
