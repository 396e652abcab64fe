"""How late timers ring, and what it costs to wait, on a live server with many running clocks.

usage: clocks.py --program build/release/goodhost [--clocks 50000] [--database URL --postmaster PID] [--timers 1200]
Fills a demo host with tickets whose promises run for hours, looks at the processor while nothing happens, then opens tickets whose first
response is due within a minute and compares when each warning and breach was written with when it was due.
"""
import argparse
import concurrent.futures
import datetime
import http.client
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from host import Host

SETTLED_SECONDS = 30
TOLD = "SELECT at, payload FROM trail_entries WHERE type IN ('promises.warned', 'promises.broken') AND at >= {since}"
RUNNING = "SELECT count(*) FROM promise_clocks WHERE ended_at IS NULL AND due_at IS NOT NULL"


def rows(host, sql):
    if not host.database:
        with sqlite3.connect(host.folder / "goodhost.db", timeout=30) as database:
            return database.execute(sql).fetchall()
    done = subprocess.run(["psql", "-XAtF", "\t", "-c", sql, host.database], capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


class Caller:
    """The API with a token, one connection for each thread."""

    def __init__(self, host, token):
        self.host, self.token, self.local = host, token, threading.local()

    def post(self, path, body):
        connection = getattr(self.local, "connection", None)
        if not connection:
            connection = self.local.connection = http.client.HTTPConnection("127.0.0.1", self.host.port, timeout=60)
        connection.request("POST", f"/api/v1{path}", json.dumps(body), {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {text[:300]}")
        return json.loads(text)


def make_host(about, folder):
    host = Host(about.program, folder, about.database, about.postmaster)
    subprocess.run([about.program, "seed", *host.arguments()], check=True, capture_output=True)
    staff = json.loads((pathlib.Path(__file__).parents[2] / "seed/staff.json").read_text())
    owner = next(agent["email"] for agent in staff["agents"] if agent["role"] == "owner")
    made = subprocess.run([about.program, "token", "create", "--agent", owner, *host.arguments()], check=True, capture_output=True, text=True)
    return host, made.stdout.strip()


def ticket(number, category):
    return {"subject": f"Ticket {number}", "body_text": "The shop is slow.", "contact": {"email": f"c{number % 500}@bench.test"},
            "severity": "low", "category": category}


def open_tickets(caller, numbers, category):
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        for _ in pool.map(lambda number: caller.post("/tickets", ticket(number, category)), numbers):
            pass


def wait_for_rest(host, most=180):
    """Until what follows from the tickets is done: the server runs hardly a statement beside those of being asked."""
    asking = -host.statements() + host.statements()
    until = time.monotonic() + most
    while time.monotonic() < until:
        before = host.statements()
        time.sleep(3)
        if host.statements() - before < asking + 30:
            return


def at_rest(host, seconds):
    before = host.cpu()
    time.sleep(seconds)
    return [100 * (after - was) / seconds for after, was in zip(host.cpu(), before)]


def lateness(host, since):
    late = []
    for at, payload in rows(host, TOLD.format(since=since)):
        for clock in json.loads(payload)["clocks"]:
            due = datetime.datetime.fromisoformat(clock["at"].replace("Z", "+00:00")).timestamp() * 1000
            late.append(int(at) - due)
    return sorted(late)


def ring(host, caller, count):
    """Tickets, 20 a second, each of which is warned of after 45 seconds and broken after 60."""
    caller.local = threading.local()  # the server has closed what was silent
    since = int(time.time() * 1000)
    began = time.monotonic()
    for number in range(count):
        time.sleep(max(0.0, began + number / 20 - time.monotonic()))
        caller.post("/tickets", ticket(number, "bench"))
    time.sleep(65)
    return lateness(host, since)


def measure(about, folder):
    host, token = make_host(about, folder)
    host.start()
    try:
        caller = Caller(host, token)
        caller.post("/categories", {"key": "bench", "name": {"en": "Bench"}})
        caller.post("/promise_policies", {"name": "Soon", "position": 1, "conditions": {"categories": ["bench"]},
                                          "targets": {"first_response": {"minutes": 1, "measure": "wall_clock"}}})
        wanted = about.clocks - int(rows(host, RUNNING)[0][0])
        began = time.monotonic()
        open_tickets(caller, range(max(wanted, 0) // 2 + 1), "question")
        while int(rows(host, RUNNING)[0][0]) < about.clocks:
            time.sleep(1)
        print(f"{rows(host, RUNNING)[0][0]} clocks run, made in {time.monotonic() - began:.0f} s", flush=True)
        wait_for_rest(host)
        server, database = at_rest(host, SETTLED_SECONDS)
        print(f"at rest: server {server:.2f} % of a core, its PostgreSQL {database:.2f} %, memory {host.memory_mb():.0f} MB", flush=True)
        late = ring(host, caller, about.timers)
        at = lambda percent: late[min(len(late) - 1, len(late) * percent // 100)]
        print(f"{len(late)} timers: late by p50 {at(50):.0f} ms, p90 {at(90):.0f} ms, p99 {at(99):.0f} ms, at most {late[-1]:.0f} ms")
    finally:
        host.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--clocks", type=int, default=50_000)
    parser.add_argument("--timers", type=int, default=1_200)
    parser.add_argument("--database", default="")
    parser.add_argument("--postmaster", type=int)
    about = parser.parse_args()
    about.program = str(pathlib.Path(about.program).resolve())
    with tempfile.TemporaryDirectory() as folder:
        measure(about, pathlib.Path(folder))


if __name__ == "__main__":
    sys.exit(main())
