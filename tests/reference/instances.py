"""Exact instances of the two-layer model: parsing, writing, and the list of slopes the scripts use."""

from fractions import Fraction

# Every batch is run with this list.  No slope but ReLU's and leaky ReLU's has a breakpoint at 0, so the
# slopes' values at w = 0 need no further convention.
STES = (
    "identity",
    "relu",
    "clipped-relu",
    "hard-tanh",
    "leaky-relu:1/10",
    "gaussian:1",
    "piecewise:0[-1]1[1]0",
    "piecewise:-1/2[-2]1/4[1]6/5",
)


class Slope:
    """A slope mu': piecewise constant (breakpoints, values, value at 0) or Gaussian (width)."""

    def __init__(self, breaks, values, at_zero, width=None):
        self.breaks, self.values, self.at_zero, self.width = breaks, values, at_zero, width


def parse_slope(name):
    """Reads the command line's spelling of an STE."""
    kind, _, rest = name.partition(":")
    zero, one = Fraction(0), Fraction(1)
    if kind == "identity":
        return Slope([], [one], one)
    if kind == "relu":
        return Slope([zero], [zero, one], zero)
    if kind == "clipped-relu":
        return Slope([zero, one], [zero, one, zero], zero)
    if kind == "hard-tanh":
        return Slope([-one, one], [zero, one, zero], one)
    if kind == "leaky-relu":
        alpha = Fraction(rest)
        return Slope([zero], [alpha, one], alpha)
    if kind == "gaussian":
        return Slope(None, None, one, Fraction(rest))
    if kind == "piecewise":
        breaks, values = [], []
        for part in rest.replace("]", "[").split("["):
            (values if len(values) == len(breaks) else breaks).append(Fraction(part))
        inside = sum(1 for x in breaks if x < 0)
        if zero in breaks:
            raise ValueError("a general piecewise slope with a breakpoint at 0 is left out on purpose")
        return Slope(breaks, values, values[inside])
    raise ValueError(f"unknown slope {name!r}")


class Instance:
    """Student (v, w) and teacher (v*, w*), all entries exact fractions."""

    def __init__(self, v, w, vs, ws):
        self.v, self.w, self.vs, self.ws = ([Fraction(x) for x in part] for part in (v, w, vs, ws))
        if len(self.v) != len(self.vs) or len(self.w) != len(self.ws):
            raise ValueError("shapes differ")
        if not any(self.ws) or not any(self.vs):
            raise ValueError("the teacher must not be zero")

    def to_json(self):
        """The command line's instance format."""
        text = lambda part: [str(x) for x in part]
        return {
            "model": "two-layer",
            "student": {"v": text(self.v), "w": text(self.w)},
            "teacher": {"v": text(self.vs), "w": text(self.ws)},
        }

    @classmethod
    def from_json(cls, data):
        """Reads what `to_json` wrote."""
        student, teacher = data["student"], data["teacher"]
        return cls(student["v"], student["w"], teacher["v"], teacher["w"])
