#include "roster/staffing.hpp"

#include <gtest/gtest.h>

namespace goodhost::roster {
namespace {

/// The hour that the tables of erlang_test.cpp are about: 200 calls of three minutes.
class StaffingTest : public ::testing::Test {
  protected:
    static constexpr std::size_t busy = 10;
    Arrivals arrivals = [] {
        Arrivals made;
        made.calls[busy] = 200;
        return made;
    }();
    Workload load{.call_minutes = 3, .shrinkage_percent = 0};
    HourNeed need() const { return needs_of(arrivals, load)[busy]; }
};

TEST_F(StaffingTest, who_waits_for_ever_takes_more_people_than_who_gives_up) {
    EXPECT_EQ(need().people, 14);
    load.patience_seconds = 300;
    auto patient = need().people;
    EXPECT_LT(patient, 14);
    EXPECT_GT(patient, 10);
    load.abandon_percent = 1;
    EXPECT_GT(need().people, patient);
}

TEST_F(StaffingTest, an_hour_goes_as_the_tables_say_with_who_is_left_for_calls) {
    constexpr double sixth_digit = 0.5e-6;
    arrivals.tickets[busy] = 16;  // of which each hour until the deadline has one person's work
    EXPECT_NEAR(service_of(need(), 14, load)->answered_share, 0.795595, sixth_digit);
    EXPECT_EQ(service_of(need(), 14, load)->abandoned_share, 0);
    EXPECT_EQ(service_of(need(), 5, load)->answered_share, 0);
    load.patience_seconds = 300;
    auto impatient = service_of(need(), 14, load);
    EXPECT_NEAR(impatient->answered_share, 0.858178, sixth_digit);
    EXPECT_NEAR(impatient->abandoned_share, 0.024963, sixth_digit);
    load.shrinkage_percent = 30;
    EXPECT_NEAR(service_of(need(), 20, load)->answered_share, 0.858178, sixth_digit);
    arrivals.calls[busy] = 0;
    EXPECT_FALSE(service_of(need(), 14, load));
}

}  // namespace
}  // namespace goodhost::roster
