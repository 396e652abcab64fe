"""A desk at work: 100 agents at once, also while rows are imported and while a backup is made. Writes docs/performance-day.md.

usage: day.py --seed NAME=FOLDER[=URL=POSTMASTER]... [--agents 100] [--seconds 60]
Each agent does something once a second, what is decided by chance (always the same): reads its list, opens a ticket, answers, writes a note,
takes a ticket, searches, looks at the counts. That is about twenty times what a person does.
"""
import argparse
import concurrent.futures
import pathlib
import random
import shutil
import subprocess
import tempfile
import threading
import time

import load
import report
import surface
from run import hosts, say

# Of 100 acts.
MIX = {"list": 30, "ticket": 35, "counts": 10, "search": 8, "note": 5, "reply": 8, "take": 4}
IMPORTED = 50_000
HEAD = """# A desk at work

Made by `./dev bench --day`; do not edit. {agents} agents at once for {seconds} s, each of whom does something every second (of 100 acts {mix}), with
20,000 tickets; then the same while {imported:,} customers are imported from CSV in one request, and while `goodhost backup` copies
database and files. Milliseconds as the driver saw them, which shares the two processors; `cpu` is of the server, after `+` of PostgreSQL.

- Machine: {machine}
- {date}, version {own}
"""


class Desk:
    """A host with agents, and what each act took."""

    def __init__(self, host, agents, seconds):
        self.host, self.seconds = host, seconds
        self.owner = surface.Caller(host, surface.token_of(host))
        self.agents = [surface.Caller(host, token) for token in self.hire(agents)]
        page = self.owner.ask("GET", "/tickets?view=open&limit=200")
        self.tickets = [ticket["id"] for ticket in page["items"]]
        self.lock, self.took, self.refused = threading.Lock(), {}, []

    def hire(self, count):
        """Tokens of new agents."""
        role = next(role["id"] for role in self.owner.ask("GET", "/roles")["items"] if role["key"] == "agent")
        for number in range(count):
            email = f"agent{number}@day.test"
            self.owner.ask("POST", "/agents", {"name": f"Agent {number}", "email": email, "role_id": role})
            command = [self.host.binary, "token", "create", *self.host.arguments(), "--agent", email]
            yield subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def act(self, agent, what, chance):
        ticket = f"/tickets/{chance.choice(self.tickets)}"
        if what == "note" or what == "reply":
            return agent.send("POST", ticket + "/messages", {"kind": what, "body_text": surface.ANSWER})
        if what == "take":
            me = agent.ask("GET", "/me")["id"]
            return agent.send("PUT", ticket + "/assignment", {"assignee_id": me})
        path = {"list": "/tickets?view=open&limit=50", "ticket": ticket, "counts": "/views", "search": "/search?limit=25&q=certificate"}[what]
        return agent.send("GET", path)

    def work(self, number, until):
        chance, agent = random.Random(number), self.agents[number]
        agent.forget()
        due = time.monotonic() + chance.random()
        while due < until:
            time.sleep(max(0.0, due - time.monotonic()))
            what = chance.choices(list(MIX), MIX.values())[0]
            began = time.monotonic()
            status, _ = self.act(agent, what, chance)
            with self.lock:
                self.took.setdefault(what, []).append((time.monotonic() - began) * 1000)
                if status >= 300:
                    self.refused.append((what, status))
            due += 1

    def run(self, beside=None):
        """All agents for the time, something else beside them; what that gave."""
        self.took, self.refused = {}, []
        self.host.settle()
        before, until = self.host.cpu(), time.monotonic() + self.seconds
        with concurrent.futures.ThreadPoolExecutor(len(self.agents) + 1) as pool:
            other = pool.submit(beside) if beside else None
            for done in [pool.submit(self.work, number, until) for number in range(len(self.agents))]:
                done.result()
            gave = other.result() if other else ""
        cpu = [(after - was) / self.seconds * 100 for after, was in zip(self.host.cpu(), before)]
        if self.refused:
            raise RuntimeError(f"{len(self.refused)} acts were refused: {self.refused[:5]}")
        return {"took": self.took, "cpu": cpu, "memory": self.host.memory_mb(), "gave": gave}

    def bring_in(self):
        rows = "external_id,name,notes\n" + "".join(f"day-{number},Customer {number},from the old panel\n" for number in range(IMPORTED))
        began = time.monotonic()
        status, text = self.owner.send("POST", "/imports?kind=customers", rows.encode(), "text/csv")
        if status != 200 or f'"created":{IMPORTED}' not in text.decode():
            raise RuntimeError(f"import: {status} {text[:300]}")
        seconds = time.monotonic() - began
        return f"{IMPORTED:,} customers in {seconds:.1f} s, {IMPORTED / seconds:,.0f} a second"

    def back_up(self):
        with tempfile.TemporaryDirectory(dir=self.host.folder.parent) as folder:
            began = time.monotonic()
            subprocess.run([self.host.binary, "backup", *self.host.arguments(), f"{folder}/copy"], check=True, capture_output=True)
            seconds = time.monotonic() - began
            size = sum(file.stat().st_size for file in pathlib.Path(folder).rglob("*") if file.is_file()) / 1e6
            shutil.rmtree(f"{folder}/copy")
        return f"{size:,.0f} MB in {seconds:.1f} s"


def percentile(values, percent):
    values = sorted(values)
    return report.number(values[min(len(values) - 1, len(values) * percent // 100)])


def section(name, phases):
    lines = [f"\n## {name}\n", "| | agents alone | while rows are imported | while a backup is made |", "| --- | --: | --: | --: |",
             "| beside them | |" + "".join(f" {phase['gave']} |" for phase in phases[1:])]
    for what in MIX:
        cells = [f"{percentile(phase['took'][what], 50)} / {percentile(phase['took'][what], 99)} / {report.number(max(phase['took'][what]))}" for phase in phases]
        lines.append(f"| {what}, p50 / p99 / longest ms | " + " | ".join(cells) + " |")
    lines.append("| acts | " + " | ".join(f"{sum(len(took) for took in phase['took'].values()):,}" for phase in phases) + " |")
    def cost(server, database):
        return f"{server:.0f} %" + (f" + {database:.0f} %" if database else "")
    lines.append("| cpu of a core | " + " | ".join(cost(*phase["cpu"]) for phase in phases) + " |")
    lines.append("| memory, MB | " + " | ".join(f"{phase['memory']:.0f}" for phase in phases) + " |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", action="append", required=True)
    parser.add_argument("--agents", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--programs", default=str(load.ROOT / "build/release"))
    parser.add_argument("--out", type=pathlib.Path, default=load.ROOT / "docs/performance-day.md")
    options = parser.parse_args()
    mix = ", ".join(f"{share} {what}" for what, share in MIX.items())
    text = HEAD.format(agents=options.agents, seconds=options.seconds, mix=mix, imported=IMPORTED, machine=report.machine(), **report.made())
    for name, host in hosts(options.seed, options.programs):
        if name.endswith(".floor"):
            continue
        host.start()
        try:
            desk = Desk(host, options.agents, options.seconds)
            phases = []
            for beside in (None, desk.bring_in, desk.back_up):
                phases.append(desk.run(beside))
                say(f"{name}: {phases[-1]['gave'] or 'agents alone'}")
        finally:
            host.stop()
        text += section(name, phases)
    options.out.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
