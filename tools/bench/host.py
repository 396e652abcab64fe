"""A Goodhost server as a user would run it, and what it costs."""
import contextlib
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid):
    """User and system time of a process with what its ended children used."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(field) for field in fields[11:15]) / TICKS


def children_of(pid):
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                yield int(folder.name)


class Host:
    """One data folder, on SQLite or, with a URL, on PostgreSQL. Default configuration."""

    def __init__(self, binary, folder, database="", postmaster=None):
        self.binary, self.folder, self.database, self.postmaster = binary, folder, database, postmaster
        self.process = self.port = None

    def arguments(self):
        return ["--data", str(self.folder), *(["--database", self.database] if self.database else [])]

    def start(self):
        """Serves; gives the milliseconds until it was ready."""
        self.port = free_port()
        with open(self.folder / "serve.log", "w") as log:
            began = time.monotonic()
            self.process = subprocess.Popen([self.binary, "serve", *self.arguments(), "--listen", f"127.0.0.1:{self.port}"],
                                            stdout=log, stderr=log)
        while True:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(self.url("/readyz"), timeout=5).read()
                return (time.monotonic() - began) * 1000
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended: see {self.folder}/serve.log")
            time.sleep(0.001)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path, headers=()):
        request = urllib.request.Request(self.url(path), headers=dict(headers))
        return urllib.request.urlopen(request, timeout=30).read()

    def statements(self):
        found = re.search(r"^goodhost_database_statements_total (\S+)", self.get("/metrics").decode(), re.M)
        return float(found.group(1))

    def answered(self, method_path):
        """How many requests of a route were answered, and how many of them within two milliseconds of being received."""
        metrics = self.get("/metrics").decode()
        def bucket(bound):
            found = re.search(rf'^goodhost_request_seconds_bucket{{route="{re.escape(method_path)}",le="{re.escape(bound)}"}} (\d+)', metrics, re.M)
            return int(found.group(1)) if found else 0
        return bucket("+Inf"), bucket("0.002")

    def memory_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def cpu(self):
        """Seconds that the server used, and that its PostgreSQL used."""
        postgres = 0.0
        if self.postmaster:
            postgres = cpu_seconds(self.postmaster)
            for child in children_of(self.postmaster):
                with contextlib.suppress(OSError):
                    postgres += cpu_seconds(child)
        return cpu_seconds(self.process.pid), postgres

    def settle(self, most=30.0):
        """Waits until what follows from the writes (search, mail) is done: the server no longer uses its processor."""
        until = time.monotonic() + most
        while time.monotonic() < until:
            before = sum(self.cpu())
            time.sleep(0.25)
            if sum(self.cpu()) - before < 0.03:
                return
