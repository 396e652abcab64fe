"""docs/performance-mail.md from what goodhost_bench and the journey of a day of mail have measured.

usage: mail.py THROUGHPUT.json FIGURES.json OUT.md
"""
import datetime
import json
import pathlib
import sys

import report

HEAD = """# Performance of mail

Made by `./dev bench --mail`; do not edit. A release build. *Stored* is from the raw bytes to the answer that takes responsibility: parsed, sanitised,
matched, on a ticket, raw message and attachments on the disk, SQLite with `synchronous=FULL`, one after the other on one core. *Arrival to desk* is
from the moment that the customer's mail server has handed it to a real Postfix to the ticket in the answer of the API, asked again and again. *Memory* is
the most that the server had over what it had before, with a mail of 50 MB. The *loop laboratory* has two real servers, or one and a machine that answers
everything, with a relay between them.

- Machine: {machine}
- {date}

"""

WORDS = {"mail_of_50_kb": "a multipart with an image", "mail_of_the_corpus": "the mail corpus"}


def stored(benchmarks):
    yield "| stored | a second | median ms | size |"
    yield "| --- | --: | --: | --: |"
    for one in benchmarks:
        if "error_message" in one:
            continue
        median = f"{one['median_ms']:.1f}" if "median_ms" in one else f"{one['real_time']:.1f}"
        size = f"{one['bytes'] / 1000:.0f} KB" if "bytes" in one else "as they are"
        yield f"| {WORDS.get(one['name'].split('/')[0], one['name'])} | {one['items_per_second']:.0f} | {median} | {size} |"


def arrived(figures):
    yield "| arrival to desk | p50 ms | p99 ms |"
    yield "| --- | --: | --: |"
    for one in figures:
        if "p50_ms" in one:
            yield f"| {way_of(one['name'])} | {one['p50_ms']:.0f} | {one['p99_ms']:.0f} |"


def remembered(figures):
    yield "| memory for 50 MB | before | more |"
    yield "| --- | --: | --: |"
    for one in figures:
        if "more_mb" in one:
            yield f"| {way_of(one['name'])} | {one['before_mb']:.0f} MB | {one['more_mb']:.0f} MB |"


def looped(figures):
    yield "| loop laboratory, mails sent until it is quiet | SQLite | PostgreSQL |"
    yield "| --- | --: | --: |"
    scenes = {}
    for one in figures:
        if "mails" in one:
            _, database, scene = one["name"].split(", ", 2)
            scenes.setdefault(scene, {})[database] = one["mails"]
    for scene, mails in scenes.items():
        yield f"| {scene} | {mails.get('sqlite', '–')} | {mails.get('postgres', '–')} |"


def way_of(name):
    """`arrival to desk, support@lmtp.example` is LMTP."""
    last = name.split(", ")[-1]
    return last.split("@")[-1].split(".")[0].upper() if "@" in last else last


def main():
    throughput, figures, out = map(pathlib.Path, sys.argv[1:])
    benchmarks = json.loads(throughput.read_text())["benchmarks"]
    told = [json.loads(line) for line in figures.read_text().splitlines()]
    head = HEAD.format(machine=report.machine(), date=datetime.date.today().isoformat())
    tables = ["\n".join(table) for table in (stored(benchmarks), arrived(told), remembered(told), looped(told))]
    out.write_text(head + "\n\n".join(tables) + "\n")


main()
