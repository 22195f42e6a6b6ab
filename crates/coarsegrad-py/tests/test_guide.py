"""The examples of the guide print what the guide says."""

import doctest
from pathlib import Path

import numpy as np

GUIDE = Path(__file__).parents[3] / "docs/src/guides/python.md"


def test_the_examples_of_the_guide_are_right():
    with np.printoptions(legacy=False, precision=8):
        found = doctest.testfile(str(GUIDE), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert found.attempted > 30
    assert found.failed == 0
