"""Judges one backend, takes its fingerprint, and writes what was found as one small file of JSON.

Run by ``tests/backends/run``. The file has the verdicts by operation, output and format; the conventions that are
declared and those that are followed; and the findings, a few of each operation and output.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import struct
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

SCHEMA = "coarsegrad/backends/1"
POINTS = (-2.0, -1.0, 0.0, 1.0, 2.0, float("nan"), float("inf"))
"""Where the gradient of clipping to [-1, 1] is shown."""

WRONG = ("fail", "convention_mismatch")
"""Verdicts on wrong answers."""

CORPUS = Path(__file__).parents[2] / "crates/coarsegrad-golden/data/cases"
"""The cases of the program."""

KEPT = 3
"""Findings that are written for an operation, an output and a verdict."""


def main() -> int:
    """Judges, and writes or compares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coarsegrad", required=True)
    parser.add_argument("--cases")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--environment", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--adapter", required=True)
    parser.add_argument("--into", type=Path, required=True)
    arguments = parser.parse_args()
    adapter = f"coarsegrad.adapters.{arguments.adapter}"
    backend = ["--backend", f"{sys.executable} -m {adapter}"]
    cases = ["--cases", arguments.cases] if arguments.cases else []
    asked = [word for op in _operations(adapter) for word in ("--family", op)]
    report = _judged([arguments.coarsegrad, "judge", *cases, *asked, *backend])
    findings = _all_findings(report, [arguments.coarsegrad, "judge", *cases, *backend])
    prints = _printed([arguments.coarsegrad, "fingerprint", "--format", "json", *cases, *backend])
    found = {
        "schema": SCHEMA,
        "name": arguments.name,
        "environment": arguments.environment,
        "backend": report["backend"],
        "adapter": f"python -m {adapter}",
        "python": platform.python_version(),
        "judge": report["judge"],
        "date": _date(),
        "counts": report["counts"],
        "matrix": _matrix(report["matrix"]),
        "conventions": _conventions(prints["ops"]),
        "clip": _clip_gradient([sys.executable, "-m", *adapter.split()]),
        "wrong_by_flags": _by_flags(findings, _flags(arguments.cases)),
        "findings": _findings(findings),
    }
    path = arguments.into / f"{arguments.name}.json"
    if arguments.check:
        return _compared(path, found)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_written(found))
    return 0


def _written(found: dict[str, Any]) -> str:
    """Return the JSON text, with a line for each key and for each row of a list."""
    lines = []
    for key, value in found.items():
        text = json.dumps(value)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            text = "[\n  " + ",\n  ".join(map(json.dumps, value)) + "\n ]"
        lines.append(f" {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _operations(adapter: str) -> list[str]:
    """Return the operations that the backend names."""
    command = [sys.executable, "-m", *adapter.split()]
    hello = '{"type":"hello","wire":{"min":1,"max":1},"judge":"0"}\n'
    done = subprocess.run(command, input=hello, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout)["ops"])


