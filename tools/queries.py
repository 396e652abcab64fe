"""Turns a slice's queries.sql, or the files of its folder queries/, into a header of typed constants.

usage: queries.py FOLDER OUTPUT FILE...
Every statement begins with `-- name: NAME` (or `-- name: NAME @sqlite` and `-- name: NAME @postgres` where the two
databases need different texts). A `-- part: NAME` is a fragment that only db::Query may append to a statement.
"""
import pathlib
import re
import sys


def parse(text, path, entries):
    current = None
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"--\s*(name|part):\s*([a-z][a-z0-9_]*)\s*(@sqlite|@postgres)?\s*$", line)
        if head:
            kind, name, dialect = head.groups()
            entry = entries.setdefault(name, {"kind": kind, "sql": {}})
            keys = [dialect[1:]] if dialect else ["sqlite", "postgres"]
            for key in keys:
                if key in entry["sql"]:
                    sys.exit(f"{path}:{number}: statement {name} stands twice")
                entry["sql"][key] = []
            current = [entry["sql"][key] for key in keys]
        elif line.strip().startswith("--"):
            continue
        elif current is not None:
            for target in current:
                target.append(line.rstrip())
        elif line.strip():
            sys.exit(f"{path}:{number}: text before the first -- name:")


def literal(lines):
    text = "\n".join(lines).strip().rstrip(";").strip()
    return 'R"sql(' + text + ')sql"'


def main():
    folder, output, *files = sys.argv[1:]
    entries = {}
    for path in map(pathlib.Path, files):
        parse(path.read_text(), path, entries)
    slice_name = folder.split("/")[-1]
    out = ["#pragma once", '#include "platform/db/statement.hpp"', "", f"namespace goodhost::{slice_name}::sql {{", ""]
    names = []
    for name, entry in entries.items():
        sqlite, postgres = entry["sql"].get("sqlite"), entry["sql"].get("postgres")
        if sqlite is None or postgres is None:
            sys.exit(f"{folder}: {name} lacks a text for one of the databases")
        kind = "Statement" if entry["kind"] == "name" else "Part"
        out.append(f'inline constexpr db::{kind} {name}{{"{slice_name}.{name}", {literal(sqlite)}, {literal(postgres)}}};')
        if kind == "Statement":
            names.append(name)
    out += ["", "inline constexpr const db::Statement* all[] = {" + ", ".join("&" + n for n in names) + "};",
            "", f"}}  // namespace goodhost::{slice_name}::sql", ""]
    target = pathlib.Path(output)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(out))


main()
