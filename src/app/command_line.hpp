#pragma once

namespace goodhost::app {

/// Exit codes: 0 done; 1 failed; 2 the command line or the configuration is wrong; 3 damage found (verify, restore); 75 try
/// again later (EX_TEMPFAIL, for a mail server that pipes).
enum ExitCode { done = 0, failed = 1, wrong_usage = 2, damaged = 3, try_later = 75 };

int run(int argc, char** argv);

}  // namespace goodhost::app
