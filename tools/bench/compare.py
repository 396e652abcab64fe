"""The same work on several hosts by turns, each against the first: how the program grows with its data, or changes from release to release.

usage: compare.py --host NAME=FOLDER[=PROGRAM]... --title TEXT --what TEXT --out FILE [--curve FILE.svg]
"""
import argparse
import pathlib

import curve
import load
import report
import surface
from host import Host
from run import say, starts

TURNS = 3
CLIENTS = (1, 8)
SECONDS = 1
HEAD = """# {title}

Made by `./dev bench --{command}`; do not edit. {what} A release server in its default configuration on SQLite, driven by wrk over loopback; each
figure is the median of {turns} runs of {seconds} s, taken by turns, the range in brackets. `×` is the time of a request against that of the first column.

- Machine: {machine}
- {date}, version {own}

"""


def given_hosts(specs, program):
    for spec in specs:
        name, folder, *rest = spec.split("=")
        yield name, Host(rest[0] if rest else program, pathlib.Path(folder))


def works(prepared):
    """All but the portal, for which the stable surface makes no session."""
    return [work for work in load.works(prepared) if work.by == "agent"]


def run_turns(hosts, prepared):
    samples = {}
    for turn in range(TURNS + 1):
        for clients in CLIENTS:
            for index, work in enumerate(works(next(iter(prepared.values())))):
                for name, host in hosts.items():
                    sample = load.measure(host, works(prepared[name])[index], prepared[name], clients, SECONDS)
                    if turn:  # the first turn warms up
                        samples.setdefault((work.name, clients), {}).setdefault(name, []).append(sample)
                    if work.method == "POST":
                        host.settle()
        say(f"  turn {turn} of {TURNS}")
    return samples


def table(hosts, samples):
    names = list(hosts)
    lines = ["| work | clients |" + "".join(f" {name}, a second | p50 ms |" + (" × |" if name != names[0] else "") for name in names),
             "| --- | --: |" + "".join(" --: | --: |" + (" --: |" if name != names[0] else "") for name in names)]
    for (work, clients), found in samples.items():
        first = report.middle(found[names[0]], "per_second")
        cells = [work, str(clients)]
        for name in names:
            cells += [report.spread([sample.per_second for sample in found[name]]), report.number(report.middle(found[name], "p50"))]
            if name != names[0]:
                cells.append(report.number(first / report.middle(found[name], "per_second")))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def facts(hosts, found):
    def row(title, value):
        return f"| {title} |" + "".join(f" {value(name)} |" for name in hosts)
    return "\n".join(["| |" + "".join(f" {name} |" for name in hosts), "| --- |" + " --: |" * len(hosts),
                      row("start until ready, ms", lambda name: report.spread(found[name]["start_ms"])),
                      row("memory, idle, MB", lambda name: f"{found[name]['idle_mb']:.0f}"),
                      row("memory after the run, MB", lambda name: f"{found[name]['busy_mb']:.0f}"),
                      row("database, MB", lambda name: f"{(hosts[name].folder / 'goodhost.db').stat().st_size / 1e6:,.0f}")]) + "\n\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", action="append", required=True)
    parser.add_argument("--program", default=str(load.ROOT / "build/release/goodhost"))
    for name in ("--title", "--what", "--command"):
        parser.add_argument(name, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--curve", type=pathlib.Path)
    options = parser.parse_args()
    machine = report.machine()
    hosts = dict(given_hosts(options.host, options.program))
    found, prepared = {}, {}
    try:
        for name, host in hosts.items():
            say(name)
            host.start()  # what had to be migrated is, and what was behind has been caught up
            host.settle(600)
            host.stop()
            found[name] = {"start_ms": starts(host, 5)}
            host.start()
            host.settle()
            found[name]["idle_mb"] = host.memory_mb()
            prepared[name] = surface.prepare(host)
        samples = run_turns(hosts, prepared)
        for name, host in hosts.items():
            found[name]["busy_mb"] = host.memory_mb()
    finally:
        for host in hosts.values():
            if host.process and host.process.poll() is None:
                host.stop()
    head = HEAD.format(title=options.title, command=options.command, what=options.what, turns=TURNS, seconds=SECONDS, machine=machine, **report.made())
    if options.curve:
        head += f"![Time of a request by the number of tickets]({options.curve.name})\n\n"
        options.curve.write_text(curve.draw({work: [(int(name.replace(",", "")), report.middle(by[name], "p50")) for name in hosts]
                                             for (work, clients), by in samples.items() if clients == CLIENTS[0]}))
    options.out.write_text(head + facts(hosts, found) + table(hosts, samples))
    print(options.out.read_text())


if __name__ == "__main__":
    main()