def _judged(command: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([*command, "--report", folder], capture_output=True, text=True, check=False)
        report = Path(folder, "report.json")
        if not report.exists():
            raise SystemExit(f"the judge wrote no report: {done.stdout}{done.stderr}")
        return json.loads(report.read_text())


def _all_findings(report: dict[str, Any], command: list[str]) -> list[dict[str, Any]]:
    """Return the findings of a report, completed by asking once more where it leaves some out: it keeps a limited number."""
    told = Counter((f["op"], f["dtype"]) for f in report["findings"] if f["verdict"] in WRONG)
    found = Counter[tuple[str, str]]()
    for row in report["matrix"]:
        found[row["op"], row["dtype"]] += sum(row["counts"][verdict] for verdict in WRONG)
    findings = list(report["findings"])
    for op, dtype in (key for key, count in found.items() if count > told[key]):
        again = _judged([*command, "--family", op, "--dtype", dtype])["findings"]
        findings = [f for f in findings if (f["op"], f["dtype"]) != (op, dtype)] + again
    return findings


def _printed(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):
        raise SystemExit(f"there is no fingerprint: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def _date() -> str:
    """Today, or the day that ``SOURCE_DATE_EPOCH`` says."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), timezone.utc) if epoch else datetime.now(timezone.utc)
    return now.date().isoformat()


def _matrix(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of operations that the backend has, without the verdicts that did not occur."""
    kept = []
    for row in rows:
        counts = {verdict: count for verdict, count in row["counts"].items() if count}
        if set(counts) - {"unsupported", "not_applicable"}:
            kept.append({**row, "counts": counts})
    return kept


def _conventions(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what is followed, formats with the same answer in one row."""
    merged: list[dict[str, Any]] = []
    for row in rows:
        about = {key: row[key] for key in ("op", "conventions", "declared", "agreement", "known")}
        same = next((m for m in merged if all(m[key] == about[key] for key in about)), None)
        if same is None:
            merged.append({**about, "dtypes": [row["dtype"]], "wrong": row["wrong"]})
        else:
            same["dtypes"].append(row["dtype"])
            same["wrong"] += row["wrong"]
    return merged


def _findings(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the first few findings of each operation, output and verdict, without the command that repeats them."""
    seen: Counter[tuple[str, str, str]] = Counter()
    kept = []
    for finding in findings:
        key = (finding["op"], finding["output"], finding["verdict"])
        if finding["verdict"] in ("unsupported", "not_applicable") or seen[key] == KEPT:
            continue
        seen[key] += 1
        text = [line for line in finding["text"] if not line.startswith("effect")]
        about = {name: finding[name] for name in ("id", "dtype", "verdict")}
        kept.append({**about, "text": text})
    return kept


def _flags(cases: str | None) -> dict[str, str]:
    """Return the flags of each case, as one text."""
    files = [Path(cases)] if cases else sorted(CORPUS.glob("*.jsonl"))
    records = (json.loads(line) for path in files for line in path.read_text().splitlines())
    return {record["id"]: "; ".join(record.get("flags", [])) for record in records}


def _by_flags(findings: list[dict[str, Any]], flags: dict[str, str]) -> dict[str, dict[str, int]]:
    """For each operation, how many of the findings that are wrong have which flags."""
    counted: dict[str, Counter[str]] = {}
    for finding in findings:
        if finding["verdict"] in WRONG:
            counted.setdefault(finding["op"], Counter())[flags[finding["id"]]] += 1
    return {op: dict(counter.most_common()) for op, counter in sorted(counted.items())}


def _clip_gradient(command: list[str]) -> list[str] | None:
    """Return the gradient of clipping to [-1, 1] at the points, asked without the judge; ``None`` where there is none."""
    patterns = "".join(struct.pack(">f", point).hex() for point in POINTS)
    tensor = {"shape": [len(POINTS)], "hex": patterns}
    ones = {"shape": [len(POINTS)], "hex": struct.pack(">f", 1.0).hex() * len(POINTS)}
    request = {
        "type": "run",
        "seq": 1,
        "id": "clip",
        "op": "clip",
        "output": "dx",
        "dtype": "f32",
        "params": {"lower": "-1", "upper": "1"},
        "inputs": {"x": tensor, "dy": ones},
    }
    done = subprocess.run(command, input=json.dumps(request) + "\n", capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    if answer["type"] != "ok":
        return None
    bits = bytes.fromhex(answer["outputs"]["dx"]["hex"])
    return [f"{value:g}" for (value,) in struct.iter_unpack(">f", bits)]


def _compared(path: Path, found: dict[str, Any]) -> int:
    """Whether the file says the same, whatever the day and the version of Python."""
    written = json.loads(path.read_text())
    found = json.loads(json.dumps(found))
    differing = [key for key in found if key not in ("date", "python") and written.get(key) != found[key]]
    for key in differing:
        print(f"{path.name}: {key} has changed")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
