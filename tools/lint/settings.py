"""The configuration file of the package shows every setting of the program, and no other."""
import re

import source

FILE, CODE = "packaging/goodhost.toml", "src/app/settings.cpp"


def findings():
    known = re.findall(r'^\s*\{"([a-z0-9_]+)",\s*Kind::', source.read(CODE), re.M)
    shown = {match.group(1): number for number, line in enumerate(source.read(FILE).splitlines(), 1)
             if (match := re.match(r"#?([a-z0-9_]+) = ", line))}
    for key in known:
        if key not in shown:
            yield FILE, 1, f"shows no {key}, which {CODE} knows"
    for key, number in shown.items():
        if key not in known:
            yield FILE, number, f"{key} is no setting of {CODE}"


if __name__ == "__main__":
    source.report(list(findings()))
