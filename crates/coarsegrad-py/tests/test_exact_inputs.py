"""Every kind of number is read as the number that it is."""

from decimal import Decimal
from fractions import Fraction

import coarsegrad
import numpy as np
import pytest
from coarsegrad._arguments import exact_text

TENTH = 0.1


def loss(x):
    return coarsegrad.value([x], [1, 1], [1], [1, 0], ste="relu").population_loss.exact


def closed_form(x):
    """The loss from its definition: E (x a - b)^2 / 2 for indicators a and b of half-planes at an angle of pi/4."""
    exact = Fraction(x)
    # Each holds with probability 1/2, both with probability 3/8.
    return (exact * exact / 2 - 2 * exact * Fraction(3, 8) + Fraction(1, 2)) / 2


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (3, Fraction(3)),
        (0.1, Fraction(0.1)),
        ("0.1", Fraction(1, 10)),
        ("1/10", Fraction(1, 10)),
        (Fraction(1, 10), Fraction(1, 10)),
        (Decimal("0.1"), Fraction(1, 10)),
        (Decimal("1E-1"), Fraction(1, 10)),
        ("0x1.8p-1", Fraction(3, 4)),
        (np.float64(0.1), Fraction(0.1)),
        (np.float32(0.1), Fraction(float(np.float32(0.1)))),
        (np.float16(0.1), Fraction(float(np.float16(0.1)))),
        (np.longdouble(1) / 10, Fraction(*(np.longdouble(1) / 10).as_integer_ratio())),
        (np.int8(-7), Fraction(-7)),
        (np.uint64(2**64 - 1), Fraction(2**64 - 1)),
        (np.array(0.25), Fraction(1, 4)),
        (2**2000, Fraction(2**2000)),
        (-(3**1500), Fraction(-(3**1500))),
        (5e-324, Fraction(5e-324)),
        (Fraction(10**5000, 10**5000 + 1), Fraction(10**5000, 10**5000 + 1)),
    ],
)
def test_a_number_is_read_exactly(given, meant):
    text = exact_text(given, "x")
    if text.lower().lstrip("-").startswith("0x"):
        found = Fraction(float.fromhex(text)) if "p" in text else Fraction(int(text, 16))
    elif "/" in text:
        numerator, denominator = text.split("/")
        found = Fraction(Fraction(Decimal(numerator)), Fraction(Decimal(denominator)))
    else:
        found = Fraction(Decimal(text))
    assert found == meant


def test_a_float_is_not_the_text_that_prints_it():
    assert loss("0.1") == loss(Fraction(1, 10)) == loss(Decimal("0.1")) == "43/200"
    assert loss(TENTH) == loss(Fraction(TENTH)) != loss("0.1")
    assert Fraction(loss(TENTH)) == closed_form(TENTH)
    assert Fraction(loss("0.1")) == closed_form("1/10")


@pytest.mark.parametrize("dtype", ["f8", "f4", "f2", "i1", "u1", "i8", "O", "g"])
def test_arrays_of_every_format_are_read_entry_by_entry(dtype):
    array = np.array([1, 2, 3], dtype=dtype) / (1 if dtype[0] in "iuO" else 8)
    array = array.astype(dtype)
    listed = coarsegrad.value([Fraction(float(x)) for x in array], [1, 1], [1, 2, 3], [1, 0])
    assert coarsegrad.value(array, [1, 1], [1, 2, 3], [1, 0]).document == listed.document


def test_generators_tuples_and_strided_arrays_are_sequences():
    expected = coarsegrad.value([1, 2], [1, 1], [1, 3], [1, 0]).document
    for v in ((1, 2), (x for x in (1, 2)), range(1, 3), np.arange(4.0)[1:3], np.arange(1, 5)[:2]):
        assert coarsegrad.value(v, [1, 1], [1, 3], [1, 0]).document == expected
    reverse = np.array([2.0, 1.0])[::-1]
    assert coarsegrad.value(reverse, [1, 1], [1, 3], [1, 0]).document == expected
