#pragma once
#include "app/program.hpp"

namespace goodhost::app {

/// Runs the program until SIGTERM or SIGINT: migrations, consumers, jobs, live hub, then the edge; stops them in the opposite order.
/// Returns the exit code.
int serve(const config::Settings& settings);

}  // namespace goodhost::app
