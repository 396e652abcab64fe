"""What live connections cost: memory of many that wait, and how soon many hear of a new ticket.

usage: live.py --program build/release/goodhost [--idle 10000] [--busy 1000] [--tickets 100] [--database URL]
Every connection follows the list of tickets. They come from addresses of their own (127.1.0.1 and on), as those of customers would, because a
server takes only so many from one.
"""
import argparse
import asyncio
import base64
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request

from host import Host

PER_ADDRESS = 500
READY = b'"ready"'


def masked(text):
    """A text frame of a client (RFC 6455 section 5.2); a mask of zeros leaves the bytes as they are."""
    data = text.encode()
    head = bytes([0x81, 0x80 | len(data)]) if len(data) < 126 else bytes([0x81, 0x80 | 126]) + len(data).to_bytes(2, "big")
    return head + bytes(4) + data


class Follower(asyncio.Protocol):
    """One live connection. `heard` is told of it and of every piece that comes after it is ready."""

    def __init__(self, token, heard):
        self.token, self.heard = token, heard
        self.ready = asyncio.get_running_loop().create_future()
        self.begun = b""

    def connection_made(self, transport):
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write((f"GET /api/v1/live HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                         f"Sec-WebSocket-Version: 13\r\nAuthorization: Bearer {self.token}\r\n\r\n").encode())
        transport.write(masked(json.dumps({"subscribe": ["tickets"]})))

    def data_received(self, data):
        if self.ready.done():
            self.heard(self, data)
            return
        self.begun += data
        if READY in self.begun:
            self.ready.set_result(True)
            self.begun = b""
        elif b"HTTP/1.1 101" not in self.begun[:12] and len(self.begun) > 12:
            self.ready.set_exception(RuntimeError(self.begun[:200].decode(errors="replace")))

    def connection_lost(self, _):
        if not self.ready.done():
            self.ready.set_exception(RuntimeError("the server closed a connection"))


async def follow(host, token, count, heard):
    loop = asyncio.get_running_loop()
    followers = []
    for first in range(0, count, 100):
        numbers = range(first, min(first + 100, count))
        made = await asyncio.gather(*(loop.create_connection(lambda: Follower(token, heard), "127.0.0.1", host.port,
                                                             local_addr=(f"127.1.0.{1 + number // PER_ADDRESS}", 0)) for number in numbers))
        followers += [protocol for _, protocol in made]
        await asyncio.gather(*(follower.ready for follower in followers[first:]))
    return followers


def leave(followers):
    for follower in followers:
        follower.transport.close()


def post_ticket(host, token, subject):
    body = json.dumps({"subject": subject, "body_text": "The shop is down.", "contact": {"email": "ann@bench.test"}}).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(host.url("/api/v1/tickets"), body, headers), timeout=30).read()


async def idle(host, token, count):
    before = host.memory_mb()
    followers = await follow(host, token, count, lambda follower, data: None)
    await asyncio.sleep(5)
    processor = host.cpu()[0]
    await asyncio.sleep(20)
    print(f"{count} idle connections: {before:.0f} MB without, {host.memory_mb():.0f} MB with; "
          f"{(host.cpu()[0] - processor) * 5:.2f} % of a core at rest", flush=True)
    leave(followers)


async def fan_out(teller, host, token, load):
    """How many milliseconds each of `load[0]` followers on `host` was late to hear of `load[1]` tickets opened on `teller`, sorted. Each ticket has a
    subject of its own, so what a connection hears tells of which one; only the first that it hears of each counts."""
    (count, tickets), began, late = load, {}, {}

    def heard(follower, data):
        now = time.monotonic()
        at = data.find(b"Fan-out ")
        subject = data[at:at + 12]
        if at >= 0 and subject in began:
            late.setdefault((follower, subject), (now - began[subject]) * 1000)

    followers = await follow(host, token, count, heard)
    for number in range(tickets):
        subject = f"Fan-out {number:04}"
        began[subject.encode()] = time.monotonic()
        await asyncio.to_thread(post_ticket, teller, token, subject)
        await asyncio.sleep(0.1)
    await asyncio.sleep(2)
    leave(followers)
    return sorted(late.values())


async def busy(host, token, count, tickets):
    late = await fan_out(host, host, token, (count, tickets))
    print(f"{count} busy connections, 10 tickets a second: {len(late)} of {count * tickets} heard of in the first piece; from the request to "
          f"who hears of it p50 {late[len(late) // 2]:.0f} ms, p99 {late[len(late) * 99 // 100]:.0f} ms, at most {late[-1]:.0f} ms")


def make_host(about, folder):
    arguments = ["--data", str(folder), *(["--database", about.database] if about.database else [])]
    subprocess.run([about.program, "seed", *arguments, "--size", "small"], check=True, capture_output=True)
    agent = subprocess.run([about.program, "user", "list", *arguments], check=True, capture_output=True, text=True).stdout
    email = next(word for word in agent.split() if "@" in word)
    token = subprocess.run([about.program, "token", "create", *arguments, "--agent", email], check=True, capture_output=True, text=True).stdout.strip()
    return Host(about.program, folder, about.database, None), token


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--idle", type=int, default=10_000)
    parser.add_argument("--busy", type=int, default=1_000)
    parser.add_argument("--tickets", type=int, default=100)
    parser.add_argument("--database", default="")
    about = parser.parse_args()
    about.program = str(pathlib.Path(about.program).resolve())
    files = about.idle + 1_000
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, max(files, resource.getrlimit(resource.RLIMIT_NOFILE)[1])))
    with tempfile.TemporaryDirectory() as folder:
        host, token = make_host(about, pathlib.Path(folder))
        host.start()
        try:
            asyncio.run(idle(host, token, about.idle))
            asyncio.run(busy(host, token, about.busy, about.tickets))
        finally:
            host.stop()


if __name__ == "__main__":
    sys.exit(main())
