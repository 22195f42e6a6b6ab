"""The plugin of pytest: one test for each case."""

import re
import shlex
import sys
from pathlib import Path

import coarsegrad
import pytest
from coarsegrad.adapters import controls

BACKEND = "--coarsegrad-backend"


def test_a_right_backend_passes_every_case(pytester):
    result = pytester.runpytest_subprocess(BACKEND, "coarsegrad.adapters.numpy", "-q")
    outcomes = result.parseoutcomes()
    assert set(outcomes) <= {"passed", "skipped"}
    assert sum(outcomes.values()) == len(coarsegrad.Judge().cases())
    # Some are about formats or conventions of others.
    assert outcomes["passed"] > 0.95 * sum(outcomes.values())
    assert result.ret == 0


def test_cases_stand_beside_other_tests_and_can_be_selected(pytester):
    pytester.makepyfile("def test_mine(): pass")
    clips = len(coarsegrad.Judge(families="clip").cases())
    options = [BACKEND, "coarsegrad.adapters.numpy", "--coarsegrad-family", "clip"]
    pytester.runpytest_subprocess(*options).assert_outcomes(passed=clips + 1)
    pytester.runpytest_subprocess(*options, "-m", "coarsegrad").assert_outcomes(passed=clips, deselected=1)
    pytester.runpytest_subprocess(*options, "-k", "test_mine").assert_outcomes(passed=1, deselected=clips)
    some = [case.id for case in coarsegrad.Judge(families="clip.dx/unit").cases()]
    found = pytester.runpytest_subprocess(*options, "-k", "clip.dx/unit", "-v")
    for id in some:
        found.stdout.fnmatch_lines([f"*coarsegrad::{id.replace('[', '[[]')} PASSED*"])
    pytester.runpytest_subprocess("-q").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("name", "verdict"), [("open_declared_closed", "convention_mismatch"), ("gradient_dead", "fail")]
)
def test_a_wrong_backend_fails_with_five_lines_for_each_format(pytester, name, verdict):
    judge = coarsegrad.Judge(families="fake_quant.affine.dx", findings=10**6)
    report = judge.run(controls.control(name), each=True)
    wrong = {id for id, _, found in report.others() if found == verdict}
    options = [BACKEND, f"coarsegrad.adapters.controls {name}", "--coarsegrad-family", "fake_quant.affine.dx"]
    result = pytester.runpytest_subprocess(*options)
    result.assert_outcomes(failed=len(wrong), passed=len(judge.cases()) - len(wrong))
    assert result.ret == 1
    text = result.stdout.str()
    bad = report.counts[verdict]
    assert len(wrong) > 80
    if name == "gradient_dead":
        # More are wrong than a report describes.
        assert bad > len(report.failures)
    for start in ("what", "got", "rule", "diagnosis", "effect"):
        assert text.count(f"\n{start}: ") == bad
    # One for each format: what all cases say together.
    assert len(set(re.findall(r"\ndiagnosis: .*", text))) <= 4
    assert "Traceback" not in text
    one = min(wrong)
    single = pytester.runpytest_subprocess(*options, "--coarsegrad-dtype", "f32", "-k", one)
    assert f"what: {one} in f32" in single.stdout.str()


def test_a_failure_says_the_command_that_repeats_it(pytester):
    source = Path(__file__).parents[2] / "coarsegrad-golden/data/cases/clip.jsonl"
    cases = pytester.path / "my cases.jsonl"
    cases.write_bytes(source.read_bytes())
    # It declares nothing: a single case would be right whatever it does.
    pytester.makepyfile(
        lost="""
        import numpy as np
        from coarsegrad.adapters import NumpyBackend, Op

        def clip(call):
            lower, upper, x = call.number("lower"), call.number("upper"), call["x"]
            if call.output == "y":
                return np.clip(x, lower, upper).astype(x.dtype)
            inside = (x > lower) & (x <= upper) if argument else (x >= lower) & (x <= upper)
            return np.where(inside, call["dy"], 0).astype(x.dtype)

        def backend(argv):
            global argument
            argument = argv == ["--on one side"]
            return NumpyBackend("lost", "1", {"clip": Op(clip)})
        """
    )
    options = [BACKEND, "lost '--on one side'", "--coarsegrad-family", "clip", "--coarsegrad-cases", str(cases)]
    text = pytester.runpytest_subprocess(*options).stdout.str()
    commands = re.findall(r"repeat with: pytest (.*)", text)
    assert len(commands) > 2
    again = pytester.runpytest_subprocess(*shlex.split(commands[0]))
    id, dtype = re.fullmatch(r".* -k (\S+) --coarsegrad-dtype (\S+)", commands[0]).groups()
    assert again.parseoutcomes()["failed"] >= 1
    assert f"what: {id} in {dtype}: " in again.stdout.str()
    assert commands[0] in again.stdout.str()


