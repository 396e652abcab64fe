"""clang-tidy over the C++ files that differ from main (or all: `tidy.py --all`), with the checks of .clang-tidy.

It compiles each file once more, so it is bounded: of a long list it takes as many as fit into LIMIT seconds, oldest checked first.
What was clean is remembered by content and not checked again.
"""
import concurrent.futures
import hashlib
import os
import shutil
import subprocess
import sys
import time

import source

LIMIT = 240
CLEAN = source.ROOT / "build/tidy"
TIDY = next((name for name in ("clang-tidy-19", "clang-tidy") if shutil.which(name)), None)


def changed():
    base = "main" if subprocess.run(["git", "rev-parse", "-q", "--verify", "main"], cwd=source.ROOT, capture_output=True).returncode == 0 else "HEAD"
    diff = subprocess.run(["git", "diff", "--name-only", base, "--", "src/*.cpp"], cwd=source.ROOT, capture_output=True, text=True)
    return [name for name in diff.stdout.split() if (source.ROOT / name).exists()]


def mark_of(name):
    return CLEAN / hashlib.sha256((source.read(name) + source.read(".clang-tidy")).encode()).hexdigest()[:32]


def check(name):
    done = subprocess.run([TIDY, "-p", "build/dev", "--quiet", "--extra-arg=-Wno-everything", name], cwd=source.ROOT, capture_output=True, text=True)
    if done.returncode == 0:
        mark_of(name).touch()
    return name, done.returncode, done.stdout


def main():
    names = source.files("src/*.cpp") if "--all" in sys.argv else changed()
    names = [name for name in names if not mark_of(name).exists()]
    if TIDY is None or not names or not (source.ROOT / "build/dev/compile_commands.json").exists():
        return 0
    CLEAN.mkdir(parents=True, exist_ok=True)
    started, bad, done = time.monotonic(), 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = list(names)
        while waiting and time.monotonic() - started < LIMIT:
            batch, waiting = waiting[: os.cpu_count()], waiting[os.cpu_count():]
            for _, code, output in pool.map(check, batch):
                done += 1
                if code:
                    bad += 1
                    print(output.strip())
    print(f"clang-tidy: {done} of {len(names)} files checked")
    return 1 if bad else 0


sys.exit(main())
