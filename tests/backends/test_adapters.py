"""Tests of the protocol loop, the formats and the reference; they need NumPy and pytest.

``tests/python/run`` runs them with those of the package; alone they are run by
``PYTHONPATH=crates/coarsegrad-py/python python -m pytest tests/backends/test_adapters.py``
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import textwrap
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from coarsegrad import adapters
from coarsegrad.adapters import Backend, Call, NumpyBackend, Op, Unsupported
from coarsegrad.adapters import _safetensors as safetensors
from coarsegrad.adapters import _wire as wire
from coarsegrad.adapters._numbers import exact
from coarsegrad.adapters.numpy import backend as reference
from coarsegrad.adapters.reference.arithmetic import FORMATS, rounded_to_bf16
from coarsegrad.adapters.reference.conventions import chosen
from coarsegrad.adapters.reference.pieces import rounded


def ask(backend: Backend, op: str, output: str, dtype: str, **hexes: str) -> dict[str, Any]:
    """Return the answer to a request with inputs of one entry or more, given as patterns."""
    width = 2 * safetensors.WIDTHS[dtype]
    inputs = {n: {"shape": [len(h) // width], "hex": h} for n, h in hexes.items()}
    request = {"type": "run", "seq": 7, "id": "x", "op": op, "output": output, "dtype": dtype}
    request |= {"params": {"lower": "-1", "upper": "1"}, "inputs": inputs}
    return wire.answer(backend, request)


def test_zeros_and_nan_payloads_travel_as_they_are() -> None:
    same = NumpyBackend("same", "1", {"same": Op(lambda call: call["x"])}, dtypes=("f64", "f32", "f16"))
    patterns = {
        "f64": "80000000000000007ff4000000000001",
        "f32": "800000007fa00001ffc12345",
        "f16": "80007d01",
    }
    for dtype, hexes in patterns.items():
        answer = ask(same, "same", "y", dtype, x=hexes)
        assert answer["outputs"]["y"]["hex"] == hexes
    bf16 = reference([])
    assert ask(bf16, "clip", "y", "bf16", x="80007f81ff85")["outputs"]["y"]["hex"][:4] == "8000"


def test_what_is_not_there_is_unsupported_and_what_raises_is_an_error() -> None:
    def refuse(_: Call) -> None:
        raise Unsupported("not here", "https://example.org/1")

    def fail(_: Call) -> None:
        raise OverflowError("too much")

    backend = NumpyBackend("n", "1", {"refuse": Op(refuse), "fail": Op(fail)}, dtypes=("f32",))
    refused = ask(backend, "refuse", "y", "f32")
    assert refused == {
        "type": "unsupported",
        "seq": 7,
        "reason": "not here",
        "issue_url": "https://example.org/1",
    }
    for op, output, dtype in (("other", "y", "f32"), ("fail", "dq", "f32"), ("fail", "y", "f64")):
        assert ask(backend, op, output, dtype)["type"] == "unsupported"
    assert ask(backend, "fail", "y", "f32")["message"] == "OverflowError: too much"
    assert wire.answer(backend, {"type": "run", "seq": 1})["type"] == "error"


def test_an_answer_in_another_format_is_an_error() -> None:
    wider = NumpyBackend("n", "1", {"w": Op(lambda call: call["x"].astype("f8"))}, dtypes=("f32",))
    assert "not f32" in ask(wider, "w", "y", "f32", x="3f800000")["message"]


def run(*arguments: str, lines: str) -> subprocess.CompletedProcess[str]:
    """Start an adapter as a program."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, input=lines, capture_output=True, text=True, check=False)


HELLO = '{"type":"hello","wire":{"min":1,"max":1},"judge":"0"}\n'
ROUND = json.dumps(
    {
        "type": "run",
        "seq": 1,
        "id": "r",
        "op": "round",
        "output": "y",
        "dtype": "f32",
        "params": {},
        "inputs": {"x": {"shape": [], "hex": "40200000"}},
    }
)


def test_the_program_answers_until_bye() -> None:
    done = run("-m", "coarsegrad.adapters.numpy", lines=f'{HELLO}{ROUND}\n{{"type":"bye"}}\n{ROUND}\n')
    hello, answer = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, hello["type"], hello["wire"]) == (0, "hello", {"min": 1, "max": 1})
    assert answer["outputs"]["y"] == {"dtype": "f32", "shape": [], "hex": "40000000"}


def test_a_missing_framework_is_one_sentence_and_exit_code_2() -> None:
    code = "from coarsegrad.adapters import load; load('no_such_framework')"
    done = run("-c", code, lines="")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "pip install no_such_framework" in done.stderr


def test_what_a_framework_prints_does_not_disturb_the_protocol(tmp_path: Path) -> None:
    program = tmp_path / "noisy.py"
    program.write_text(
        textwrap.dedent("""
            import os
            from coarsegrad.adapters import NumpyBackend, Op, main
            def noisy(call):
                print("hello from Python", flush=True)
                os.write(1, b"hello from C")
                return call["x"]
            raise SystemExit(main(lambda argv: NumpyBackend("n", "1", {"round": Op(noisy)}, dtypes=("f32",))))
        """)
    )
    done = run(str(program), lines=f"{ROUND}\n")
    assert json.loads(done.stdout)["type"] == "ok"
    assert "hello from C" in done.stderr


