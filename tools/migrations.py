"""Turns a slice's migrations/*.sql into a header.

usage: migrations.py FOLDER OUTPUT FILE...
A file is named NNNN_what.sql. Lines between `-- @sqlite` or `-- @postgres` and `-- @end` are for that database only.
"""
import hashlib
import pathlib
import re
import sys


def for_database(text, database):
    kept, only = [], None
    for line in text.splitlines():
        mark = re.match(r"\s*--\s*@(sqlite|postgres|end)\s*$", line)
        if mark:
            only = None if mark.group(1) == "end" else mark.group(1)
        elif only in (None, database) and not line.strip().startswith("--"):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


def main():
    folder, output, *files = sys.argv[1:]
    slice_name = folder.split("/")[-1]
    out = ["#pragma once", '#include "platform/db/statement.hpp"', "", f"namespace goodhost::{slice_name} {{", "",
           "inline constexpr db::Migration migrations[] = {"]
    for name in sorted(files):
        path = pathlib.Path(name)
        if not re.match(r"\d{4}_[a-z0-9_]+\.sql$", path.name):
            sys.exit(f"{path}: a migration is named NNNN_what.sql")
        text = path.read_text()
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        out.append(f'    {{"{slice_name}", "{path.stem}", "{digest}",')
        for database in ("sqlite", "postgres"):
            out.append('     R"sql(' + for_database(text, database) + ')sql"' + ("," if database == "sqlite" else "},"))
    out += ["};", "", f"}}  // namespace goodhost::{slice_name}", ""]
    target = pathlib.Path(output)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(out))


main()
