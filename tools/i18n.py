"""Checks the catalogues locales/<language>/<slice>.json against each other and against the program.

usage: i18n.py check [ROOT]

Keys in use are the literals of these calls (a literal that ends with `.` is the beginning of several keys):
  C++         t("slice.key")  text(locale, "slice.key")  t("slice.kind." + name)
  TypeScript  t('slice.key')  t(`slice.kind.${name}`)
and of problems in C++: Problem(kind, "slice.name") needs `slice.problem.name`, problems.add(field, "slice.name") needs
`slice.field.name`. A mail of the program (platform/mail/outgoing.hpp), named "slice.mail.name" in C++, needs its
subject, body and action. A key counts as unused when neither its text nor a beginning of it stands in any source,
whatever the call.
"""
import json
import pathlib
import re
import sys

import i18n_message

LANGUAGES = ["en", "ko", "cy", "uz", "bn"]
SCRIPTS = {"ko": r"[가-힣]", "bn": r"[ঀ-৿]"}
CPP_CALLS = [r'\bt\(\s*"([^"\\]+)"\s*(\+?)', r'\btext\([^"();]*,\s*"([^"\\]+)"\s*(\+?)']
TS_CALLS = [r"\bt(?:Or)?\(\s*'([^'\\]+)'()", r'\bt(?:Or)?\(\s*"([^"\\]+)"()', r"\bt(?:Or)?\(\s*`([^`$\\]+)(\$?)"]
PROBLEM_CALLS = [(r'\bProblem\(\s*ProblemKind::\w+,\s*"([a-z_]+)\.([a-z0-9_.]+)"', "problem"),
                 (r'\.constraint\("[^"]*",\s*"([a-z_]+)\.([a-z0-9_.]+)"', "problem"),
                 (r'(?<!headers)\.add\([^;"]*(?:"[^"]*"[^;"]*)?,\s*"([a-z_]+)\.([a-z0-9_.]+)"', "field")]
MAIL = re.compile(r'"([a-z_]+\.mail\.[a-z0-9_]+)"')
MAIL_PARTS = ("subject", "body", "action")
# The protocol's codes are told by their kind, and those of the command line by the text for the log.
SLICES_WITHOUT_TEXTS = {"platform", "app"}
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$")


def read_catalogues(root, faults):
    """{language: {key: message}}"""
    catalogues = {language: {} for language in LANGUAGES}
    for path in sorted(root.glob("locales/*/*.json")):
        language = path.parent.name
        name = path.relative_to(root)
        if language not in catalogues:
            faults.append(f"{name}: no such language")
            continue

        def take(pairs, name=name, path=path):
            seen = {}
            for key, value in pairs:
                if key in seen:
                    faults.append(f"{name}: {key} stands twice")
                if not key.startswith(path.stem + ".") or not KEY.match(key) or not isinstance(value, str):
                    faults.append(f"{name}: {key} is no message of this file")
                seen[key] = value
            return seen

        try:
            catalogues[language].update(json.loads(path.read_text(), object_pairs_hook=take))
        except ValueError as error:
            faults.append(f"{name}: {error}")
    return catalogues


def check_messages(catalogues, faults):
    for key in sorted(set().union(*catalogues.values())):
        told = {language: catalogues[language].get(key) for language in LANGUAGES}
        for language, text in told.items():
            if not text:
                faults.append(f"{language} {key}: missing")
        parsed = {}
        for language, text in told.items():
            try:
                parsed[language] = i18n_message.parse(text or "")
            except i18n_message.Bad as error:
                faults.append(f"{language} {key}: {error}")
        english = parsed.get("en")
        for language, message in parsed.items():
            if not told[language]:
                continue
            faults += [f"{language} {key}: {fault}" for fault in i18n_message.plural_faults(message, language)]
            if english is None or not told["en"] or language == "en":
                continue
            if message.arguments != english.arguments:
                faults.append(f"{language} {key}: has {shown(message.arguments)}, English has {shown(english.arguments)}")
            fault = untranslated(language, told["en"], told[language])
            if fault:
                faults.append(f"{language} {key}: {fault}")


