"""The same work on a peer and on Goodhost, by turns, on the same machine: writes docs/performance-peer.md.

usage: peer.py --seed NAME=FOLDER[=URL=POSTMASTER]... --seeded FOLDER --database CLUSTER --postmaster PID
Each --seed is a Goodhost to compare with; the peer gets the tickets of the SQLite folder --seeded, in a database of the cluster.
"""
import argparse
import pathlib
import statistics
import subprocess
import time

import load
import report
from request_tracker import RequestTracker
from run import hosts, say

TURNS = 3
CLIENTS = 8
PEER_SECONDS, OWN_SECONDS = 15, 3
NEW_TICKET = '{"Queue":"General","Subject":"%s","Content":"%s","Requestor":"%s","ContentType":"text/plain"}'
HEAD = """# Beside Request Tracker

Made by `./dev bench --peer rt`; do not edit. Request Tracker {version} as Debian has it (six FastCGI workers behind nginx, PostgreSQL 15 with the
settings of the package) and Goodhost in its default configuration, with the same {tickets} tickets, on the same machine, one after the
other, {turns} turns, {clients} clients. Each figure is the median, the range in brackets. The list is that of 50 open tickets, the ticket has 20
messages. What is asked for is what an agent's browser asks for: of Request Tracker the page, of Goodhost the JSON from which the desk draws.
New tickets go over either's REST API, with what follows from them switched on. `cpu` is of server and database.

- Machine: {machine}
- {date}, version {own}

| work | Request Tracker, a second | p50 ms | cpu ms |{names}
| --- | --: | --: | --: |{lines}
"""


def peer_works(ticket):
    return {"list of 50, view `open`": "/Search/Results.html?Query=Status%3D%27open%27&Rows=50&OrderBy=LastUpdated&Order=DESC",
            "ticket, 20 messages": f"/Ticket/Display.html?id={ticket}", "create a ticket": "/REST/2.0/ticket"}


def measure_peer(peer, target, cookie, postmaster):
    environment = {"WORK_COOKIE": cookie, "WORK_REFERER": peer.url("/")}
    if target.startswith("/REST"):
        environment |= {"WORK_FORMAT": NEW_TICKET, "WORK_WRITERS": "\n".join(f"writer{number}@customers.test" for number in range(200))}
    before = peer.cpu(postmaster)
    ran = load.wrk(peer.url(target), CLIENTS, PEER_SECONDS, environment)
    if ran["refused"] or ran["broken"] or not ran["requests"]:
        raise RuntimeError(f"{target}: {ran}")
    return load.Sample(ran["requests"] / ran["seconds"], ran["p50_ms"], ran["p99_ms"], (peer.cpu(postmaster) - before) / ran["requests"] * 1e6)


def by_turns(peer, own, prepared, options):
    """Samples by work and by whom. Who does not work meanwhile costs nothing: servers at rest stay up."""
    cookie = peer.sign_in()
    samples = {}
    ticket = next(iter(prepared.values()))["ticket"]
    for turn in range(TURNS + 1):
        for name, target in peer_works(ticket).items():
            found = {"peer": measure_peer(peer, target, cookie, options.postmaster)}
            for who, host in own.items():
                work = next(work for work in load.works(prepared[who]) if work.name == name)
                found[who] = load.measure(host, work, prepared[who], CLIENTS, OWN_SECONDS)
                host.settle()
            say(f"  {name}: " + ", ".join(f"{who} {sample.per_second:.1f}/s" for who, sample in found.items()))
            for who, sample in found.items():
                if turn:  # the first turn warms up
                    samples.setdefault(name, {}).setdefault(who, []).append(sample)
    return samples


def line(name, found, own):
    peer = found["peer"]
    cells = [name, report.spread([sample.per_second for sample in peer]), report.number(report.middle(peer, "p50")),
             report.number(report.middle(peer, "cpu_us") / 1000)]
    for who in own:
        ours = found[who]
        ratio = report.middle(ours, "per_second") / report.middle(peer, "per_second")
        cost = statistics.median(sample.cpu_us + sample.database_us for sample in ours) / 1000
        cells += [report.spread([sample.per_second for sample in ours]), report.number(report.middle(ours, "p50")), report.number(cost), f"{ratio:,.0f} ×"]
    return "| " + " | ".join(cells) + " |"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", action="append", required=True)
    parser.add_argument("--seeded", type=pathlib.Path, required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--postmaster", type=int, required=True)
    parser.add_argument("--tickets", default="20,000")
    parser.add_argument("--programs", default=str(load.ROOT / "build/release"))
    parser.add_argument("--out", type=pathlib.Path, default=load.ROOT / "docs/performance-peer.md")
    options = parser.parse_args()
    machine, began = report.machine(), time.monotonic()
    floors = load.Floors(f"{options.programs}/goodhost_floor")
    own = {name: host for name, host in hosts(options.seed, options.programs) if not name.endswith(".floor")}
    peer = RequestTracker(load.ROOT / "build/bench/rt", options.database)
    try:
        prepared = {who: floors.prepare(host) for who, host in own.items()}
        peer.make(options.seeded)
        say(f"Request Tracker has its tickets after {time.monotonic() - began:.0f} s")
        for host in own.values():
            host.start()
        peer.start()
        samples = by_turns(peer, own, prepared, options)
    finally:
        peer.stop()
        floors.close()
        for host in own.values():
            host.stop()
    names = "".join(f" {who}, a second | p50 ms | cpu ms | of it |" for who in own)
    lines = " --: | --: | --: | --: |" * len(own) + "\n" + "\n".join(line(name, found, own) for name, found in samples.items())
    version = subprocess.run(["dpkg-query", "-Wf", "${Version}", "request-tracker5"], capture_output=True, text=True).stdout
    options.out.write_text(HEAD.format(version=version, tickets=options.tickets, turns=TURNS, clients=CLIENTS, machine=machine, names=names, lines=lines,
                                       **report.made()))
    print(options.out.read_text())


if __name__ == "__main__":
    main()
