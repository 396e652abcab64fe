#pragma once
#include <cstdint>

/// How many people it takes so that hardly anybody waits: Erlang's formulas, without clock or database. Times are seconds.
namespace goodhost::roster {

struct Queue {
    double arrivals = 0;  ///< each second
    double handling = 0;  ///< mean time that one takes
    std::int64_t agents = 0;
    double load() const { return arrivals * handling; }  ///< erlang
};

/// The share of calls that find everybody busy where nobody can wait (Erlang B).
double busy_share(const Queue& queue);

/// Everybody waits until served (Erlang C). With a load of as much as there are agents the queue grows without end.
struct Waiting {
    double wait_share = 1;     ///< who has to wait at all
    double service_level = 0;  ///< who is answered within the time asked for
    double mean_wait = 0;      ///< of all; infinite when the queue grows without end
    double queue_length = 0;
};
Waiting waiting(const Queue& queue, double within);

/// Callers give up after `patience` on average (Erlang A).
struct Impatience {
    double wait_share = 0;
    double abandon_share = 0;
    double service_level = 0;  ///< of all who call, those answered within the time asked for
    double mean_wait = 0;      ///< of all, whether they are answered or give up
    double occupancy = 0;      ///< how busy agents are
};
struct Patience {
    double mean = 0;
    double within = 0;
};
Impatience impatience(const Queue& queue, const Patience& patience);

/// The fewest agents with whom `share` of callers are answered within the time.
struct Target {
    double share = 0.8;
    double within = 20;
};
std::int64_t agents_needed(Queue queue, const Target& target);
/// The same where callers give up: besides, at most `abandon_share` of them do.
struct Tolerance {
    Target target;
    double patience = 0;
    double abandon_share = 1;
};
std::int64_t agents_needed_by_patience(Queue queue, const Tolerance& tolerance);
/// Who has to be planned so that so many are there: leave, sickness, training and breaks take `shrinkage` of the time.
std::int64_t agents_planned(double needed, double shrinkage);

}  // namespace goodhost::roster
