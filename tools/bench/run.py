"""The load laboratory: drives a seeded release server and writes docs/performance.md.

usage: run.py --seed NAME=FOLDER[=URL=POSTMASTER]... [--quick] [--programs FOLDER] [--out FILE]
Each --seed is a database to measure on: its name for the table, its data folder and, for PostgreSQL, URL and process id. What it
holds is changed by the run. A second one, NAME.floor, is where the rows of the floor are written.
"""
import argparse
import pathlib
import statistics
import sys

import load
import report
from host import Host


def hosts(seeds, programs):
    for seed in seeds:
        name, folder, *rest = seed.split("=")
        url = "=".join(rest[:-1])
        yield name, Host(f"{programs}/goodhost", pathlib.Path(folder), url, int(rest[-1]) if rest else None)


def starts(host, times):
    taken = []
    for _ in range(times):
        taken.append(host.start())
        host.stop()
    return taken


def run_reads(host, floor_host, floors, prepared, about):
    """Everything that is compared by turns: one run of each work, its statements, its bytes, then all again."""
    samples, parts = {}, {}
    # Nothing that writes among them: the reads would have tickets before them that the floor does not have.
    reads = [work for work in load.works(prepared) if work.method == "GET"]
    for work in reads:
        load.measure(host, work, prepared, about["clients"][-1], 1)  # caches, connections and prepared statements
    host.settle()
    for turn in range(about["repeats"]):
        for clients in about["clients"]:
            for work in reads:
                sample = load.measure(host, work, prepared, clients, about["seconds"])
                samples.setdefault((work, clients), []).append(sample)
                if turn < about["floor_repeats"]:
                    statements = floors.statements(floor_host, work, about["floor_prepared"], (clients, 0.5))
                    http = floors.http(sample.bytes, clients, 1)
                    parts.setdefault((work, clients), []).append(1 / (1 / statements + 1 / http))
                say(f"  {work.name}, {clients} clients: {sample.per_second:.0f}/s")
    return samples, {key: statistics.median(values) for key, values in parts.items()}


def run_writes(host, floor_host, floors, prepared, about):
    samples, parts = {}, {}
    work = next(work for work in load.works(prepared) if work.method == "POST")
    load.measure(host, work, prepared, about["clients"][-1], 1)
    host.settle()
    for turn in range(about["repeats"]):
        for clients in about["clients"]:
            sample = load.measure(host, work, prepared, clients, about["seconds"])
            samples.setdefault((work, clients), []).append(sample)
            host.settle()
            if turn < about["floor_repeats"]:
                parts.setdefault((work, clients), []).append(floors.statements(floor_host, work, about["floor_prepared"], (clients, 1)))
            say(f"  {work.name}, {clients} clients: {sample.per_second:.0f}/s")
    return samples, {key: statistics.median(values) for key, values in parts.items()}


def measure(name, host, floor_host, floors, about):
    say(name)
    prepared = floors.prepare(host)
    about["floor_prepared"] = floors.prepare(floor_host)
    result = {"name": name, "start_ms": starts(host, about["repeats"])}
    host.start()
    try:
        host.settle()
        result["idle_mb"] = host.memory_mb()
        result["appends"] = [floors.appends(host.folder, 0.5) for _ in range(about["floor_repeats"])]
        result["samples"], result["floors"] = run_reads(host, floor_host, floors, prepared, about)
        for kept, found in zip((result["samples"], result["floors"]), run_writes(host, floor_host, floors, prepared, about)):
            kept.update(found)
        result["busy_mb"] = host.memory_mb()
    finally:
        host.stop()
    return result


def say(line):
    print(line, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", action="append", required=True)
    parser.add_argument("--tickets", default="20,000")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--programs", default=str(load.ROOT / "build/release"), help="folder of goodhost and goodhost_floor")
    parser.add_argument("--out", default=str(load.ROOT / "docs/performance.md"))
    options = parser.parse_args()
    about = {"clients": (1, 8, 64), "seconds": 1, "tickets": options.tickets, "machine": report.machine(), "build": f"{pathlib.Path(options.programs).name}",
             "repeats": 1 if options.quick else 4, "floor_repeats": 1 if options.quick else 2}
    found = dict(hosts(options.seed, options.programs))
    floors = load.Floors(f"{options.programs}/goodhost_floor")
    try:
        results = [measure(name, host, found[name + ".floor"], floors, about) for name, host in found.items() if not name.endswith(".floor")]
    finally:
        floors.close()
    report.write(pathlib.Path(options.out), results, about)
    print(pathlib.Path(options.out).read_text())


if __name__ == "__main__":
    main()
