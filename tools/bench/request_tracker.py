"""Request Tracker 5 as Debian has it, with the tickets of a seeded host, on a PostgreSQL of our own. Needs root: its workers are user postgres."""
import contextlib
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from host import children_of, cpu_seconds, free_port

PARTS = pathlib.Path(__file__).resolve().parents[2] / "bench/peers/rt"
AGENTS = 8
WORKERS = "/usr/share/request-tracker5/libexec/rt-server.fcgi"
CONTACTS = """SELECT c.id, c.name, c.id || '@customers.test' FROM contacts c ORDER BY c.id"""
TICKETS = """SELECT id, subject, iif(is_open, 'open', 'resolved'), contact_id, 1 + coalesce(assignee_id, 0) % {agents}, created_at, updated_at FROM tickets
    WHERE merged_into IS NULL ORDER BY id"""
# The first word on a ticket opens it. Notes of the system itself are nobody's words.
MESSAGES = """SELECT ticket_id, row_number() OVER (PARTITION BY ticket_id ORDER BY m.id), iif(by_kind = 'contact', by_id, NULL),
        iif(by_kind = 'contact', NULL, 1 + by_id % {agents}), m.created_at, body_text
    FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE t.merged_into IS NULL ORDER BY m.ticket_id, m.id"""


def escaped(value):
    """A field of COPY's text format."""
    if value is None:
        return r"\N"
    return str(value).replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def timed(millis):
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(millis / 1000))


class RequestTracker:
    """`database` is the folder of a PostgreSQL cluster that user goodhost may do everything in."""

    def __init__(self, folder, database):
        self.folder, self.database, self.port = pathlib.Path(folder).resolve(), database, free_port()
        self.processes = []
        self.environment = {**os.environ, "RT_SITE_CONFIG": str(self.folder / "site.pm"), "RT_SITE_CONFIG_DIR": str(self.folder / "site.d"),
                            "PGHOST": database, "PGUSER": "goodhost"}

    def fill(self, name):
        text = (PARTS / name).read_text()
        for mark, value in (("@PORT@", self.port), ("@FOLDER@", self.folder), ("@DATABASE@", self.database)):
            text = text.replace(mark, str(value))
        (self.folder / name).write_text(text)

    def run(self, *command, **more):
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL, **more).stdout

    def make(self, seeded):
        """A new database with all tickets of a data folder on SQLite."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("site.d", "pages", "sessions"):
            (self.folder / name).mkdir(parents=True)
        for name in ("site.pm", "nginx.conf"):
            self.fill(name)
        (self.folder / "no-mail").write_text("#!/bin/sh\nexec cat >/dev/null\n")
        (self.folder / "no-mail").chmod(0o755)
        self.run("psql", "-Xq", "-d", "postgres", "-c", "DROP DATABASE IF EXISTS rt_peer")
        self.run("rt-setup-database-5", "--action", "init", "--dba", "goodhost", "--dba-password", "")
        (self.folder / "agents.tsv").write_text(self.run("perl", str(PARTS / "agents.pl"), str(AGENTS)))
        with sqlite3.connect(seeded / "goodhost.db") as told:
            self.write("contacts.tsv", told.execute(CONTACTS), ())
            self.write("tickets.tsv", told.execute(TICKETS.format(agents=AGENTS)), (5, 6))
            self.write("messages.tsv", told.execute(MESSAGES.format(agents=AGENTS)), (4,))
        self.run("psql", "-Xq", "-d", "rt_peer", "-v", f"folder={self.folder}", "-f", str(PARTS / "tickets.sql"))
        self.run("psql", "-Xq", "-d", "rt_peer", "-c", "VACUUM ANALYZE")

    def write(self, name, rows, times):
        with open(self.folder / name, "w") as file:
            for row in rows:
                file.write("\t".join(escaped(timed(value) if place in times else value) for place, value in enumerate(row)) + "\n")

    def spawn(self, *command):
        with open(self.folder / "log", "a") as log:
            self.processes.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True))

    def start(self, workers=6):
        self.folder.chmod(0o755)
        for name in (".", "pages", "sessions"):
            shutil.chown(self.folder / name, "postgres")
        # As whom the cluster is, since nobody else comes into its folder.
        self.spawn("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", WORKERS, "--listen", str(self.folder / "workers.sock"), "--nproc",
                   str(workers))
        self.until(lambda: (self.folder / "workers.sock").exists())
        self.spawn("nginx", "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder))
        self.until(lambda: b"user" in self.get("/"))

    def until(self, done, most=90):
        until = time.monotonic() + most
        while time.monotonic() < until:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                if done():
                    return
            time.sleep(0.1)
        raise RuntimeError(f"Request Tracker did not answer: see {self.folder}/log")

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path, cookie=""):
        request = urllib.request.Request(self.url(path), headers={"Cookie": cookie, "Referer": self.url("/")})
        return urllib.request.urlopen(request, timeout=60).read()

    def sign_in(self):
        """The cookie of an agent."""
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None
        form = urllib.parse.urlencode({"user": "agent1", "pass": "peer-agent-1"}).encode()
        try:
            answer = urllib.request.build_opener(Stay).open(urllib.request.Request(self.url("/NoAuth/Login.html"), form, {"Referer": self.url("/")}))
        except urllib.error.HTTPError as error:
            answer = error
        return answer.headers["Set-Cookie"].split(";")[0]

    def cpu(self, postmaster):
        """Seconds that workers, nginx and the database used."""
        def tree(pid):
            with contextlib.suppress(OSError):
                yield cpu_seconds(pid)
            for child in children_of(pid):
                yield from tree(child)
        return sum(sum(tree(pid)) for pid in [postmaster, *(process.pid for process in self.processes)])

    def stop(self):
        for process in reversed(self.processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)
        self.processes.clear()
