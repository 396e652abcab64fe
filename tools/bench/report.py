"""docs/performance.md from what was measured."""
import datetime
import os
import pathlib
import platform
import re
import statistics
import subprocess

HEAD = """# Performance

Made by `./dev bench`; do not edit. A release server in its default configuration (`synchronous=FULL`, `fsync=on`), driven by wrk over loopback
from a second process on the same machine. {tickets} tickets. Each figure is the median of {repeats} runs of {seconds} s, taken by turns after a warm-up; the range is
in brackets. `p50` and `p99` are what the client saw, which with wrk shares the two processors; `≤ 2 ms` is the part of the requests that the
server answered within two milliseconds of having received them, by its own `goodhost_request_seconds`. `cpu` is user and system time of the server for one request, after `+` that of PostgreSQL. `statements` counts all of the program while the
work ran, thus for a new ticket also search, mail and webhooks that follow from it.

**The floor** is what this machine could do at most, measured in the same run: for reads the same statements without HTTP and a bare HTTP answer of the
same size, one after the other (`1 / (1/statements + 1/http)`, at the same number of clients); for new tickets the bare rows of the ticket's transaction, committed
in groups, with nothing read, rendered, indexed or mailed.

- Machine: {machine}
- Build: {build}
- {date}, version {own}

"""


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*:\s*(.+)", info)
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1)) // 1024 ** 2
    return (f"{os.cpu_count()} × {model.group(1) if model else platform.machine()}, {memory} GiB, Linux {platform.release().split('-')[0]}; "
            f"load before the run {os.getloadavg()[0]:.1f}")


def number(value):
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(values):
    if len(values) == 1:
        return number(values[0])
    return f"{number(statistics.median(values))} ({number(min(values))}–{number(max(values))})"


def middle(samples, field):
    return statistics.median(getattr(sample, field) for sample in samples)


def row(work, clients, samples, floor):
    rate = middle(samples, "per_second")
    cpu = f"{middle(samples, 'cpu_us'):.0f}"
    if (database := middle(samples, "database_us")) > 0:
        cpu += f" + {database:.0f}"
    cells = [work.name, clients, spread([sample.per_second for sample in samples]), number(middle(samples, "p50")), number(middle(samples, "p99")), f"{middle(samples, 'quick'):.0%}", cpu,
             f"{middle(samples, 'statements'):.1f}", number(floor), f"{rate / floor:.0%}"]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def section(result):
    lines = [f"## {result['name']}", "", "| | |", "| --- | --- |",
             f"| start until ready | {spread(result['start_ms'])} ms |",
             f"| memory, idle | {result['idle_mb']:.0f} MB |",
             f"| memory after the run | {result['busy_mb']:.0f} MB |",
             f"| 4 KB appended durably (fdatasync) | {spread(result['appends'])} a second |", "",
             "| work | clients | a second | p50 ms | p99 ms | ≤ 2 ms | cpu µs | statements | floor | of it |",
             "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |"]
    lines += [row(work, clients, samples, result["floors"][work, clients]) for (work, clients), samples in result["samples"].items()]
    return "\n".join(lines) + "\n"


def made():
    """When, and of which version."""
    version = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True).stdout.strip()
    return {"date": datetime.date.today().isoformat(), "own": version}


def write(path, results, about):
    head = HEAD.format(machine=about["machine"], build=about["build"], tickets=about["tickets"], repeats=about["repeats"], seconds=about["seconds"], **made())
    path.write_text(head + "\n".join(section(result) for result in results))
