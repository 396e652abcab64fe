"""Runs every rule, or those named, and prints what they find; exits 1 when one found something.

usage: run.py [RULE...]
A rule is a program of this folder, or one of the formatters and checkers listed in `outside`.
"""
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import time

import source

FOLDER = pathlib.Path(__file__).parent
OWN = ["self_test", "includes", "odr", "tables", "sql", "clock", "streams", "words", "sizes", "documents", "settings"]


def outside():
    """name -> command, of what is present in this tree."""
    cpp = source.files("src/*.cpp", "src/*.hpp", "fuzz/*.cpp", "bench/*.cpp")
    shell = ["dev", ".ci/run", *source.files("tools/*.sh", "tests/*.sh", "packaging/*.sh")]
    commands = {
        "clang-format": ["clang-format", "--dry-run", "-Werror", *cpp],
        "shellcheck": ["shellcheck", "-x", *shell],
        "tidy": [sys.executable, str(FOLDER / "tidy.py")],
    }
    if (source.ROOT / "node_modules/.bin/biome").exists() and source.files("web/*.ts", "web/*.tsx", "tests/*.ts"):
        commands["biome"] = ["node_modules/.bin/biome", "check", "--error-on-warnings", "--max-diagnostics=200", "."]
    if (source.ROOT / "tools/i18n.py").exists():
        commands["i18n"] = [sys.executable, "tools/i18n.py", "check"]
    for application in ("shared", "desk", "widget", "site"):
        if (source.ROOT / f"web/{application}/tsconfig.json").exists():
            commands[f"types-{application}"] = ["node_modules/.bin/tsc", "--noEmit", "-p", f"web/{application}"]
    for suite in ("journeys", "browser", "security", "torture"):
        if (source.ROOT / f"tests/{suite}/tsconfig.json").exists():
            commands[f"types-{suite}"] = ["node_modules/.bin/tsc", "--noEmit", "-p", f"tests/{suite}"]
    return commands


def run(name, command):
    if not shutil.which(command[0], path=os.environ["PATH"]) and not (source.ROOT / command[0]).exists():
        return name, 1, f"{command[0]} is not installed: ./dev setup lint\n", 0
    started = time.monotonic()
    done = subprocess.run(command, cwd=source.ROOT, capture_output=True, text=True)
    output = done.stdout + done.stderr
    if name == "clang-format":
        output = "\n".join(sorted({line.split(":")[0] + ":1: not formatted (./dev fmt)" for line in output.splitlines() if ": error: " in line}))
    return name, done.returncode, output, time.monotonic() - started


def main():
    commands = {name: [sys.executable, str(FOLDER / f"{name}.py")] for name in OWN}
    commands.update(outside())
    unknown = set(sys.argv[1:]) - set(commands)
    if unknown:
        sys.exit(f"no rule {', '.join(sorted(unknown))}; there are {', '.join(commands)}")
    chosen = sys.argv[1:] or list(commands)
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, code, output, seconds in pool.map(lambda name: run(name, commands[name]), chosen):
            print(f"{'ok  ' if code == 0 else 'FAIL'} {name} ({seconds:.1f} s)")
            if code:
                bad += 1
                print(output.rstrip())
    print(f"lint: {len(chosen) - bad} of {len(chosen)} rules hold")
    return 1 if bad else 0


sys.exit(main())
