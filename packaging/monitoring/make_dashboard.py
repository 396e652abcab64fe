"""The Grafana dashboard, from the list of its panels: prints what goodhost-dashboard.json holds."""
import json

PANELS = [
    ("Promises", [
        ("Longest wait for a word", "stat", "s", ["max(goodhost_unattended_seconds_max)"]),
        ("Waiting beyond half, three quarters, all of the cap", "timeseries", "short",
         ["max by (beyond) (goodhost_unattended_tickets)"]),
        ("Promises kept and broken in an hour", "timeseries", "short", ["sum by (kind, outcome) (increase(goodhost_promises_total[1h]))"]),
        ("Open tickets", "timeseries", "short", ["max by (queue, severity) (goodhost_tickets_open)"]),
        ("Age of the watch over the cap", "timeseries", "s", ["max(goodhost_promise_watch_age_seconds)"]),
    ]),
    ("Mail", [
        ("Mailboxes that need somebody", "stat", "short", ["sum(max by (mailbox) (goodhost_mailbox_alarm))"]),
        ("Since the last mail", "timeseries", "s", ["max by (mailbox) (goodhost_mailbox_last_arrival_seconds)"]),
        ("Held mails", "timeseries", "short", ["max(goodhost_mail_quarantined)"]),
    ]),
    ("Work behind the scenes", [
        ("Jobs by kind and state", "timeseries", "short", ["max by (kind, state) (goodhost_jobs)"]),
        ("Overdue", "timeseries", "s", ["max by (kind) (goodhost_jobs_overdue_seconds)"]),
        ("How late jobs begin, 99 of 100", "timeseries", "s",
         ["histogram_quantile(0.99, sum by (le) (rate(goodhost_job_late_seconds_bucket[5m])))"]),
        ("Time of jobs", "timeseries", "s", ["sum by (kind) (rate(goodhost_job_seconds_sum[5m])) / sum by (kind) (rate(goodhost_job_seconds_count[5m]))"]),
        ("Runs of jobs in a second", "timeseries", "ops", ["sum by (kind, ending) (rate(goodhost_jobs_ended_total[5m]))"]),
        ("Entries that consumers have not seen", "timeseries", "short", ["max by (consumer) (goodhost_consumer_behind)"]),
        ("Entries set aside", "timeseries", "short", ["max by (consumer) (goodhost_consumer_failures)"]),
    ]),
    ("Requests", [
        ("In a second, by status", "timeseries", "reqps", ["sum by (status) (rate(goodhost_requests_total[5m]))"]),
        ("Half, and 99 of 100, are answered within", "timeseries", "s",
         [f"histogram_quantile({q}, sum by (le) (rate(goodhost_request_seconds_bucket[5m])))" for q in (0.5, 0.99)]),
        ("The slowest routes", "timeseries", "s",
         ["topk(5, sum by (route) (rate(goodhost_request_seconds_sum[5m])) / sum by (route) (rate(goodhost_request_seconds_count[5m])))"]),
        ("Workers and waiting requests", "timeseries", "short", ["goodhost_workers_busy", "goodhost_requests_queued"]),
        ("Connections", "timeseries", "short", ["goodhost_connections", "goodhost_live_sockets", "goodhost_live_viewers"]),
        ("Refused", "timeseries", "ops", ["rate(goodhost_connections_refused_total[5m])"]),
    ]),
    ("Database and machine", [
        ("Answers", "stat", "bool", ["min(goodhost_database_up)"]),
        ("Statements and commits in a second", "timeseries", "ops",
         ["rate(goodhost_database_statements_total[5m])", "rate(goodhost_database_commits_total[5m])"]),
        ("Slow statements, writes run again", "timeseries", "ops",
         ["rate(goodhost_database_slow_total[5m])", "rate(goodhost_database_retries_total[5m])"]),
        ("Writes that wait", "timeseries", "short", ["goodhost_database_writes_waiting"]),
        ("Room for data", "timeseries", "bytes", ["goodhost_data_free_bytes"]),
        ("Processor", "timeseries", "percentunit", ['rate(process_cpu_seconds_total{job="goodhost"}[5m])']),
        ("Memory", "timeseries", "bytes", ['process_resident_memory_bytes{job="goodhost"}']),
        ("Open files", "timeseries", "short", ['process_open_fds{job="goodhost"}', 'process_max_fds{job="goodhost"}']),
        ("Running since", "stat", "dateTimeFromNow", ['process_start_time_seconds{job="goodhost"} * 1000']),
        ("Version", "stat", "none", ["goodhost_build_info"]),
    ]),
]
COLUMNS, WIDE, HIGH = 3, 8, 8
SOURCE = {"type": "prometheus", "uid": "${source}"}


def panel(number, place, described):
    title, kind, unit, queries = described
    return {"id": number, "title": title, "type": kind, "datasource": SOURCE,
            "gridPos": {"x": place[0] * WIDE, "y": place[1], "w": WIDE, "h": HIGH},
            "fieldConfig": {"defaults": {"unit": unit}, "overrides": []},
            "targets": [{"refId": chr(ord("A") + at), "expr": query, "datasource": SOURCE} for at, query in enumerate(queries)]}


def dashboard():
    panels, at = [], 0
    for title, described in PANELS:
        panels.append({"id": len(panels) + 1, "title": title, "type": "row", "collapsed": False, "panels": [],
                       "gridPos": {"x": 0, "y": at, "w": COLUMNS * WIDE, "h": 1}})
        at += 1
        for index, each in enumerate(described):
            panels.append(panel(len(panels) + 1, (index % COLUMNS, at + index // COLUMNS * HIGH), each))
        at += -(-len(described) // COLUMNS) * HIGH
    return {"uid": "goodhost", "title": "Goodhost", "tags": ["goodhost"], "schemaVersion": 38, "editable": True, "refresh": "30s",
            "time": {"from": "now-24h", "to": "now"}, "timezone": "browser", "panels": panels,
            "templating": {"list": [{"name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus"}]}}


if __name__ == "__main__":
    print(json.dumps(dashboard(), indent=2))
