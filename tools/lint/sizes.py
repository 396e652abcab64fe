"""Files under 300 lines, functions under 40 lines and with at most 4 parameters.

What exceeds a limit stands in sizes.allow with its size; that list may only shrink: an entry that is larger than the
truth, or no longer needed, is a finding too. `sizes.py --shrink` takes what has shrunk out of the list.
"""
import pathlib
import re
import sys

import functions
import source

FILE_LINES, FUNCTION_LINES, PARAMETERS = 300, 40, 4
COMPONENT_LINES = 60  # of a .tsx file: half of a component is markup
ALLOWED = pathlib.Path(__file__).with_name("sizes.allow")
PATTERNS = ("src/*.cpp", "src/*.hpp", "src/*.sql", "web/*.css", "fuzz/*.cpp", "bench/*.cpp", "web/*.ts", "web/*.tsx", "tests/*.ts", "tools/*.py", "tools/*.sh", "dev")


def is_test(name):
    return re.search(r"_test\.cpp$|\.test\.tsx?$|^tests/", name)


def is_table(name):
    """Files that are data by their nature: endpoints, the cast of the demo host, lists of rules, generated types."""
    return re.search(r"/(routes\w*|seed\w*|permissions|\w+_rules)\.cpp$|/generated/|\.d\.ts$", name)


def measured():
    """(file, line, what, size, limit) of everything that exceeds its limit."""
    for name in source.files(*PATTERNS):
        text = source.read(name)
        lines = text.count("\n")
        if lines >= FILE_LINES and not is_table(name):
            yield name, 1, "file", lines, FILE_LINES
        if not name.endswith((".cpp", ".hpp", ".ts", ".tsx")) or is_test(name) or is_table(name):
            continue
        limit = COMPONENT_LINES if name.endswith(".tsx") else FUNCTION_LINES
        for function in functions.of(text, name.endswith((".ts", ".tsx"))):
            if function.lines >= limit:
                yield name, function.line, function.name, function.lines, limit
            if function.parameters > PARAMETERS:
                yield name, function.line, f"{function.name}()", function.parameters, PARAMETERS


def allowed():
    entries = {}
    for line in ALLOWED.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            file, what, size = line.split()
            entries[file, what] = max(int(size), entries.get((file, what), 0))
    return entries


def findings():
    entries, seen = allowed(), {}
    for file, line, what, size, limit in measured():
        seen[file, what] = max(size, seen.get((file, what), 0))
        if size > entries.get((file, what), 0):
            unit = "parameters" if what.endswith("()") else "lines"
            yield file, line, f"{what} has {size} {unit}, the limit is {limit}"
    for (file, what), size in entries.items():
        if seen.get((file, what), 0) < size:
            yield "tools/lint/sizes.allow", 1, f"{file} {what} has shrunk to {seen.get((file, what), 'within its limit')}: lower or remove its entry"


def shrink():
    """Rewrites the list with today's sizes; nothing new comes in and nothing grows."""
    entries, seen = allowed(), {}
    for file, _, what, size, _ in measured():
        seen[file, what] = max(size, seen.get((file, what), 0))
    head = ALLOWED.read_text().splitlines()[0]
    kept = [f"{file} {what} {min(size, seen[file, what])}" for (file, what), size in sorted(entries.items()) if (file, what) in seen]
    ALLOWED.write_text("\n".join([head, *kept]) + "\n")


if __name__ == "__main__":
    if "--shrink" in sys.argv:
        shrink()
    source.report(list(findings()))
