"""What the package says of its types is so."""

import importlib.util
import inspect
import subprocess
import sys
from pathlib import Path

import coarsegrad
import pytest

PACKAGE = Path(coarsegrad.__file__).parent

SAMPLE = """
from decimal import Decimal
from fractions import Fraction
from typing import assert_type

import coarsegrad
import numpy as np
from numpy.typing import NDArray

found = coarsegrad.value([0.1, "0.1"], (1, Fraction(1, 2)), np.ones(2), [Decimal("0.1"), 1])
assert_type(found, coarsegrad.Values)
assert_type(found.population_loss.lower, Fraction)
assert_type(found.expected_coarse_gradient["relu"].mid, NDArray[np.float64])
assert_type(found.inner_product["relu"], coarsegrad.Number | coarsegrad.Undefined)
assert_type(coarsegrad.sample([1], [1], [1], [1], until=0.1).population_loss.mean, float)
assert_type(coarsegrad.train([1], [1], [1], [1], lr="1/10", steps=3).w, NDArray[np.float64])
named = coarsegrad.fingerprint(np.round, lambda x, dy: dy)
assert_type(named.convention, dict[str, str | None])
assert_type(named.known, tuple[str, ...])
"""

WRONG = {
    "coarsegrad.value([1], [1], [1])": "call-arg",
    "coarsegrad.value([1], [1], [1], [1], digits='3')": "arg-type",
    "coarsegrad.sample([1], [1], [1], [1], threads=1.5)": "arg-type",
    "coarsegrad.train([1], [1], [1], [1], lr=1).wrong": "attr-defined",
}

needs_mypy = pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")


def mypy(path, *arguments):
    # Not beside the package: its own settings are not those of users.
    command = [sys.executable, "-m", "mypy", "--strict", "--python-version", "3.11", *arguments, str(path)]
    return subprocess.run(command, capture_output=True, text=True, cwd=path.parent, check=False)


@needs_mypy
def test_a_strict_program_of_a_user_is_accepted(tmp_path):
    path = tmp_path / "user.py"
    path.write_text(SAMPLE)
    found = mypy(path)
    assert found.returncode == 0, found.stdout + found.stderr


@needs_mypy
def test_wrong_programs_are_refused(tmp_path):
    path = tmp_path / "user.py"
    path.write_text("import coarsegrad\n" + "\n".join(WRONG))
    found = mypy(path)
    assert found.returncode == 1
    for line, code in enumerate(WRONG.values(), start=2):
        assert any(text.startswith(f"user.py:{line}:") and code in text for text in found.stdout.splitlines()), (
            line,
            found.stdout,
        )


@needs_mypy
def test_the_stubs_are_those_of_the_compiled_part():
    command = [sys.executable, "-m", "mypy.stubtest", "coarsegrad._core"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_public_name_is_there_and_documented():
    assert (PACKAGE / "py.typed").exists()
    for name in coarsegrad.__all__:
        value = getattr(coarsegrad, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert value.__doc__, name
    assert sorted(coarsegrad.__all__) == dir(coarsegrad)
    with pytest.raises(AttributeError, match="no attribute"):
        _ = coarsegrad.nonsense


def test_importing_the_package_loads_neither_the_compiled_part_nor_numpy():
    program = "import coarsegrad, sys; sys.exit('coarsegrad._core' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
