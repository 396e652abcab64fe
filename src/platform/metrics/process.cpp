#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include "platform/metrics/metrics.hpp"

namespace goodhost::metrics {

namespace {

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

double processor_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
}

double resident_bytes() {
    std::int64_t all = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return static_cast<double>(resident * sysconf(_SC_PAGESIZE));
}

double open_files() {
    DIR* const folder = opendir("/proc/self/fd");
    if (!folder) return 0;
    // Its own, `.` and `..` are among them.
    int count = -3;
    while (readdir(folder)) ++count;
    closedir(folder);
    return count;
}

double most_files() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<double>(limit.rlim_cur);
}

}  // namespace

void offer_process(Registry& registry, double started) {
    registry.counted("process_cpu_seconds_total", {}, "User and system time.", processor_seconds);
    registry.gauge("process_resident_memory_bytes", {}, "Resident memory.", resident_bytes);
    registry.gauge("process_open_fds", {}, "Open files and connections.", open_files);
    registry.gauge("process_max_fds", {}, "How many files may be open.", most_files);
    registry.gauge("process_start_time_seconds", {}, "When the server started, in seconds since 1970.", [started] { return started; });
}

}  // namespace goodhost::metrics
