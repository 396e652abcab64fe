"""Reads ICU MessageFormat texts as far as a check needs it: arguments, their kinds and the branches of plurals."""
import re

# CLDR's cardinal categories; each must be written out, because a noun changes with it.
CARDINALS = {"en": ["one", "other"], "ko": ["other"], "cy": ["zero", "one", "two", "few", "many", "other"],
             "uz": ["one", "other"], "bn": ["one", "other"]}
ORDINALS = {"en": ["one", "two", "few", "other"], "ko": ["other"], "cy": ["zero", "one", "two", "few", "many", "other"],
            "uz": ["other"], "bn": ["one", "two", "few", "many", "other"]}
KINDS = {"number", "date", "time", "plural", "selectordinal", "select"}


class Bad(Exception):
    pass


class Message:
    def __init__(self):
        self.arguments = set()  # (name, kind); plural and number are one kind, as languages may differ there
        self.plurals = []       # (kind, [selector])


class Reader:
    def __init__(self, text):
        self.text, self.at, self.message = text, 0, Message()

    def read(self, depth=0):
        """Up to the brace that closes this level."""
        while self.at < len(self.text):
            c = self.text[self.at]
            if c == "'":
                self.skip_quoted(depth)
            elif c == "{":
                self.at += 1
                self.read_argument(depth)
            elif c == "}":
                if depth == 0:
                    raise Bad(f"a `}}` too many at character {self.at}")
                return
            else:
                self.at += 1
        if depth:
            raise Bad("a `{` is never closed")

    def skip_quoted(self, depth):
        """An apostrophe quotes only before a brace (or `#` in a plural); two of them are one."""
        following = self.text[self.at + 1:self.at + 2]
        if following == "'":
            self.at += 2
        elif following and following in ("{}#|" if depth else "{}"):
            end = self.text.find("'", self.at + 1)
            while self.text[end + 1:end + 2] == "'" and end != -1:
                end = self.text.find("'", end + 2)
            if end == -1:
                raise Bad(f"the quote at character {self.at} is never closed")
            self.at = end + 1
        else:
            self.at += 1

    def read_argument(self, depth):
        match = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)\s*([,}])").match(self.text, self.at)
        if not match:
            raise Bad(f"no argument's name at character {self.at}")
        name, after = match.groups()
        self.at = match.end()
        if after == "}":
            self.message.arguments.add((name, ""))
            return
        match = re.compile(r"\s*([a-z]+)\s*([,}])").match(self.text, self.at)
        if not match or match.group(1) not in KINDS:
            raise Bad(f"`{name}` has a type that is not supported")
        kind, after = match.groups()
        self.at = match.end()
        self.message.arguments.add((name, {"plural": "", "selectordinal": "", "number": ""}.get(kind, kind)))
        if kind in ("plural", "selectordinal", "select"):
            if after != ",":
                raise Bad(f"`{name}` has no branches")
            self.read_branches(kind, depth)
        elif after == ",":
            end = self.text.find("}", self.at)
            if end == -1:
                raise Bad("a `{` is never closed")
            self.at = end + 1

    def read_branches(self, kind, depth):
        selectors = []
        offset = re.compile(r"\s*offset:\d+").match(self.text, self.at)
        if offset and kind != "select":
            self.at = offset.end()
        while True:
            match = re.compile(r"\s*(=\d+|[A-Za-z0-9_]+)\s*\{").match(self.text, self.at)
            if not match:
                break
            selectors.append(match.group(1))
            self.at = match.end()
            self.read(depth + 1)
            if self.text[self.at:self.at + 1] != "}":
                raise Bad("a `{` is never closed")
            self.at += 1
        match = re.compile(r"\s*\}").match(self.text, self.at)
        if not match:
            raise Bad(f"a branch is expected at character {self.at}")
        self.at = match.end()
        if "other" not in selectors:
            raise Bad(f"a {kind} lacks its `other`")
        if len(set(selectors)) != len(selectors):
            raise Bad(f"a {kind} has a branch twice")
        self.message.plurals.append((kind, selectors))


def parse(text):
    reader = Reader(text)
    reader.read()
    return reader.message


def plural_faults(message, language):
    for kind, selectors in message.plurals:
        if kind == "select":
            continue
        needed = (CARDINALS if kind == "plural" else ORDINALS)[language]
        named = [selector for selector in selectors if not selector.startswith("=")]
        missing = [category for category in needed if category not in named]
        unknown = [category for category in named if category not in needed]
        if missing:
            yield f"the {kind} lacks {', '.join(missing)}"
        if unknown:
            yield f"the {kind} has {', '.join(unknown)}, which this language does not know"