def test_a_module_in_the_folder_that_pytest_is_started_in_is_found(pytester, monkeypatch):
    package = pytester.mkpydir("mine")
    package.joinpath("backend.py").write_text("from coarsegrad.adapters.numpy import backend\n")
    # The program does not put the folder on the path; ``python -m pytest`` does.
    monkeypatch.delenv("PYTHONPATH", raising=False)
    program = Path(sys.executable).with_name("pytest")
    options = [BACKEND, "mine.backend", "--coarsegrad-family", "clip.dx/unit", "-q"]
    result = pytester.run(program, *options)
    assert result.ret == 0
    assert "mine" not in result.stderr.str()


def test_summaries_give_a_wrong_case_one_line_on_a_ci_too(pytester, monkeypatch):
    # Where CI is set, pytest prints all of a message in its summary.
    monkeypatch.setenv("CI", "true")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    options = [BACKEND, "coarsegrad.adapters.controls gradient_dead", "--coarsegrad-family", "clip.dx/unit"]
    options += ["--coarsegrad-dtype", "f64", "--coarsegrad-dtype", "f32"]
    for style in ("auto", "line"):
        result = pytester.runpytest_subprocess(*options, f"--tb={style}")
        wrong = result.parseoutcomes()["failed"]
        assert wrong > 5
        summaries = [line for line in result.outlines if line.startswith("FAILED ")]
        assert len(summaries) == wrong
        for line in summaries:
            assert re.fullmatch(r"FAILED coarsegrad::clip.dx/unit\S* - f64, f32: got: .*; expected: .*", line)
        texts = sum(line.startswith("what: ") for line in result.outlines)
        assert texts == (2 * wrong if style == "auto" else 0)
        assert result.stdout.str().count("got: ") == wrong + max(texts, wrong)


def test_what_a_backend_does_not_have_is_skipped_with_the_reason(pytester):
    pytester.makepyfile(
        few="""
        import numpy as np
        from coarsegrad.adapters import NumpyBackend, Op, Unsupported

        def clip(call):
            if call.output == "dx":
                raise Unsupported("it has no gradients")
            return np.clip(call["x"], call.number("lower"), call.number("upper")).astype(call["x"].dtype)

        def backend(argv):
            assert argv == ["--with", "two words"]
            return NumpyBackend("few", "1", {"clip": Op(clip)}, dtypes=("f32",))
        """
    )
    options = [BACKEND, "few --with 'two words'", "--coarsegrad-family", "clip", "-rs"]
    result = pytester.runpytest_subprocess(*options)
    values = len(coarsegrad.Judge(families="clip.y").cases())
    outcomes = result.parseoutcomes()
    assert outcomes["passed"] + outcomes["skipped"] == len(coarsegrad.Judge(families="clip").cases())
    assert 0 < outcomes["passed"] <= values
    result.stdout.fnmatch_lines(["*f64, bf16, f16: not asked: the backend does not have the format*"])
    result.stdout.fnmatch_lines(["*f32: unsupported: it has no gradients*"])


@pytest.mark.parametrize(
    ("module", "says"),
    [
        ("no.such.module", "cannot be imported"),
        ("json", "has no function backend"),
        ("'x", "No closing quotation"),
        ("coarsegrad.adapters.controls no_such_control", "ended with|no_such_control"),
        ("''", "names no module"),
        ("empty", "it has no name"),
        ("bad", "bad cannot be imported: .*bad.py:1: ZeroDivisionError: division by zero"),
        ("missing", "missing cannot be imported: .*: SystemExit: 2"),
        ("late", "late.backend: .*late.py:2: ValueError: not now"),
    ],
)
def test_what_is_no_backend_is_a_usage_error(pytester, module, says):
    pytester.makepyfile(
        empty="def backend(argv): return object()\n",
        bad="1 / 0\n",
        missing="from coarsegrad.adapters import load\nload('no_such_framework')\n",
        late="def backend(argv):\n    raise ValueError('not now')\n",
    )
    result = pytester.runpytest_subprocess(BACKEND, module)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert re.search(says, result.stderr.str())
    assert "Traceback" not in result.stderr.str()


@pytest.mark.parametrize(
    "options",
    [
        ["--coarsegrad-family", "no-such-family"],
        ["--coarsegrad-dtype", "f8"],
        ["--coarsegrad-cases", "/no/such/file"],
    ],
)
def test_bad_options_are_usage_errors(pytester, options):
    result = pytester.runpytest_subprocess(BACKEND, "coarsegrad.adapters.numpy", *options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "coarsegrad" in result.stderr.str()


def test_a_run_that_is_not_finished_fails_every_case(pytester):
    pytester.makepyfile(
        broken="""
        from coarsegrad.adapters import NumpyBackend, Op

        class Broken(NumpyBackend):
            def patterns(self, dtype, array):
                return (object(),), b""

        def backend(argv):
            return Broken("broken", "1", {"clip": Op(lambda call: call["x"])})
        """
    )
    result = pytester.runpytest_subprocess(BACKEND, "broken", "--coarsegrad-family", "clip.y")
    assert result.ret == 1


def test_other_runs_do_not_load_the_package(pytester):
    pytester.makepyfile(
        """
        import sys

        def test_light():
            assert "coarsegrad._core" not in sys.modules
        """
    )
    pytester.runpytest_subprocess("-q").assert_outcomes(passed=1)
