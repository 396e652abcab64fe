"""Embeds a folder of files: an assembler file of .incbin and a table sorted by path.

usage: embed.py NAME ROOT LIST ASSEMBLY TABLE
"""
import hashlib
import pathlib
import sys


def main():
    name, root, list_file, assembly, table = sys.argv[1:]
    files = sorted(line for line in pathlib.Path(list_file).read_text().splitlines() if line)
    asm = ['.section .rodata']
    rows, externs = [], []
    for index, file in enumerate(files):
        symbol = f"embedded_{name}_{index}"
        asm += [f".global {symbol}", ".balign 16", f"{symbol}:", f'.incbin "{file}"', f".global {symbol}_end", f"{symbol}_end:", ".byte 0"]
        relative = pathlib.Path(file).relative_to(root).as_posix()
        digest = hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest()[:16]
        externs.append(f'extern "C" const char {symbol}[]; extern "C" const char {symbol}_end[];')
        rows.append(f'    {{"{relative}", "{digest}", {symbol}, {symbol}_end}},')
    asm += ['.section .note.GNU-stack,"",%progbits', ""]
    pathlib.Path(assembly).write_text("\n".join(asm))
    out = ['#include "platform/files/embedded.hpp"', ""] + externs
    out += ["", "namespace goodhost::files {", "", "namespace {", f"const EmbeddedFile {name}_table[] = {{"] + (rows or ['    {"", "", nullptr, nullptr},']) + ["};", "}  // namespace", "",
            f"EmbeddedFolder embedded_{name}() {{ return {{{name}_table, {name}_table + {len(rows)}}}; }}",
            "", "}  // namespace goodhost::files", ""]
    pathlib.Path(table).write_text("\n".join(out))


main()
