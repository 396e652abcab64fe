"""Counts the tests that the parts of `./dev test` ran, from the reports that their runners wrote.

usage: test_report.py FOLDER [--filtered]
       test_report.py --failed-files REPORT
The last line is `N passed, N failed, N skipped`. Exits 1 when a test failed, a part ended badly or ran no test.
With --filtered a part may have run none, as long as one did.

What failed beside other parts and passed when it ran again by itself (PART.vitest.json.again) is named as unsteady, with what it said the
first time. More than a few of them are a failure: docs/decisions/0202-unsteady-tests.md.
"""
import json
import pathlib
import sys

MOST_UNSTEADY = 3


def indented(message):
    """The first lines of what a failed test said."""
    return "".join(f"\n    {line[:200]}" for line in message.strip().splitlines()[:8])


def read_gtest(report):
    passed, failures, skipped = 0, [], 0
    for suite in report["testsuites"]:
        for test in suite["testsuite"]:
            if test.get("failures"):
                failures.append(f'{suite["name"]}.{test["name"]}' + indented(test["failures"][0]["failure"]))
            elif test["result"] == "COMPLETED":
                passed += 1
            elif test["result"] == "SKIPPED":
                skipped += 1
    return passed, failures, skipped


def read_vitest(report):
    passed, failures, skipped = 0, [], 0
    for file in report["testResults"]:
        tests = file["assertionResults"]
        for test in tests:
            if test["status"] == "passed":
                passed += 1
            elif test["status"] == "failed":
                failures.append(test["fullName"] + indented("\n".join(test.get("failureMessages", []))))
            else:
                skipped += 1
        if file["status"] == "failed" and not any(test["status"] == "failed" for test in tests):
            failures.append(f'{file["name"]} (could not be run)')
    return passed, failures, skipped


def failed_files(report):
    """The test files to run again."""
    return [file["name"] for file in report["testResults"] if file["status"] == "failed"]


def passed_again(report_file):
    """What passed in the second run of a report, if there was one: full names of tests, and files as read_vitest names them."""
    again = report_file.with_name(report_file.name + ".again")
    if not again.exists() or not again.read_text().strip():
        return set()
    files = json.loads(again.read_text())["testResults"]
    tests = {test["fullName"] for file in files for test in file["assertionResults"] if test["status"] == "passed"}
    return tests | {f'{file["name"]} (could not be run)' for file in files if file["status"] == "passed"}


def part_unsteady(folder, part, failures):
    """Of the failures of a part those that passed when they ran again."""
    steady_again = set().union(*(passed_again(file) for file in folder.glob(f"{part}.vitest.json")), set())
    return [failure for failure in failures if failure.split("\n")[0] in steady_again]


READERS = {"gtest": read_gtest, "vitest": read_vitest}


def count_part(folder, part):
    passed, failures, skipped = 0, [], 0
    for file in sorted(folder.glob(f"{part}.*json")):
        kind = file.name.split(".")[-2]
        try:
            more = READERS[kind](json.loads(file.read_text()))
        except (ValueError, KeyError):
            more = (0, [f"{part}: the runner died before its report ({file.name})"], 0)
        passed, failures, skipped = passed + more[0], failures + more[1], skipped + more[2]
    ended = folder / f"{part}.exit"
    if ended.exists() and ended.read_text().strip() != "0" and not failures:
        failures.append(f"{part}: ended with an error (build/logs/test-{part}*.log)")
    return passed, failures, skipped


def main():
    if sys.argv[1] == "--failed-files":
        for name in failed_files(json.loads(pathlib.Path(sys.argv[2]).read_text())):
            print(name)
        return 0
    folder, filtered = pathlib.Path(sys.argv[1]), "--filtered" in sys.argv
    parts = sorted({file.name.split(".")[0] for file in folder.iterdir() if file.suffix in (".json", ".exit")})
    total, all_failures, all_skipped, all_unsteady = 0, [], 0, []
    for part in parts:
        passed, failures, skipped = count_part(folder, part)
        unsteady = part_unsteady(folder, part, failures)
        all_unsteady += unsteady
        passed, failures = passed + len(unsteady), [failure for failure in failures if failure not in unsteady]
        if passed + len(failures) == 0 and not filtered:
            failures = [f"{part}: ran no test"]
        seconds = folder / f"{part}.seconds"
        took = f", {seconds.read_text().strip()} s" if seconds.exists() else ""
        print(f"{part:12} {passed} passed, {len(failures)} failed, {skipped} skipped{took}")
        total, all_failures, all_skipped = total + passed, all_failures + failures, all_skipped + skipped
    if not parts or total + len(all_failures) == 0:
        all_failures.append("no test ran")
    if len(all_unsteady) > MOST_UNSTEADY:
        all_failures.append(f"{len(all_unsteady)} tests are unsteady, more than {MOST_UNSTEADY}")
    for test in all_unsteady:
        print(f"UNSTEADY {test}")
    for failure in all_failures:
        print(f"FAILED {failure}")
    print(f"{total} passed, {len(all_failures)} failed, {all_skipped} skipped")
    return 1 if all_failures else 0


sys.exit(main())
