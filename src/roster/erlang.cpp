#include "roster/erlang.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace goodhost::roster {

namespace {

constexpr double negligible = 1e-13;
constexpr std::size_t longest_queue = 20'000;

/// How likely it is that so many call or are called with: births at `arrivals`, deaths by service and by lost patience. Bounded: the
/// tail that is left out weighs next to nothing, because whoever waits gives up.
std::vector<double> states(const Queue& queue, double giving_up) {
    auto agents = static_cast<std::size_t>(queue.agents);
    std::vector<double> weights{1.0};
    for (std::size_t n = 1; n < agents + longest_queue; ++n) {
        auto served = static_cast<double>(std::min(n, agents)) / queue.handling;
        auto lost = n > agents ? static_cast<double>(n - agents) * giving_up : 0.0;
        weights.push_back(weights.back() * queue.arrivals / (served + lost));
        // The heaviest is kept at one, so that no sum overflows.
        if (weights.back() > 1.0) {
            auto most = weights.back();
            for (auto& weight : weights) weight /= most;
        }
        if (n > agents && weights.back() < negligible) break;
    }
    auto all = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (auto& weight : weights) weight /= all;
    return weights;
}

/// Who is answered within a time of those who wait: people move up as those before them are served or give up, and some give up
/// themselves. `places[k]` have k before them. The classic Runge-Kutta steps are far shorter than anything happens.
class Line {
  public:
    Line(const Queue& queue, double giving_up) : serving_(static_cast<double>(queue.agents) / queue.handling), giving_up_(giving_up) {}

    double answered_within(std::vector<double> places, double time) const {
        // By then whoever waits has been answered or has given up.
        constexpr double patiences = 40;
        if (giving_up_ > 0) time = std::min(time, patiences / giving_up_);
        auto fastest = serving_ + giving_up_ * static_cast<double>(places.size() + 1);
        constexpr double steps_per_event = 20;
        auto steps = std::ceil(std::max(1.0, time * fastest) * steps_per_event);
        auto step = time / steps;
        double answered = 0;
        places.push_back(answered);  // the last one counts who was answered
        for (double n = 0; n < steps; ++n) advance(places, step);
        return places.back();
    }

  private:
    std::vector<double> flow(const std::vector<double>& at) const {
        auto waiting = at.size() - 1;
        std::vector<double> change(at.size());
        for (std::size_t k = 0; k < waiting; ++k) {
            auto ahead = static_cast<double>(k);
            auto moving_up = k + 1 < waiting ? (serving_ + giving_up_ * (ahead + 1)) * at[k + 1] : 0.0;
            change[k] = moving_up - (serving_ + giving_up_ * (ahead + 1)) * at[k];
        }
        change[waiting] = serving_ * at[0];
        return change;
    }
    static std::vector<double> moved(const std::vector<double>& from, const std::vector<double>& by, double times) {
        auto to = from;
        for (std::size_t k = 0; k < to.size(); ++k) to[k] += by[k] * times;
        return to;
    }
    void advance(std::vector<double>& at, double step) const {
        auto first = flow(at), second = flow(moved(at, first, step / 2));
        auto third = flow(moved(at, second, step / 2)), fourth = flow(moved(at, third, step));
        constexpr double sixth = 1.0 / 6;
        for (std::size_t k = 0; k < at.size(); ++k) at[k] += (first[k] + 2 * second[k] + 2 * third[k] + fourth[k]) * step * sixth;
    }

    double serving_, giving_up_;
};

}  // namespace

double busy_share(const Queue& queue) {
    double share = 1;
    for (std::int64_t agents = 1; agents <= queue.agents; ++agents)
        share = queue.load() * share / (static_cast<double>(agents) + queue.load() * share);
    return share;
}

Waiting waiting(const Queue& queue, double within) {
    auto spare = static_cast<double>(queue.agents) - queue.load();
    if (spare <= 0) return {1, 0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    auto blocked = busy_share(queue);
    auto wait = blocked / (1 - queue.load() / static_cast<double>(queue.agents) * (1 - blocked));
    return {wait, 1 - wait * std::exp(-spare * within / queue.handling), wait * queue.handling / spare, wait * queue.load() / spare};
}

Impatience impatience(const Queue& queue, const Patience& patience) {
    if (queue.load() <= 0) return {0, 0, 1, 0, 0};
    auto giving_up = 1 / patience.mean;
    auto chances = states(queue, giving_up);
    auto agents = std::min(static_cast<std::size_t>(queue.agents), chances.size());
    std::vector<double> places(chances.begin() + static_cast<std::ptrdiff_t>(agents), chances.end());
    auto wait_share = std::accumulate(places.begin(), places.end(), 0.0);
    double length = 0;
    for (std::size_t k = 0; k < places.size(); ++k) length += static_cast<double>(k) * places[k];
    auto abandoned = giving_up * length / queue.arrivals;
    Line line(queue, giving_up);
    return {wait_share, abandoned, 1 - wait_share + line.answered_within(places, patience.within), length / queue.arrivals,
            queue.agents == 0 ? 0 : queue.load() * (1 - abandoned) / static_cast<double>(queue.agents)};
}

std::int64_t agents_needed(Queue queue, const Target& target) {
    if (queue.load() <= 0) return 0;
    queue.agents = static_cast<std::int64_t>(std::floor(queue.load())) + 1;
    while (waiting(queue, target.within).service_level < target.share) ++queue.agents;
    return queue.agents;
}

std::int64_t agents_needed_by_patience(Queue queue, const Tolerance& tolerance) {
    if (queue.load() <= 0) return 0;
    auto suffices = [&](std::int64_t agents) {
        queue.agents = agents;
        auto found = impatience(queue, {tolerance.patience, tolerance.target.within});
        return found.service_level >= tolerance.target.share && found.abandon_share <= tolerance.abandon_share;
    };
    std::int64_t too_few = 0, enough = 1;
    for (; !suffices(enough); enough *= 2) too_few = enough;
    while (enough - too_few > 1) {
        auto middle = too_few + (enough - too_few) / 2;
        (suffices(middle) ? enough : too_few) = middle;
    }
    return enough;
}

std::int64_t agents_planned(double needed, double shrinkage) {
    constexpr double rounding = 1e-9;
    return static_cast<std::int64_t>(std::ceil(needed / (1 - shrinkage) - rounding));
}

}  // namespace goodhost::roster
