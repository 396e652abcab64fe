"""clang-tidy over the C++ files that differ from main; in CI over the NEWEST that changed last; with --all over all.

It compiles each file once more, so a working copy takes as many as fit into LIMIT seconds; CI takes the same ones on every machine. What was
clean is remembered by content and not checked again. Before the first build there is nothing to compile with, and nothing is checked.

It compiles as build/asan does where that was built whole, as in CI, else as build/dev does; a precompiled header that was not made since
headers changed is read as what it is made of.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import source

LIMIT = 150
NEWEST = 15
CLEAN = source.ROOT / "build/tidy"
TIDY = next((name for name in ("clang-tidy-19", "clang-tidy") if shutil.which(name)), None)


def changed_last():
    log = subprocess.run(["git", "log", "-200", "--format=", "--name-only", "--", "src/*.cpp"], cwd=source.ROOT, capture_output=True, text=True)
    return [name for name in dict.fromkeys(log.stdout.split()) if (source.ROOT / name).exists()][:NEWEST]


def changed():
    base = "main" if subprocess.run(["git", "rev-parse", "-q", "--verify", "main"], cwd=source.ROOT, capture_output=True).returncode == 0 else "HEAD"
    diff = subprocess.run(["git", "diff", "--name-only", base, "--", "src/*.cpp"], cwd=source.ROOT, capture_output=True, text=True)
    return [name for name in diff.stdout.split() if (source.ROOT / name).exists()]


def mark_of(name):
    return CLEAN / hashlib.sha256((source.read(name) + source.read(".clang-tidy")).encode()).hexdigest()[:32]


def build():
    whole = {"asan": "goodhost_test", "dev": "goodhost"}
    return next((source.ROOT / "build" / preset for preset, made in whole.items() if (source.ROOT / "build" / preset / made).exists()), None)


def use_commands(folder):
    """CLEAN/compile_commands.json: those of the folder, without the precompiled headers that are not there or not of now."""
    changed_at = max((source.ROOT / name).stat().st_mtime for name in source.files("src/*.hpp"))
    commands = json.loads((folder / "compile_commands.json").read_text())
    for command in commands:
        for given, file in re.findall(r"(-Xclang -include-pch -Xclang (\S+))", command["command"]):
            if not pathlib.Path(file).exists() or pathlib.Path(file).stat().st_mtime < changed_at:
                command["command"] = command["command"].replace(given, "")
    (CLEAN / "compile_commands.json").write_text(json.dumps(commands))


def check(name):
    done = subprocess.run([TIDY, "-p", CLEAN, "--quiet", "--extra-arg=-Wno-everything", name], cwd=source.ROOT, capture_output=True, text=True)
    if done.returncode == 0:
        mark_of(name).touch()
    return name, done.returncode, done.stdout


def main():
    folder = build()
    if folder is None:
        return 0
    if TIDY is None:
        print("clang-tidy is not installed: ./dev setup lint")
        return 1
    in_ci, all_files = bool(os.environ.get("CI")), "--all" in sys.argv
    every = source.files("src/*.cpp") if all_files else changed_last() if in_ci else changed()
    names = [name for name in every if not mark_of(name).exists()]
    if not names:
        return 0
    CLEAN.mkdir(parents=True, exist_ok=True)
    use_commands(folder)
    started, bad, done = time.monotonic(), 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = list(names)
        while waiting and (all_files or in_ci or time.monotonic() - started < LIMIT):
            batch, waiting = waiting[: os.cpu_count()], waiting[os.cpu_count():]
            for _, code, output in pool.map(check, batch):
                done += 1
                if code:
                    bad += 1
                    print(output.strip())
    print(f"clang-tidy: {done} of {len(names)} files checked")
    return 1 if bad else 0


sys.exit(main())
