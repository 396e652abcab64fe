"""Which rule of routing keeps the most promises: the same arrivals under each, as a table.

usage: routing.py --program build/release/goodhost [--seeds 10] [--only NAME] [--write docs/routing-compared.md]
Each week of tools/bench/routing/*.json is simulated with each rule and each seed. A seed draws the same customers and the same work
whoever does it, so that what differs is who got what.
"""
import argparse
import concurrent.futures
import json
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
RULES = {"score": "score (proposal)", "round_robin": "in turn", "longest_idle": "longest idle", None: "people ask for the next"}
KINDS = ["first_response", "next_response", "report", "resolution"]


def simulate(program, scenario, rule, seed):
    told = json.loads(json.dumps(scenario))
    if rule:
        told.setdefault("host", {})["routing"] = {"rule": rule}
    done = subprocess.run([program, "simulate", "-", "--seed", str(seed), "--json", "-"], input=json.dumps(told), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{scenario['name']}, {rule}, seed {seed}: {done.stderr[:400] or done.returncode}")
    return json.loads(done.stdout)


def kept(results, kind):
    promises = [result["promises"][kind] for result in results]
    total = sum(one["kept"] + one["broken"] for one in promises)
    return 100 * sum(one["kept"] for one in promises) / total if total else 100


def kept_of_all(result):
    promises = result["promises"].values()
    return 100 * sum(one["kept"] for one in promises) / max(sum(one["kept"] + one["broken"] for one in promises), 1)


def words(seconds):
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:.1f} h"


def line(name, results):
    mean = lambda pick: statistics.mean(pick(result) for result in results)
    wait = lambda kind, part: words(mean(lambda result: result["waits"].get(kind, {}).get(part, 0)))
    cells = [name] + [f"{kept(results, kind):.1f}" for kind in KINDS]
    cells += [" / ".join(wait("first_response", part) for part in ("p50", "p90", "p99")), " / ".join(wait("next_response", part) for part in ("p50", "p90", "p99"))]
    cells += [f"{mean(lambda r: r['fairness']['gini_of_work']):.3f}", f"{mean(lambda r: r['fairness']['most_over_mean']):.2f}"]
    cells += [f"{mean(lambda r: r['fairness']['tiers_p90_ratio']):.2f}", f"{mean(lambda r: r['pages']['count']):.0f}"]
    return "| " + " | ".join(cells) + " |"


def better(results, others):
    """In how many seeds the first kept more of all promises than the other, and by how many hundredths on average."""
    differences = [kept_of_all(a) - kept_of_all(b) for a, b in zip(results, others)]
    return sum(d > 0 for d in differences), sum(d < 0 for d in differences), statistics.mean(differences)


def chapter(scenario, by_rule):
    first = next(iter(by_rule.values()))
    out = [f"## {scenario['name']}", ""]
    out += [f"{statistics.mean(r['tickets'] for r in first):.0f} tickets, {len(scenario['agents'])} people, "
            f"{100 * statistics.mean(r['occupancy'] for r in first):.0f} % of their duty at work.", ""]
    out += ["| rule | first | next | report | solved | first answer, p50 / p90 / p99 | next answer, p50 / p90 / p99 | Gini | busiest | tiers | pages |"]
    out += ["|---|---|---|---|---|---|---|---|---|---|---|"]
    out += [line(RULES[rule], results) for rule, results in by_rule.items()]
    out += [""]
    for rule in by_rule:
        if rule == "score":
            continue
        won, lost, by = better(by_rule["score"], by_rule[rule])
        out += [f"- Against *{RULES[rule]}*: more promises kept with {won} seeds, fewer with {lost}; {by:+.2f} points on average."]
    return out + [""]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--write")
    about = parser.parse_args()
    lines = []
    for file in sorted((HERE / "routing").glob("*.json")):
        if about.only not in file.name:
            continue
        scenario = json.loads(file.read_text())
        with concurrent.futures.ThreadPoolExecutor(about.jobs) as pool:
            runs = {rule: [pool.submit(simulate, about.program, scenario, rule, seed) for seed in range(1, about.seeds + 1)] for rule in RULES}
            by_rule = {rule: [run.result() for run in started] for rule, started in runs.items()}
        lines += chapter(scenario, by_rule)
    text = "\n".join(lines)
    if not about.write:
        print(text)
        return
    page = pathlib.Path(about.write)
    before = page.read_text().split("<!-- figures -->")[0] if page.exists() else ""
    page.write_text(before + f"<!-- figures -->\n\n{text}")


if __name__ == "__main__":
    sys.exit(main())
