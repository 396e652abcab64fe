"""Documents keep their form: every slice has a README of at most 40 lines, decision records are at most 60, links lead somewhere."""
import pathlib
import re

import source

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def lengths():
    slices = {name.split("/")[1] for name in source.files("src/*.cpp")} - {"app", "platform"}
    for name in sorted(slices):
        readme = f"src/{name}/README.md"
        if not (source.ROOT / readme).exists():
            yield readme, 1, "a slice has a README: its words, tables, invariants, entries in and out, permissions"
        elif source.read(readme).count("\n") > 40:
            yield readme, 41, "a slice's README has at most 40 lines"
    for name in source.files("docs/decisions/*.md"):
        if source.read(name).count("\n") > 60:
            yield name, 61, "a decision record has at most 60 lines"


def links():
    for name in source.files("*.md", "**/*.md"):
        if "/testdata/" in name:
            continue
        for number, line in enumerate(source.read(name).splitlines(), 1):
            for target in LINK.findall(line):
                if re.match(r"[a-z]+:", target):
                    continue
                if not (source.ROOT / pathlib.Path(name).parent / target).exists():
                    yield name, number, f"the link to {target} leads nowhere"


if __name__ == "__main__":
    source.report([*lengths(), *links()])
