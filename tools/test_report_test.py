"""What counts as failed and what as unsteady in tools/test_report.py."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

REPORT = pathlib.Path(__file__).with_name("test_report.py")


def vitest(**states):
    tests = [{"fullName": name, "status": state, "failureMessages": [f"{name} broke"]} for name, state in states.items()]
    status = "failed" if "failed" in states.values() else "passed"
    return json.dumps({"testResults": [{"name": "/a.test.ts", "status": status, "assertionResults": tests}]})


def count(first, again=None):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "journeys.vitest.json").write_text(first)
        (folder / "journeys.exit").write_text("1" if "failed" in first else "0")
        if again is not None:
            (folder / "journeys.vitest.json.again").write_text(again)
        done = subprocess.run([sys.executable, REPORT, folder], capture_output=True, text=True)
        return done.returncode, done.stdout


class Counting(unittest.TestCase):
    def test_what_fails_is_a_failure(self):
        code, said = count(vitest(one="passed", two="failed"))
        self.assertEqual(code, 1)
        self.assertIn("FAILED two\n    two broke", said)
        self.assertTrue(said.endswith("1 passed, 1 failed, 0 skipped\n"))

    def test_what_passes_by_itself_is_unsteady_and_named(self):
        code, said = count(vitest(one="passed", two="failed"), vitest(one="passed", two="passed"))
        self.assertEqual(code, 0)
        self.assertIn("UNSTEADY two\n    two broke", said)
        self.assertTrue(said.endswith("2 passed, 0 failed, 0 skipped\n"))

    def test_what_fails_twice_is_a_failure(self):
        self.assertEqual(count(vitest(one="passed", two="failed"), vitest(one="passed", two="failed"))[0], 1)

    def test_a_second_run_that_died_excuses_nothing(self):
        self.assertEqual(count(vitest(two="failed"), "")[0], 1)

    def test_many_that_are_unsteady_are_a_failure(self):
        names = ("a", "b", "c", "d")
        code, said = count(vitest(**dict.fromkeys(names, "failed")), vitest(**dict.fromkeys(names, "passed")))
        self.assertEqual(code, 1)
        self.assertIn("FAILED 4 tests are unsteady", said)


if __name__ == "__main__":
    unittest.main()
