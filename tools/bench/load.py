"""The work, the load that wrk makes of it, and the floors under it."""
import dataclasses
import json
import os
import pathlib
import statistics
import subprocess
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Work:
    name: str
    target: str
    route: str
    by: str = "agent"  # or contact
    method: str = "GET"


def search(words):
    return "/api/v1/search?limit=25&q=" + urllib.parse.quote(words)


def works(prepared):
    """What is measured. The rare word stands on the ticket that was prepared only; the common one on every fourth message."""
    return [
        Work("list of 50, view `open`", "/api/v1/tickets?view=open&limit=50", "/api/v1/tickets"),
        Work("ticket, 20 messages", f"/api/v1/tickets/{prepared['ticket']}", "/api/v1/tickets/{ticket_id}"),
        Work("counts of the views", "/api/v1/views", "/api/v1/views"),
        Work("search, common word", search("server"), "/api/v1/search"),
        Work("search, rare word", search("quince"), "/api/v1/search"),
        Work("search, Korean", search("서버"), "/api/v1/search"),
        Work("portal, my tickets", "/tickets", "/tickets", by="contact"),
        Work("portal, a ticket", f"/tickets/{prepared['ticket']}", "/tickets/{ticket_id}", by="contact"),
        Work("create a ticket", "/api/v1/tickets", "/api/v1/tickets", method="POST"),
    ]


def headers(work, prepared):
    return {"Authorization": "Bearer " + prepared["token"]} if work.by == "agent" else {"Cookie": prepared["session"]}


def wrk(url, clients, seconds, environment):
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s", str(ROOT / "bench/work.lua"), url]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **environment})
    return json.loads(done.stdout.splitlines()[-1])


@dataclasses.dataclass
class Sample:
    per_second: float
    p50: float
    p99: float
    cpu_us: float = 0
    database_us: float = 0
    statements: float = 0
    quick: float = 0
    bytes: int = 0


def measure(host, work, prepared, clients, seconds):
    """One run of wrk against the server, with what it cost."""
    environment = {"WORK_" + name.upper(): value for name, value in headers(work, prepared).items()}
    if work.method == "POST":
        environment["WORK_WRITERS"] = "\n".join(prepared["writers"])
    statements, answered, cpu = host.statements(), host.answered(work.route), host.cpu()
    ran = wrk(host.url(work.target), clients, seconds, environment)
    after = host.cpu()
    if ran["refused"] or ran["broken"]:
        raise RuntimeError(f"{work.name}: {ran['refused']} refused, {ran['broken']} broken of {ran['requests']}")
    count = ran["requests"]
    whole, quick = (now - before for now, before in zip(host.answered(work.route), answered))
    return Sample(count / ran["seconds"], ran["p50_ms"], ran["p99_ms"], (after[0] - cpu[0]) / count * 1e6, (after[1] - cpu[1]) / count * 1e6,
                  (host.statements() - statements) / count, quick / whole, ran["bytes"] // count)


class Floors:
    """goodhost_floor: the database without HTTP, HTTP without a database, the disk alone."""

    def __init__(self, program):
        self.program = program
        self.server = subprocess.Popen([program, "http"], stdout=subprocess.PIPE, text=True)
        self.port = int(self.server.stdout.readline())

    def close(self):
        self.server.terminate()
        self.server.wait(timeout=10)

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"goodhost_floor {' '.join(arguments)}: {done.stderr}")
        return json.loads(done.stdout.splitlines()[-1])

    def prepare(self, host):
        return self.run("prepare", *host.arguments())

    def http(self, size, clients, seconds):
        return wrk(f"http://127.0.0.1:{self.port}/{size}", clients, seconds, {})["requests"] / seconds

    def statements(self, host, work, prepared, load):
        clients, seconds = load
        arguments = ["replay", *host.arguments(), "--method", work.method, "--target", work.target, "--clients", str(clients),
                     "--millis", str(int(seconds * 1000))]
        arguments += ["--token", prepared["token"]] if work.by == "agent" else ["--cookie", prepared["session"]]
        if work.method == "POST":
            text = "The shop answers slowly and the certificate of the mail server has run out since this morning. " * 4
            arguments += ["--body", json.dumps({"subject": "The shop is slow again", "body_text": text, "category": "slow",
                                                "contact": {"email": prepared["writers"][0]}})]
        return self.run(*arguments)["per_second"]

    def appends(self, folder, seconds):
        return self.run("append", "--folder", str(folder), "--millis", str(int(seconds * 1000)))["per_second"]


def median(values):
    return statistics.median(values)
