#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "tickets/types.hpp"

/// What policies, ladders and rules ask of a ticket: no clock, no input or output.
namespace goodhost::tickets {

/// A ticket fits when it is in every list that names anything. Whoever asks for more adds lists to these.
struct CommonConditions {
    std::vector<Severity> severities;
    std::vector<std::string> categories;
    std::vector<BrandId> brand_ids;
};
BOOST_DESCRIBE_STRUCT(CommonConditions, (), (severities, categories, brand_ids))

template <class T>
bool allows(const std::vector<T>& list, const T& value) {
    return list.empty() || std::ranges::find(list, value) != list.end();
}

template <class T>
bool allows(const std::vector<T>& list, const std::optional<T>& value) {
    return list.empty() || (value && std::ranges::find(list, *value) != list.end());
}

/// `facts` has what the lists ask for: severity, category, brand_id.
template <class Facts>
bool fits(const CommonConditions& conditions, const Facts& facts) {
    return allows(conditions.severities, facts.severity) && allows(conditions.categories, facts.category) &&
           allows(conditions.brand_ids, facts.brand_id);
}

}  // namespace goodhost::tickets
