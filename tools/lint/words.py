"""Words that have no place in the tree: unfinished work without an issue, filler text, paths of one machine."""
import re

import source

RULES = [
    (re.compile(r"\bTODO\b|\bHACK\b|\bXXX\b"), "unfinished work belongs into an issue"),
    (re.compile(r"\bFIXME\b(?!\(#\d+\))"), "FIXME names its issue: FIXME(#12)"),
    (re.compile(r"lorem ipsum", re.I), "texts look real"),
    (re.compile(r"(?<![\w.])/(work|farm)/|(?<!\w)/home/\w+/|/tmp/plan"), "a path of one machine"),
]
BINARY = (".png", ".jpg", ".webp", ".ico", ".woff2", ".gz", ".br", ".pdf", ".zip", ".db", ".eml", ".svg")
EXEMPT = ("tools/lint/words.py", "package-lock.json", "tools/dev/node/package-lock.json")


def findings():
    for name in source.files():
        if name.endswith(BINARY) or name in EXEMPT or "/testdata/" in name or "/corpus/" in name:
            continue
        for number, line in enumerate(source.read(name).splitlines(), 1):
            for pattern, why in RULES:
                if pattern.search(line):
                    yield name, number, f"{pattern.search(line).group().strip()!r}: {why}"


if __name__ == "__main__":
    source.report(list(findings()))
