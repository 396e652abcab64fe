"""Who may include whom: platform no slice, nobody app, a slice only the public headers of lower slices; no cycles."""
import re

import source

# ids, types: light headers for those who only name things; portal_frame: the frame of public pages; channels: what few channels need;
# assignment: who works on a ticket; promised: how far its promises have run; shifts: who is on duty now; conditions: which tickets a rule
# is for; severity: how grave one is
PUBLIC = {"ids", "types", "portal_frame", "channels", "assignment", "promised", "shifts", "conditions", "severity"}


def findings():
    graph = {}
    for name in source.files("src/*.hpp", "src/*.cpp"):
        folder = name.split("/")[1]
        for number, line in enumerate(source.read(name).splitlines(), 1):
            match = re.match(r'\s*#include "([^"]+)"', line)
            if not match:
                continue
            target = match.group(1)
            graph.setdefault(name, []).append(f"src/{target}")
            problem = complaint(name, folder, target)
            if problem:
                yield name, number, problem
    yield from cycles(graph)


def complaint(name, folder, target):
    used = target.split("/")[0]
    if "/" not in target:
        return f'"{target}": includes are relative to src/'
    if used == folder or folder == "app" or used == "platform":
        return None
    if used == "app":
        return "nothing includes app"
    if folder == "platform":
        return f"platform knows no slice: {target}"
    if used not in source.ROW_OF or folder not in source.ROW_OF:
        return f"{used if used not in source.ROW_OF else folder} is in no row of tools/lint/source.py"
    if not source.may_use(folder, used):
        return f"{folder} stands beside or below {used} and may not include it"
    header = target.split("/", 1)[1]
    if name.split("/")[-1].startswith("seed"):
        return None  # the demo host is made with the use cases that people have
    if header.removesuffix(".hpp") not in PUBLIC | {used}:
        return f"{target} is internal to {used}: include {used}/{used}.hpp"
    return None


def cycles(graph):
    state = {}

    def visit(name, path):
        state[name] = "open"
        for target in graph.get(name, []):
            if state.get(target) == "open":
                circle = path[path.index(target):] if target in path else [name]
                yield name, 1, "include cycle: " + " -> ".join([*circle, target])
            elif target not in state:
                yield from visit(target, [*path, target])
        state[name] = "done"

    for name in sorted(graph):
        if name not in state:
            yield from visit(name, [name])


if __name__ == "__main__":
    source.report(list(findings()))
