"""What the rules share: the files of the tree, text without comments and strings, findings."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The rows of ARCHITECTURE.md, lowest first. A slice may use slices of lower rows; on the first row also those on its left.
ROWS = [
    ["brands", "accounts", "hosting"],
    ["tickets", "help", "forum", "monitoring", "billing"],
    ["roster", "push"],
    ["email", "chat", "phone", "promises", "severity", "diagnosis", "feedback", "ideas", "notices"],
    ["escalation", "routing", "retention", "growth", "insight", "webhooks"],
]
ROW_OF = {name: row for row, names in enumerate(ROWS) for name in names}


def may_use(user, used):
    """Whether the slice `user` may include the public header of the slice `used`."""
    if ROW_OF[used] < ROW_OF[user]:
        return True
    row = ROWS[0]
    return user in row and used in row and row.index(used) < row.index(user)


def files(*patterns):
    """Files that are checked in, or new and not ignored, matching the git path patterns; sorted."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
                            cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in sorted(set(listed)) if (ROOT / name).is_file()]


def read(name):
    return (ROOT / name).read_text(errors="replace")


BLANKED = re.compile(
    r'(?P<raw>R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)")'
    r'|(?P<line>//[^\n]*)|(?P<block>/\*.*?\*/)'
    r'|(?P<string>"(?:[^"\\\n]|\\.)*")'
    r"|(?P<char>(?<![0-9A-Fa-f])'(?:[^'\\\n]|\\.)*')", re.S)


def without_comments_and_strings(text):
    """The same text with comments and the insides of literals blanked; line numbers stay."""
    return BLANKED.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def strings_of(text):
    """(line, content) of every string literal of C++ text."""
    for match in BLANKED.finditer(text):
        if match.group("string") or match.group("raw"):
            yield text.count("\n", 0, match.start()) + 1, match.group()


def statement_files():
    """The queries.sql of every slice, or the files of its folder queries/."""
    return files("src/*/queries.sql", "src/*/queries/*.sql")


def statements_of(name):
    """The statements of such a file: dicts of name, line, dialect, sql and bounded (the reason why it needs no LIMIT)."""
    statements, current, bounded = [], None, None
    for number, line in enumerate(read(name).splitlines(), 1):
        head = re.match(r"--\s*(name|part):\s*([a-z][a-z0-9_]*)\s*(@sqlite|@postgres)?\s*$", line)
        reason = re.match(r"--\s*bounded:\s*(.+)", line)
        if head:
            current = {"kind": head.group(1), "name": head.group(2), "dialect": head.group(3), "line": number, "sql": "", "bounded": bounded}
            bounded = None
            statements.append(current)
        elif reason and current is not None and not current["sql"].strip():
            current["bounded"] = reason.group(1)
        elif reason:
            bounded = reason.group(1)
        elif current is not None:
            current["sql"] += re.sub(r"--.*", "", line) + "\n"
    return statements


def report(findings):
    """Prints `file:line: text` for each finding and ends the program."""
    for file, line, text in findings:
        print(f"{file}:{line}: {text}")
    sys.exit(1 if findings else 0)
