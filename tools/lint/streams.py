"""A ticket's stream has its one name: tickets::stream_of and ticket_of. Nobody else spells it."""
import re

import source

SPELT = re.compile(r'"ticket/')


def complaint(name, literal):
    if name.startswith(("src/tickets/", "src/platform/")) or name.endswith("_test.cpp"):
        return None
    return "ask tickets::stream_of or tickets::ticket_of" if SPELT.match(literal) else None


def findings():
    for name in source.files("src/*.cpp", "src/*.hpp"):
        for line, literal in source.strings_of(source.read(name)):
            if text := complaint(name, literal):
                yield name, line, text


if __name__ == "__main__":
    source.report(list(findings()))
