"""SQL stands in queries.sql (or queries/*.sql) and migrations only, names its columns, and bounds every list.

A list that is short by its nature says why: `-- bounded: REASON` under its `-- name:` line.
"""
import re

import source

SQL = re.compile(r"\b(SELECT\s+.{1,400}\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(UNIQUE\s+)?(TABLE|INDEX)\s|ALTER\s+TABLE\s)", re.S)
LISTED = re.compile(r"\.\s*list\s*<[^;()]*>\s*\(\s*(?:db::Query\s*\(?\s*)?sql::([a-z0-9_]+)")
EXEMPT = ("src/platform/db/", "src/app/house")  # house: the host that tests run on


def outside_of_files():
    for name in source.files("src/*.cpp", "src/*.hpp"):
        if name.startswith(EXEMPT) or name.endswith("_test.cpp"):
            continue
        for line, literal in source.strings_of(source.read(name)):
            if SQL.search(literal):
                yield name, line, "SQL belongs into queries.sql"


def lists_by_folder():
    """Names of the statements that C++ reads as lists, by folder."""
    listed = {}
    for name in source.files("src/*.cpp"):
        if name.endswith("_test.cpp"):
            continue
        folder = name.rsplit("/", 1)[0]
        listed.setdefault(folder, set()).update(LISTED.findall(source.read(name)))
    return listed


def in_files():
    listed = lists_by_folder()
    for name in source.statement_files():
        used = listed.get(name.rsplit("/queries", 1)[0], set())
        for statement in source.statements_of(name):
            sql = statement["sql"]
            if re.search(r"\bSELECT\s+(DISTINCT\s+)?(\w+\.)?\*(?!\s*\))", sql, re.I) or re.search(r",\s*\w+\.\*", sql):
                yield name, statement["line"], f'{statement["name"]}: name the columns instead of *'
            if re.search(r"\bnow\s*\(\s*\)|\bCURRENT_TIMESTAMP\b|\bstrftime\s*\(", sql, re.I):
                yield name, statement["line"], f'{statement["name"]}: the time is a parameter, never the database\'s'
            is_list = statement["name"] in used or statement["name"].startswith("list_")
            if statement["kind"] == "name" and is_list and not statement["bounded"] and not re.search(r"\bLIMIT\b", sql, re.I):
                yield name, statement["line"], f'{statement["name"]}: a list needs LIMIT (or -- bounded: why it is short)'


if __name__ == "__main__":
    source.report([*outside_of_files(), *in_files()])
