"""What a load needs of a seeded host, made through the surface that stays the same from release to release (docs/guides/api.md)."""
import http.client
import json
import subprocess
import threading

WRITERS = [f"writer{number}@customers.test" for number in range(200)]
QUESTION = "Since this morning the shop answers with error 503 about every third time, and the quince catalogue takes half a minute to load. "
ANSWER = "The pool of workers on your server was full because a crawler asked for every page. We have limited it and doubled the workers. "


class Caller:
    """The API with a token, one connection for each thread."""

    def __init__(self, host, token):
        self.host, self.token, self.local = host, token, threading.local()

    def forget(self):
        """The server closes what has been silent for long."""
        self.local = threading.local()

    def send(self, method, path, body=None, media_type="application/json"):
        """Status and answer."""
        connection = getattr(self.local, "connection", None)
        if not connection:
            connection = self.local.connection = http.client.HTTPConnection("127.0.0.1", self.host.port, timeout=120)
        content = json.dumps(body) if media_type == "application/json" and body is not None else body
        connection.request(method, f"/api/v1{path}", content, {"Authorization": f"Bearer {self.token}", "Content-Type": media_type})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def ask(self, method, path, body=None):
        status, text = self.send(method, path, body)
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {text[:300]}")
        return json.loads(text) if text else None


def token_of(host, index=0):
    """A token of one of the agents, in the order of `user list`."""
    listed = subprocess.run([host.binary, "user", "list", *host.arguments()], check=True, capture_output=True, text=True).stdout
    emails = [next(word for word in line.split() if "@" in word) for line in listed.splitlines() if "@" in line]
    email = emails[index % len(emails)]
    made = subprocess.run([host.binary, "token", "create", *host.arguments(), "--agent", email], check=True, capture_output=True, text=True)
    return made.stdout.strip()


def prepare(host):
    """A token and, on the host as it serves, a ticket with 20 messages: what load.works wants."""
    caller = Caller(host, token_of(host))
    ticket = caller.ask("POST", "/tickets", {"subject": "The shop is slow and answers with errors", "body_text": QUESTION * 3, "category": "slow",
                                             "contact": {"email": WRITERS[0]}})["id"]
    for number in range(1, 20):
        caller.ask("POST", f"/tickets/{ticket}/messages", {"kind": "reply", "body_text": (ANSWER if number % 2 else QUESTION) * 3})
    return {"token": caller.token, "ticket": ticket, "writers": WRITERS}
