"""The judge accepts what is right, names what is not, and survives what is broken."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import coarsegrad
import numpy as np
import pytest
from coarsegrad.adapters import NumpyBackend, Op, Unsupported
from coarsegrad.adapters import controls as wrong
from coarsegrad.adapters import numpy as right

QUICK = {"families": "clip"}


def clip(call):
    lower, upper = call.number("lower"), call.number("upper")
    x = call["x"]
    if call.output == "y":
        return np.clip(x, lower, upper).astype(x.dtype)
    return np.where((x >= lower) & (x <= upper), call["dy"], 0).astype(x.dtype)


def mine(function=clip, dtypes=("f64", "f32"), outputs=("y", "dx"), **convention):
    declared = convention or {"bound": "closed", "nan": "zero"}
    return NumpyBackend("mine", "1.0", {"clip": Op(function, outputs, declared)}, dtypes=dtypes)


def test_a_right_backend_passes_everything_in_every_way():
    judge = coarsegrad.Judge()
    here = judge.run(right.backend([]))
    assert (here.exit_code, here.failures, here.problems) == (0, [], [])
    assert here.counts["pass"] > 4000
    assert here.counts["pass"] + here.counts["not_applicable"] == sum(here.counts.values())
    command = [sys.executable, "-m", "coarsegrad.adapters.numpy"]
    there = judge.run(command)
    assert there.counts == here.counts
    assert there.document["conventions"] == here.document["conventions"]
    lines = coarsegrad.Judge(bulk=0).run(right.backend([]))
    assert lines.counts == here.counts


@pytest.mark.parametrize(
    ("name", "exit_code"),
    [
        ("open_declared_closed", 4),
        ("closed_declared_open", 4),
        ("half_declared_closed", 4),
        ("half_away_declared_half_even", 4),
        ("clamp_declared_after", 4),
        ("sign_of_zero_is_zero", 4),
        ("gradient_clipped", 3),
        ("mask_missing", 4),
        ("multiplies_declared_selects", 4),
        ("mask_reversed", 3),
        ("gradient_dead", 3),
    ],
)
def test_a_wrong_backend_is_caught(name, exit_code):
    report = coarsegrad.Judge().run(wrong.control(name))
    assert report.exit_code == exit_code
    assert report.failures
    verdict = {3: "fail", 4: "convention_mismatch"}[exit_code]
    assert any(failure.verdict == verdict for failure in report.failures)


def test_a_failure_is_told_in_five_lines():
    def opened(call):
        x = call["x"]
        if call.output == "y":
            return clip(call)
        inside = (x > call.number("lower")) & (x < call.number("upper"))
        return np.where(inside, call["dy"], 0).astype(x.dtype)

    report = coarsegrad.Judge(**QUICK).run(mine(opened))
    assert report.exit_code == 4
    failure = report.failures[0]
    assert failure.verdict == "convention_mismatch"
    assert [line.split(":")[0] for line in failure.lines] == ["what", "got", "rule", "diagnosis", "effect"]
    assert "bound=open" in failure.lines[3]
    assert str(failure).count("\n") == 4
    assert str(failure) in str(report).replace("\n  ", "\n")
    found = {row["dtype"]: row for row in report.conventions}
    assert found["f64"]["found"]
    assert found["f64"]["nearest"]["bound"] == "open"


def repeated(finding):
    return finding.lines[4].split("repeat with: ")[1]


def test_a_finding_of_this_process_says_the_call_that_repeats_it(tmp_path):
    backend = mine(bound="open", nan="zero")
    source = Path(__file__).parents[2] / "coarsegrad-golden/data/cases"
    files = [tmp_path / "it's one.jsonl", tmp_path / "two.jsonl"]
    for path, name in zip(files, ("clip", "indicator"), strict=True):
        path.write_bytes((source / f"{name}.jsonl").read_bytes())
    for cases in (None, files[0], files):
        first = coarsegrad.Judge(cases, families="clip.dx").run(backend).failures[0]
        again = eval(repeated(first), {"coarsegrad": coarsegrad, "backend": backend})
        # Others may have ids that begin like this one.
        (found,) = (found for found in again.failures if found.id == first.id)
        assert (found.dtype, found.lines[:3], found.lines[4]) == (first.dtype, first.lines[:3], first.lines[4])


def test_a_finding_of_a_program_says_the_command_that_repeats_it(tmp_path, command):
    cases = tmp_path / "my cases.jsonl"
    cases.write_bytes((Path(__file__).parents[2] / "coarsegrad-golden/data/cases/clip.jsonl").read_bytes())
    program = "from coarsegrad.adapters import controls, main; main(controls.backend, ['open_declared_closed'])"
    words = [sys.executable, "-c", program]
    folder = f"PATH={shlex.quote(str(Path(command).parent))}:$PATH"
    for judge in (coarsegrad.Judge(**QUICK), coarsegrad.Judge(cases)):
        first = judge.run(words).failures[0]
        assert repeated(first).startswith(f"coarsegrad replay {first.id} --dtype {first.dtype} ")
        again = subprocess.run(["sh", "-c", f"{folder} {repeated(first)}"], capture_output=True, text=True)
        assert again.returncode == 4
        assert "\n  ".join(first.lines[:3]) in again.stdout
    # The command reads one file.
    first = coarsegrad.Judge([cases, cases]).run(words).failures[0]
    again = eval(repeated(first), {"coarsegrad": coarsegrad})
    assert first.id in [found.id for found in again.failures]
    named = coarsegrad.Judge(**QUICK).run(mine(bound="open", nan="zero"), command="my program")
    assert repeated(named.failures[0]).endswith("--backend 'my program'")


def test_a_convention_left_open_is_found():
    report = coarsegrad.Judge(**QUICK).run(NumpyBackend("mine", "1", {"clip": Op(clip)}))
    assert report.exit_code == 0
    assert report.conventions[0]["effective"]["bound"] == "closed"


def test_what_a_backend_does_not_have_is_no_failure():
    def refuses(call):
        raise Unsupported("no gradients here", "https://example.org/1")

    report = coarsegrad.Judge(**QUICK).run(mine(refuses))
    assert report.exit_code == 5
    assert report.counts["unsupported"] == sum(report.counts.values()) - report.counts["not_applicable"]
    assert "no gradients here" in report.findings[0].lines[1]


class Unprintable(Exception):
    def __str__(self):
        raise ValueError("not this one")


def raises_what_cannot_be_printed(call):
    raise Unprintable


def test_a_message_that_cannot_be_encoded_is_told_all_the_same():
    def halved(call):
        raise RuntimeError("\ud800 is half")

    report = coarsegrad.Judge(families="clip.dx/unit", findings=1).run(mine(halved))
    assert report.problems == []
    assert "RuntimeError: \\ud800 is half" in report.failures[0].lines[1]


def test_what_is_no_operation_is_refused():
    with pytest.raises(TypeError, match=r"ops\['clip'\]: must be an Op, found function"):
        NumpyBackend("mine", "1.0", {"clip": clip})
    assert mine(dtypes="f32").dtypes == ("f32",)


@pytest.mark.parametrize(
    "function",
    [
        lambda call: 1 / 0,
        lambda call: None,
        lambda call: "text",
        lambda call: np.zeros((3, 3), call["x"].dtype),
        lambda call: np.zeros_like(call["x"], dtype=np.int8),
        lambda call: call["nothing"],
        lambda call: [[1], [1, 2]],
        raises_what_cannot_be_printed,
    ],
)
def test_a_broken_backend_is_wrong_and_nothing_else(function):
    report = coarsegrad.Judge(**QUICK, findings=5).run(mine(function))
    assert report.exit_code in (3, 6)
    assert report.counts["pass"] == 0


def test_a_backend_that_answers_garbage_of_the_protocol_is_reported():
    class Garbage(NumpyBackend):
        def patterns(self, dtype, array):
            return ("shape", b"\x01")

    report = coarsegrad.Judge(**QUICK, restarts=2).run(Garbage("garbage", "1", mine().ops))
    assert report.exit_code in (3, 6)
    assert report.counts["pass"] == 0


def test_an_interrupt_in_a_backend_ends_the_run():
    calls = []

    def interrupts(call):
        calls.append(call)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return clip(call)

    with pytest.raises(KeyboardInterrupt):
        coarsegrad.Judge(**QUICK).run(mine(interrupts))
    assert len(calls) == 3

    def exits(call):
        raise SystemExit(9)

    with pytest.raises(SystemExit):
        coarsegrad.Judge(**QUICK).run(mine(exits))


def test_a_signal_between_calls_ends_the_run():
    calls = []

    def slow(call):
        calls.append(call)
        if len(calls) == 2:
            signal.raise_signal(signal.SIGINT)
        return clip(call)

    with pytest.raises(KeyboardInterrupt):
        coarsegrad.Judge(**QUICK).run(mine(slow))
    assert len(calls) == 2


def test_a_silent_program_is_given_up_and_killed(tmp_path):
    pid = tmp_path / "pid"
    program = f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    report = coarsegrad.Judge(startup=1).run([sys.executable, "-c", program])
    assert report.exit_code == 6
    assert "did not greet" in report.problems[0]
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_an_interrupt_kills_the_program(tmp_path):
    pid = tmp_path / "pid"
    silent = f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    judging = f"import coarsegrad, sys; coarsegrad.Judge().run([sys.executable, '-c', {silent!r}])"
    with subprocess.Popen([sys.executable, "-c", judging], stderr=subprocess.DEVNULL) as child:
        deadline = time.monotonic() + 20
        while not (pid.exists() and pid.read_text()) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        start = time.monotonic()
        child.send_signal(signal.SIGINT)
        child.wait(20)
        assert time.monotonic() - start < 2
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_programs_that_cannot_be_started_are_a_problem_of_the_run():
    for command in ("no-such-program --at all", ["no-such-program"]):
        report = coarsegrad.Judge().run(command)
        assert report.exit_code == 6
        assert "no-such-program" in report.problems[0]


def test_reports_are_files(tmp_path):
    report = coarsegrad.Judge(**QUICK).run(mine())
    written = report.report(tmp_path / "deep" / "folder")
    assert sorted(path.name for path in written) == [
        "badge.json",
        "junit.xml",
        "report.html",
        "report.json",
        "report.md",
    ]
    assert sorted(path.name for path in (tmp_path / "deep/folder").iterdir()) == sorted(path.name for path in written)
    assert json.loads((tmp_path / "deep/folder/report.json").read_text()) == report.document
    known = {
        "schema": "coarsegrad/known/1",
        "known": [
            {"id": finding.id, "dtype": finding.dtype, "reason": "as it is"}
            for finding in coarsegrad.Judge(**QUICK).run(mine(bound="open", nan="zero")).failures
        ],
    }
    path = tmp_path / "known.json"
    path.write_text(json.dumps(known))
    again = coarsegrad.Judge(**QUICK, known=path).run(mine(bound="open", nan="zero"))
    assert (again.exit_code, again.failures) == (0, [])
    tracked = coarsegrad.Judge(**QUICK, track=tmp_path / "deep/folder/report.json").run(mine())
    assert tracked.document["changes"]["changed"] == []


def test_every_verdict_is_listed_on_request():
    opened = mine(bound="open", nan="zero")
    judge = coarsegrad.Judge(**QUICK)
    report = judge.run(opened, each=True)
    others = report.others()
    for verdict in ("convention_mismatch", "not_applicable", "unsupported"):
        assert sum(other[2] == verdict for other in others) == report.counts[verdict]
    # Two formats of four are not asked at all.
    listed = {(id, dtype) for id, dtype, _ in others}
    total = 4 * len(judge.cases())
    assert total - len(listed) == report.counts["pass"]
    assert judge.run(opened).others() == []


def test_cases_come_from_files_too(tmp_path):
    listed = coarsegrad.Judge(**QUICK).cases()
    assert [case.id for case in listed] == sorted(case.id for case in listed)
    assert all(case.id.startswith("clip") and case.op == "clip" for case in listed)
    repository = tmp_path / "cases.jsonl"
    source = Path(__file__).parents[2] / "coarsegrad-golden/data/cases/clip.jsonl"
    repository.write_bytes(source.read_bytes())
    judge = coarsegrad.Judge(repository)
    assert judge.cases() == listed
    assert judge.run(mine()).counts == coarsegrad.Judge(**QUICK).run(mine()).counts
    repository.write_text("nonsense\n")
    assert coarsegrad.Judge(repository).run(mine()).exit_code == 6
    with pytest.raises(coarsegrad.CoarsegradError) as caught:
        coarsegrad.Judge(repository).cases()
    assert caught.value.field == "cases"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"cases": 3}, "cases"),
        ({"cases": []}, "cases"),
        ({"cases": "/no/such/file"}, "cases"),
        ({"families": 3}, "families"),
        ({"families": [3]}, "families[0]"),
        ({"families": "no-such-family"}, "families"),
        ({"dtypes": "f8"}, "dtypes[0]"),
        ({"timeout": 0}, "timeout"),
        ({"timeout": "1"}, "timeout"),
        ({"timeout": -1}, "timeout"),
        ({"timeout": float("nan")}, "timeout"),
        ({"startup": 1e300}, "startup"),
        ({"bulk": -1}, "bulk"),
        ({"restarts": 1.5}, "restarts"),
        ({"findings": 10**20}, "findings"),
        ({"known": 3}, "known"),
        ({"known": "/no/such/file"}, "known"),
        ({"known": __file__}, "known"),
        ({"track": __file__}, "track"),
        ({"track": "/no/such\0file"}, "track"),
    ],
)
def test_bad_arguments_are_named(given, field):
    with pytest.raises(coarsegrad.CoarsegradError) as caught:
        coarsegrad.Judge(**given).run(mine())
    assert caught.value.field == field


@pytest.mark.parametrize("backend", ["", "'", [3], 3, None, object(), np.clip, ["\ud800"], "a\0"])
def test_what_is_no_backend_is_refused(backend):
    with pytest.raises(coarsegrad.CoarsegradError) as caught:
        coarsegrad.Judge().run(backend)
    assert caught.value.field.startswith("backend")


def test_a_path_in_the_wrong_place_is_told():
    with pytest.raises(coarsegrad.CoarsegradError, match="backend: is a path"):
        coarsegrad.Judge().run(Path(sys.executable))
    with pytest.raises(coarsegrad.CoarsegradError, match="must be a path or several, found bytes"):
        coarsegrad.Judge(b"cases.jsonl")


def test_an_empty_list_of_words_is_a_problem_of_the_run():
    assert coarsegrad.Judge().run([]).exit_code == 6


def test_judging_a_program_lets_other_threads_go_on(ticks_beside):
    program = [sys.executable, "-m", "coarsegrad.adapters.numpy"]
    ticks, elapsed = ticks_beside(lambda: coarsegrad.Judge().run(program))
    assert ticks > elapsed * 100
