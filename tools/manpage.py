"""Writes the manual page goodhost(1) from the program's own help.

usage: manpage.py PROGRAM OUTPUT.gz
"""
import gzip
import pathlib
import re
import subprocess
import sys


def help_of(program, *command):
    return subprocess.run(["goodhost", *command, "--help"], executable=program, capture_output=True, text=True, check=True).stdout


def commands_of(text):
    """The names in the help's list of commands."""
    part = re.search(r"^\w*commands:\s*$(.*?)(?:^\S|\Z)", text, re.I | re.M | re.S)
    return re.findall(r"^\s{2,}([a-z][a-z-]*)(?:\s{2,}|\s*$)", part.group(1), re.M) if part else []


def verbatim(text):
    escaped = text.replace("\\", "\\\\").replace("-", "\\-")
    return ".nf\n" + re.sub(r"^([.'])", r"\\&\1", escaped.rstrip(), flags=re.M) + "\n.fi\n"


def main():
    program, output = sys.argv[1:]
    top = help_of(program)
    page = '.TH GOODHOST 1\n.SH NAME\ngoodhost \\- the customer desk of web hosting companies\n.SH SYNOPSIS\n' + verbatim(top)
    for command in commands_of(top):
        page += f".SH GOODHOST {command.upper()}\n" + verbatim(help_of(program, command))
    page += (".SH FILES\n.TP\n/etc/goodhost/goodhost.toml\nThe configuration of the service.\n.TP\n/var/lib/goodhost\n"
             "The data of the service: database and files.\n")
    pathlib.Path(output).write_bytes(gzip.compress(page.encode(), mtime=0))


main()
