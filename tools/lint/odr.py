"""One definition of a name: two types of one full name link without a word and destroy memory at run time."""
import re

import source

TYPE = re.compile(r"\b(?:struct|class|enum(?:\s+class)?)\s+(?:\[\[[^\]]*\]\]\s*)?([A-Za-z_]\w*(?:::\w+)*)\s*(?:final\s*)?(?::[^:{][^{;]*)?$")
NAMESPACE = re.compile(r"\bnamespace\s*([\w:]*)\s*$")


def types_of(text):
    """(full name, line) of the types that the text defines in named namespaces."""
    clean = source.without_comments_and_strings(text)
    clean = re.sub(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", lambda match: re.sub(r"[^\n]", " ", match.group()), clean, flags=re.M)
    stack, start = [], 0
    for at, char in enumerate(clean):
        if char == "{":
            header = clean[start:at].strip()
            space = NAMESPACE.search(header)
            if space:
                stack.append(space.group(1) or None)
            else:
                found = TYPE.search(header)
                # Everything else, and what it contains, is of no interest.
                if found and "template" not in header and all(isinstance(name, str) for name in stack):
                    yield "::".join([*stack, found.group(1)]), clean.count("\n", 0, at) + 1
                stack.append(0)
            start = at + 1
        elif char == "}":
            if stack:
                stack.pop()
            start = at + 1
        elif char == ";":
            start = at + 1


def findings():
    first = {}
    for name in source.files("src/*.hpp", "src/*.cpp"):
        for type_name, line in types_of(source.read(name)):
            if type_name in first and first[type_name] != name:
                yield name, line, f"{type_name} is defined in {first[type_name]} too"
            first.setdefault(type_name, name)


if __name__ == "__main__":
    source.report(list(findings()))
