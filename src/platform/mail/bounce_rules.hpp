#pragma once
#include <span>
#include <string_view>

// What servers write when they refuse, as data.
namespace goodhost::mail {

struct ReasonRule {
    std::string_view reason;
    std::string_view words;  // lower case; '*' stands for anything within one diagnostic
};

struct StatusRule {
    std::string_view status;  // enhanced status code (RFC 3463), or its end without the class
    std::string_view reason;
};

std::span<const ReasonRule> reason_rules();  // the first that matches counts
std::span<const StatusRule> status_rules();
std::span<const StatusRule> category_rules();  // of X-PowerMTA-BounceCategory, which several senders write
bool is_hard_reason(std::string_view reason);

}  // namespace goodhost::mail
