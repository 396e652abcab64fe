"""Time comes from the Context's Clock. The platform may measure durations with steady_clock; nobody else reads a clock."""
import re

import source

ANY = re.compile(r"\b(system_clock|steady_clock|high_resolution_clock|utc_clock)::now\b|\bgettimeofday\b|\bclock_gettime\b|\b(std::)?time\s*\(\s*(nullptr|NULL|0)\s*\)")
WALL = re.compile(r"\b(system_clock|utc_clock)::now\b|\bgettimeofday\b|\b(std::)?time\s*\(\s*(nullptr|NULL|0)\s*\)")

# Edges where no Context stands yet: the arrival and the Date of an answer, the record of a migration.
EDGES = ("src/platform/core/", "src/platform/http/connection_read.cpp", "src/platform/http/answer.cpp", "src/platform/db/migrate.cpp")


def findings():
    for name in source.files("src/*.cpp", "src/*.hpp"):
        if name.startswith(EDGES) or name.endswith(("_test.cpp", "_bench.cpp")):
            continue
        pattern = WALL if name.startswith(("src/platform/", "src/app/")) else ANY
        for number, line in enumerate(source.without_comments_and_strings(source.read(name)).splitlines(), 1):
            if pattern.search(line):
                yield name, number, "ask the Clock of the Context instead of the machine"


if __name__ == "__main__":
    source.report(list(findings()))
