"""A table belongs to one slice: only its statements write it; brands, accounts, hosting and tickets may be read from above."""
import re

import source

READ_BY_ALL = {"brands", "accounts", "hosting", "tickets"}
NAME = r'"?([a-z_][a-z0-9_]*)"?'
WRITES = re.compile(rf"\b(?:INSERT\s+INTO|UPDATE(?!\s+SET)|DELETE\s+FROM)\s+{NAME}", re.I)
READS = re.compile(rf"\b(?:FROM|JOIN)\s+{NAME}", re.I)
LOCKS = re.compile(r"\bFOR\s+(NO\s+KEY\s+)?UPDATE\b|\bDO\s+UPDATE\b|\bIS\s+(NOT\s+)?DISTINCT\s+FROM\b|\bEXTRACT\s*\(\s*\w+\s+FROM\b", re.I)
MADE = re.compile(rf"\bCREATE\s+(?:VIRTUAL\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?{NAME}", re.I)


def folder_of(name):
    """`tickets` for src/tickets/..., `platform/db` for src/platform/db/..."""
    parts = name.split("/")
    return "/".join(parts[1:3]) if parts[1] == "platform" else parts[1]


def owners():
    made = {}
    for name in source.files("src/*/migrations/*.sql"):
        text = re.sub(r"--.*", "", source.read(name))
        for match in MADE.finditer(text):
            made.setdefault(match.group(1).lower(), folder_of(name))
    return made


def may_read(folder, owner):
    if owner == folder:
        return True
    if owner == "platform/trail":
        return True  # the record is there to be read
    if folder == "app":
        return True  # it puts everything together
    if folder.startswith("platform/"):
        return False
    return owner in READ_BY_ALL and source.may_use(folder, owner)


def findings():
    made = owners()
    for name in source.statement_files():
        folder = folder_of(name)
        for statement in source.statements_of(name):
            sql = LOCKS.sub(" ", statement["sql"])
            where = (name, statement["line"])
            for match in WRITES.finditer(sql):
                owner = made.get(match.group(1).lower())
                if owner and owner != folder:
                    yield *where, f'{statement["name"]} writes {match.group(1)}, which belongs to {owner}'
            for match in READS.finditer(sql):
                owner = made.get(match.group(1).lower())
                if owner and not may_read(folder, owner):
                    yield *where, f'{statement["name"]} reads {match.group(1)}, which belongs to {owner}'


if __name__ == "__main__":
    source.report(list(findings()))