def shown(arguments):
    return ", ".join(sorted(f"{name} ({kind})" if kind else name for name, kind in arguments)) or "no arguments"


def untranslated(language, english, text):
    """A sentence that is the English one, or has no character of the language's script. Short names may be the same."""
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\{[^{}]*\}", "", english))
    if text == english and len(words) >= 3:
        return "is the English text"
    if language in SCRIPTS and len(words) >= 3 and not re.search(SCRIPTS[language], text):
        return "has no word of the language"
    return None


def sources(root):
    for folder, suffixes in (("src", {".cpp", ".hpp"}), ("web", {".ts", ".tsx"})):
        for path in sorted((root / folder).rglob("*")):
            parts = set(path.relative_to(root).parts)
            if path.suffix in suffixes and not parts & {"node_modules", "dist", "testdata"}:
                yield path, re.sub(r"^\s*//.*$", "", path.read_text(errors="replace"), flags=re.M)


def is_test(path):
    return path.stem.endswith("_test") or ".test." in path.name or ".spec." in path.name


def demanded(path, text):
    """(line, key, whether it is the beginning of keys) for every call in a source."""
    calls = CPP_CALLS if path.suffix in (".cpp", ".hpp") else TS_CALLS
    for pattern in calls:
        for match in re.finditer(pattern, text):
            yield text.count("\n", 0, match.start()) + 1, match.group(1), bool(match.group(2)) or match.group(1).endswith(".")
    if path.suffix not in (".cpp", ".hpp"):
        return
    for match in MAIL.finditer(text):
        for part in MAIL_PARTS:
            yield text.count("\n", 0, match.start()) + 1, f"{match.group(1)}.{part}", False
    for pattern, section in PROBLEM_CALLS:
        for match in re.finditer(pattern, text):
            slice_name, name = match.groups()
            if slice_name not in SLICES_WITHOUT_TEXTS:
                yield text.count("\n", 0, match.start()) + 1, f"{slice_name}.{section}.{name}", False


def check_uses(root, keys, faults):
    prefixes, everything = set(), []
    slices = {key.split(".")[0] for key in keys}
    for path, text in sources(root):
        if is_test(path):
            continue
        everything.append(text)
        for line, key, beginning in demanded(path, text):
            if beginning:
                prefixes.add(key)
                if not any(known.startswith(key) for known in keys):
                    faults.append(f"{path.relative_to(root)}:{line}: no message begins with {key}")
            elif key not in keys and (KEY.match(key) or key.split(".")[0] in slices):
                faults.append(f"{path.relative_to(root)}:{line}: no message {key}")
    literals = set(re.findall(r"[\"'`]([a-z][a-z0-9_.]*)[\"'`]", "\n".join(everything)))
    prefixes |= {literal for literal in literals if re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+\.", literal)}
    for key in sorted(keys):
        if not is_used(key, literals, prefixes):
            faults.append(f"en {key}: nothing uses it")


def is_used(key, literals, prefixes):
    if key in literals or any(key.startswith(prefix) for prefix in prefixes):
        return True
    stem, _, last = key.rpartition(".")
    if last in MAIL_PARTS and MAIL.fullmatch(f'"{stem}"') and stem in literals:
        return True
    slice_name, *rest = key.split(".")
    if len(rest) < 2 or rest[0] not in ("problem", "field"):
        return False
    name = ".".join(rest[1:])
    return f"{slice_name}.{name}" in literals or (slice_name == "platform" and name in literals)


def check(root):
    faults = []
    catalogues = read_catalogues(root, faults)
    check_messages(catalogues, faults)
    check_uses(root, set(catalogues["en"]), faults)
    return faults


def main():
    if sys.argv[1:2] != ["check"]:
        sys.exit(__doc__)
    root = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).parent.parent)
    faults = check(root)
    for fault in faults:
        print(fault)
    sys.exit(f"{len(faults)} faults in the catalogues" if faults else 0)


if __name__ == "__main__":
    main()