def test_the_template_of_the_description_is_a_backend(tmp_path: Path) -> None:
    text = (adapters.__doc__ or "").split("that is all::\n", 1)[1].split("\n\nThe second", 1)[0]
    program = tmp_path / "mine.py"
    program.write_text(textwrap.dedent(text))
    one = {"shape": [2], "hex": "3f80000040000000"}
    request = json.loads(ROUND) | {"op": "clip", "output": "dx", "inputs": {"x": one, "dy": one}}
    request["params"] = {"lower": "-1", "upper": "1"}
    done = run(str(program), lines=f"{HELLO}{json.dumps(request)}\n")
    hello, answer = map(json.loads, done.stdout.splitlines())
    assert hello["ops"]["clip"]["convention"] == {"bound": "closed", "nan": "zero"}
    assert answer["outputs"]["dx"]["hex"] == "3f80000000000000"


@pytest.mark.parametrize("compiles", [False, True])
def test_bulk_answers_through_files(tmp_path: Path, *, compiles: bool) -> None:
    backend = reference([])
    backend.compiles = compiles
    x = np.array([-2, -1, 0, 0.5, 1], dtype="<f4")
    inputs, result = tmp_path / "in.safetensors", tmp_path / "out.safetensors"
    safetensors.write(str(inputs), "x", safetensors.Raw("f32", (5,), x.tobytes()))
    request = {
        "type": "run_bulk",
        "seq": 3,
        "op": "clip",
        "output": "y",
        "dtype": "f32",
        "params": {"lower": "-1", "upper": "1/2"},
        "count": 5,
        "file": str(inputs),
        "result": str(result),
        "layout": {"x": [5]},
    }
    assert wire.answer(backend, request) == {"type": "ok", "seq": 3}
    read = safetensors.read(str(result))["y"]
    assert read.shape == (5,)
    assert np.frombuffer(read.data, "<f4").tolist() == [-1, -1, 0, 0.5, 0.5]
    assert wire.answer(backend, request)["type"] == "error", "the result is there already"
    assert wire.answer(backend, request | {"op": "two_layer.sample"})["type"] == "unsupported"


def test_a_broken_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "broken"
    for content in (
        b"",
        b"\xff" * 8,
        b"\x02" + bytes(7) + b"{}",
        struct.pack("<Q", 90) + b'{"x":1}',
    ):
        path.write_bytes(content)
        if content[:1] == b"\x02":
            assert safetensors.read(str(path)) == {}
        else:
            with pytest.raises(ValueError, match=r"header|JSON|Expecting"):
                safetensors.read(str(path))


def test_texts_are_exact() -> None:
    for text, number in (
        ("1/8", Fraction(1, 8)),
        ("0.1", Fraction(1, 10)),
        ("0x1.8p-1", Fraction(3, 4)),
        ("-0x1p-1074", Fraction(-1, 2**1074)),
        (-3, Fraction(-3)),
        ("1e2", Fraction(100)),
    ):
        assert exact(text) == number
    for text in ("nan", "inf", "", "0x", "1/0"):
        with pytest.raises((ValueError, ZeroDivisionError)):
            exact(text)


def test_bf16_is_rounded_to_the_nearest_even() -> None:
    """Against the definition: the neighbours of a pattern of binary32 are two patterns of bf16."""
    generator = np.random.default_rng(1)
    bits = generator.integers(0, 2**32, 200_000, dtype=np.uint32)
    ties = (bits & np.uint32(0xFFFF_0000)) | np.uint32(0x8000)
    x = np.concatenate([bits, ties]).view(np.float32)
    x = x[np.isfinite(x)]
    got = rounded_to_bf16(x).view(np.uint32) >> np.uint32(16)
    below = x.view(np.uint32) >> np.uint32(16)
    rest = x.view(np.uint32) & np.uint32(0xFFFF)
    up = (rest > 0x8000) | ((rest == 0x8000) & (below % 2 == 1))
    assert np.array_equal(got, below + up)
    nan = np.array([0x7F800001, 0xFF8000FF], dtype=np.uint32).view(np.float32)
    assert np.isnan(rounded_to_bf16(nan)).all()


@pytest.mark.parametrize("dtype", ["f64", "f32", "f16"])
def test_rounding_is_what_fractions_say(dtype: str) -> None:
    """Every multiple of 1/8 up to 40, and the neighbours of the ties, against exact arithmetic."""
    kind = FORMATS[dtype].carrier
    x = np.arange(-320, 321).astype(kind) / kind(8)
    x = np.concatenate([x, np.nextafter(x, kind(99)), np.nextafter(x, kind(-99))])
    for how in ("half_even", "half_away", "half_up", "to_zero", "floor"):
        expected = [_rounded(how, Fraction(float(each))) for each in x]
        assert rounded(how, x).tolist() == expected, how
        assert rounded(how, x).dtype == kind


def _rounded(how: str, x: Fraction) -> int:
    below = x.numerator // x.denominator
    rest = x - below
    if how == "floor" or rest == 0:
        return below
    if how == "to_zero":
        return below if x > 0 else below + 1
    if rest != Fraction(1, 2):
        return below + (rest > Fraction(1, 2))
    return {"half_even": below + below % 2, "half_up": below + 1, "half_away": below + (x > 0)}[how]


def test_conventions_are_read_and_refused() -> None:
    assert chosen(["bound=open"])["clip"]["bound"] == "open"
    followed = chosen(["fake_quant: bound=half nan=pass; clip: nan=zero"])
    assert followed["fake_quant.group"]["bound"] == "half"
    assert followed["clip"] == {"bound": "closed", "nan": "zero", "mask": "selects"}
    for text in ("clip: bound=ajar", "clap: bound=open", "color=red", "sign: bound=open", "bound"):
        with pytest.raises(ValueError, match=r"no (axis|choice|operation)|is called"):
            chosen([text])
