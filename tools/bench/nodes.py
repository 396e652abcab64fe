"""Two nodes on one PostgreSQL beside one of them, by turns, and how soon a follower on the other node hears of a ticket. Writes docs/performance-nodes.md.

usage: nodes.py --seed NAME=FOLDER=URL=POSTMASTER [--followers 200] [--out FILE]
"""
import argparse
import asyncio
import concurrent.futures
import pathlib
import shutil

import live
import load
import report
import surface
from host import Host
from run import hosts, say

TURNS = 4
CLIENTS = 16
SECONDS = 2
HEAD = """# Two nodes

Made by `./dev bench --nodes`; do not edit. One PostgreSQL with 20,000 tickets and two nodes, release servers in their default configuration, driven by wrk
over loopback: {clients} clients on one node, or {half} on each of the two. Each figure is the median of {turns} runs of {seconds} s, taken by turns after a
warm-up; the range is in brackets. **All of it shares the two processors of this machine**: the table shows what a second node costs, not what a
second machine brings. `cpu` is of all nodes for one request, after `+` that of PostgreSQL.

- Machine: {machine}
- {date}, version {own}

"""


class Second(Host):
    """Another node: the files and the key of the first, a folder of its own."""

    def __init__(self, first):
        folder = first.folder.with_name(first.folder.name + ".second")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        super().__init__(first.binary, folder, first.database, first.postmaster)
        self.first = first

    def start(self):
        shutil.copy(self.first.folder / "secret.key", self.folder)
        (self.folder / "files").symlink_to(self.first.folder / "files")
        return super().start()


def works(prepared):
    chosen = ("list of 50", "ticket, 20", "create")
    return [work for work in load.works(prepared) if work.name.startswith(chosen)]


def processor(nodes):
    used = [node.cpu() for node in nodes]
    return sum(own for own, _ in used), used[0][1]


def run(nodes, driven, work, prepared):
    """One run on all that are driven at once."""
    environment = {"WORK_" + name.upper(): value for name, value in load.headers(work, prepared).items()}
    if work.method == "POST":
        environment["WORK_WRITERS"] = "\n".join(prepared["writers"])
    before = processor(nodes)
    with concurrent.futures.ThreadPoolExecutor(len(driven)) as pool:
        ran = list(pool.map(lambda node: load.wrk(node.url(work.target), CLIENTS // len(driven), SECONDS, environment), driven))
    after = processor(nodes)
    if any(one["refused"] or one["broken"] for one in ran):
        raise RuntimeError(f"{work.name}: {ran}")
    count = sum(one["requests"] for one in ran)
    own, database = ((now - was) / count * 1e6 for now, was in zip(after, before))
    return load.Sample(sum(one["requests"] / one["seconds"] for one in ran), max(one["p50_ms"] for one in ran), max(one["p99_ms"] for one in ran), own, database)


def throughput(nodes, prepared):
    samples = {}
    for turn in range(TURNS + 1):
        for work in works(prepared):
            for count in (1, 2):
                sample = run(nodes, nodes[:count], work, prepared)
                if turn:  # the first turn warms up
                    samples.setdefault((work.name, count), []).append(sample)
                if work.method == "POST":
                    nodes[0].settle()
        say(f"  turn {turn} of {TURNS}")
    return samples


def table(samples):
    lines = ["| work | nodes | a second | p50 ms | p99 ms | cpu µs |", "| --- | --: | --: | --: | --: | --: |"]
    for (work, count), found in samples.items():
        cpu = f"{report.middle(found, 'cpu_us'):.0f} + {report.middle(found, 'database_us'):.0f}"
        cells = [work, count, report.spread([one.per_second for one in found]), report.number(report.middle(found, "p50")), report.number(report.middle(found, "p99")), cpu]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def hearing(nodes, token, followers):
    """Followers on each of the nodes in turn, while tickets are opened on the first."""
    lines = [f"\n{followers} live connections on a node, 10 tickets a second opened on the first node; milliseconds from the request to who hears of it.\n",
             "| followers on | p50 ms | p99 ms | most ms | heard |", "| --- | --: | --: | --: | --: |"]
    for name, node in zip(("the same node", "the other node"), nodes):
        late = asyncio.run(live.fan_out(nodes[0], node, token, (followers, 50)))
        lines.append(f"| {name} | {late[len(late) // 2]:.0f} | {late[len(late) * 99 // 100]:.0f} | {late[-1]:.0f} | {len(late):,} of {followers * 50:,} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", action="append", required=True)
    parser.add_argument("--followers", type=int, default=200)
    parser.add_argument("--programs", default=str(load.ROOT / "build/release"))
    parser.add_argument("--out", type=pathlib.Path, default=load.ROOT / "docs/performance-nodes.md")
    options = parser.parse_args()
    machine = report.machine()
    first = dict(hosts(options.seed, options.programs))["PostgreSQL"]
    nodes = [first, Second(first)]
    try:
        for node in nodes:
            node.start()
        prepared = surface.prepare(first)
        samples = throughput(nodes, prepared)
        heard = hearing(nodes, prepared["token"], options.followers)
    finally:
        for node in nodes:
            if node.process and node.process.poll() is None:
                node.stop()
    head = HEAD.format(clients=CLIENTS, half=CLIENTS // 2, turns=TURNS, seconds=SECONDS, machine=machine, **report.made())
    options.out.write_text(head + table(samples) + heard)
    print(options.out.read_text())


if __name__ == "__main__":
    main()
