"""Prints what the tree, its build and its tests cost, against the limits that it keeps; exits 1 when one is exceeded."""
import gzip
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools/lint"))
import functions  # noqa: E402
import source  # noqa: E402

exceeded = []


def line(what, value, unit, limit=None):
    over = limit is not None and value > limit
    if over:
        exceeded.append(what)
    limit_text = "" if limit is None else f"  (limit {limit:g} {unit}{', EXCEEDED' if over else ''})"
    print(f"  {what:80} {value:>10,.1f} {unit}{limit_text}")


def sizes():
    print("Source")
    names = [name for name in source.files("src/*.cpp", "src/*.hpp") if not name.endswith("_test.cpp")]
    texts = {name: source.read(name) for name in names}
    found = [(function.lines, f"{name}:{function.line} {function.name}") for name, text in texts.items() for function in functions.of(text)]
    lines = sorted(((text.count("\n"), name) for name, text in texts.items()), reverse=True)
    line("C++ files", len(names), "files")
    line("C++ lines without tests", sum(count for count, _ in lines), "lines")
    for count, name in lines[:3]:
        line(name, count, "lines")
    for count, name in sorted(found, reverse=True)[:3]:
        line(name, count, "lines")
    if found:
        line("median function", sorted(found)[len(found) // 2][0], "lines")


def builds():
    """From .ninja_log: what each output took when it was last made."""
    for preset in ("dev", "asan", "tsan", "release"):
        log = ROOT / f"build/{preset}/.ninja_log"
        if not log.exists():
            continue
        took = {}
        for row in log.read_text().splitlines()[1:]:
            start, end, _, output, _ = row.split("\t")
            took[output] = (int(end) - int(start)) / 1000
        objects = sorted(((seconds, output) for output, seconds in took.items() if output.endswith(".o")), reverse=True)
        print(f"Build of {preset} (on a busy machine, or from ccache, these mean little)")
        line("translation units", len(objects), "files")
        line("all of them, one after the other", sum(seconds for seconds, _ in objects), "s")
        for seconds, output in objects[:10] if preset == "dev" else objects[:3]:
            line(re.sub(r"^CMakeFiles/\w+\.dir/(src/)?|\.o$", "", output), seconds, "s")
        for program in ("goodhost", "goodhost_test"):
            if program in took:
                line(f"linking {program}", took[program], "s", 20)


def binaries():
    print("Binary")
    for preset in ("dev", "release"):
        binary = ROOT / f"build/{preset}/goodhost"
        if binary.exists():
            line(f"build/{preset}/goodhost", binary.stat().st_size / 1e6, "MB")


def compressed(file):
    return len(gzip.compress(file.read_bytes(), 9)) / 1000


def applications():
    limits = {"desk": 250, "widget": 30}
    for name in ("desk", "widget", "site"):
        dist = ROOT / f"web/{name}/dist"
        if not dist.exists():
            continue
        print(f"web/{name} (compressed by gzip)")
        index = dist / "index.html"
        everything = [file for file in dist.rglob("*") if file.suffix in (".js", ".css")]
        first = everything
        if index.exists():
            first = [dist / path.split("/", 1)[-1].removeprefix("desk/") for path in re.findall(r'(?:src|href)="/?([^"]+\.js)"', index.read_text())]
            first = [file for file in everything if any(file.name == other.name for other in first)]
        line("first load, script", sum(compressed(file) for file in first if file.suffix == ".js"), "KB", limits.get(name))
        line("all script and style", sum(compressed(file) for file in everything), "KB")


def slowest_tests():
    took = []
    for file in (ROOT / "build/reports").glob("*.gtest.json"):
        try:
            for suite in json.loads(file.read_text())["testsuites"]:
                part = file.name.split(".")[0]
                took += [(float(test["time"].rstrip("s")), f'{part} {suite["name"]}.{test["name"]}') for test in suite["testsuite"]]
        except ValueError:
            continue
    for file in (ROOT / "build/reports").glob("*.vitest.json"):
        try:
            for suite in json.loads(file.read_text())["testResults"]:
                took += [((test.get("duration") or 0) / 1000, f'{file.name.split(".")[0]} {test["fullName"]}') for test in suite["assertionResults"]]
        except ValueError:
            continue
    return sorted(took, reverse=True)[:10]


def tests():
    print("Tests")
    for file in sorted((ROOT / "build/reports").glob("*.seconds")):
        line(file.stem, float(file.read_text()), "s")
    for seconds, name in slowest_tests():
        line(name[:80], seconds, "s")


def main():
    for part in (sizes, builds, binaries, applications, tests):
        part()
    for what in exceeded:
        print(f"EXCEEDED {what}")
    return 1 if exceeded else 0


if __name__ == "__main__":
    sys.exit(main())
