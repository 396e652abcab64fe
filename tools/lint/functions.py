"""Finds the functions of C++ and TypeScript text by their braces: good enough to measure them, no parser."""
import dataclasses
import re

import source


@dataclasses.dataclass
class Function:
    name: str
    line: int
    lines: int
    parameters: int


CPP_SCOPE = re.compile(r"\b(namespace|extern\s+)\b[^;()]*$|\b(class|struct|union|enum)\b(?!.*\)\s*(const|noexcept|override)?\s*$)[^=]*$", re.S)
CPP_NAME = re.compile(r"(operator\s*(?:\(\)|\[\]|[^\s\w(]+|\w+)|~?[A-Za-z_]\w*)\s*$")
# A `case` that only answers a value is a line of a table.
TABLE_LINE = re.compile(r"^\s*case [^;\n]*: return [^;\n]*;\s*$", re.M)
NOT_FUNCTIONS = {"if", "for", "while", "switch", "catch", "return", "sizeof", "alignas", "decltype", "noexcept", "requires"}


def of(text, typescript=False):
    """The functions at namespace and class scope (TypeScript: of a module and of classes); inner ones count as part of theirs."""
    clean = source.without_comments_and_strings(text)
    if typescript:
        clean = re.sub(r"`(?:[^`\\]|\\.)*`", lambda match: re.sub(r"[^\n]", " ", match.group()), clean, flags=re.S)
    else:
        clean = re.sub(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", lambda match: re.sub(r"[^\n]", " ", match.group()), clean, flags=re.M)
        clean = re.sub(r"^[ \t]*[A-Z][A-Z0-9_]+\([^\n{]*\)[ \t]*$", lambda match: " " * len(match.group()), clean, flags=re.M)
    found, stack, start, parens = [], [], 0, 0
    for at, char in enumerate(clean):
        if char in "([":
            parens += 1
        elif char in ")]":
            parens -= 1
        elif char == "{":
            inside = next((frame for frame in reversed(stack) if frame[0] == "function"), None)
            header = clean[start:at]
            kind, name = ("block", None) if inside or parens else kind_of(header, typescript)
            stack.append((kind, name, start + len(header) - len(header.lstrip()), header, parens, start))
            if kind != "initializer":
                start, parens = at + 1, 0
        elif char == "}" and stack:
            kind, name, begin, header, parens, outer = stack.pop()
            if kind == "function":
                body = clean[begin:at]
                lines = body.count("\n") + 1 - len(TABLE_LINE.findall(body))
                found.append(Function(name, clean.count("\n", 0, begin) + 1, lines, parameters(header, name)))
            start = outer if kind == "initializer" or (kind == "block" and parens) else at + 1
        elif char == ";" and parens <= 0:
            start = at + 1
    return found


def kind_of(header, typescript):
    text = header.strip()
    if typescript:
        return kind_of_typescript(text)
    if CPP_SCOPE.search(text) and not re.search(r"\)\s*$", text):
        return "scope", None
    opening = first_parenthesis(text)
    if opening < 0 or text.endswith("="):
        return "initializer" if text else "block", None
    match = CPP_NAME.search(text[:opening])
    if not match or match.group(1) in NOT_FUNCTIONS or re.search(r"=\s*[\w:<>]*\s*$", text[:match.start()]):
        return "initializer", None
    # `Type::Type(int a) : member_{` - the brace is a member's value, not the body.
    if re.search(r"\)\s*(noexcept\s*)?:[^:]", text) and re.search(r"[\w>]\s*$", text) and not re.search(r"\)\s*$", text):
        return "initializer", None
    return "function", match.group(1)


def kind_of_typescript(text):
    last = re.split(r"\n\s*\n", text)[-1]
    if re.search(r"\b(class|interface|enum|namespace)\s+\w+[^()=]*$", last):
        return "scope", None
    match = re.search(r"\bfunction\s*\*?\s*(\w+)", last) or re.search(r"\b(?:const|let)\s+(\w+)[^=]*=(?!>).*=>\s*$", last, re.S)
    if match:
        return "function", match.group(1)
    method = re.search(r"(?:^|\n)\s*(?:(?:public|private|protected|static|async|override|get|set)\s+)*#?(\w+)\s*(?:<[^>]*>)?\([^{}]*\)\s*(?::[^{}=]*)?$", last)
    if method and method.group(1) not in NOT_FUNCTIONS:
        return "function", method.group(1)
    return "initializer", None


def first_parenthesis(text):
    """Where the parameter list opens: the first parenthesis outside of template arguments and attributes."""
    angle = square = 0
    for at, char in enumerate(text):
        if char == "[":
            square += 1
        elif char == "]":
            square -= 1
        elif char == "<" and not text[:at].rstrip().endswith("operator"):
            angle += 1
        elif char == ">" and angle and text[at - 1] != "-":
            angle -= 1
        elif char == "(" and not angle and not square and not re.search(r"\b(requires|decltype|noexcept|alignas|explicit)\s*$", text[:at]):
            if text[at:at + 2] == "()" and text[:at].rstrip().endswith("operator"):
                continue
            return at
    return -1


def parameters(header, name):
    after = re.search(rf"{re.escape(name)}[^(]*(?<!operator)\(", header)
    opening = after.end() - 1 if after else header.find("(")
    if opening < 0:
        return 0
    depth, count, seen = 0, 0, False
    # The connection that every use case is handed does not count.
    rest = re.sub(r"^\(\s*(?:const\s+)?(?:db::)?(?:Tx|Reader)&\s*\w*\s*,?", "(", header[opening:])
    for char in rest:
        if char in "(<[{":
            depth += 1
        elif char in ")>]}":
            depth -= 1
            if depth == 0:
                break
        elif char == "," and depth == 1:
            count += 1
        if depth >= 1 and not char.isspace() and char != "(":
            seen = True
    return count + 1 if seen else 0
