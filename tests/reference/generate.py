"""Random and adversarial exact instances with their independently computed values, one JSON object a line.

python generate.py --count 1000 --digits 60 --seed 1 --out FILE.jsonl
"""

import argparse
import gzip
import json
import random
import time
from fractions import Fraction

from independent import compute, strings
from instances import Instance

# Niven angles as pairs of integer vectors: cos^2 in {0, 1/4, 1/2, 3/4}.
NIVEN = (
    ((1, 0), (0, 1)),
    ((1, 1), (1, 0)),
    ((1, -1, 0), (1, 0, -1)),
    ((2, -1, -1), (1, -1, 0)),
)
# Saddle angles 2 theta/pi = x with (S^2 / ((m+1)|v*|^2)) = 1 - 1/x, and the pair of NIVEN giving theta.
SADDLES = ((Fraction(1), 0), (Fraction(3, 2), 1), (Fraction(4, 3), 2), (Fraction(5, 3), 3))


def dot(a, b):
    """Exact inner product."""
    return sum(x * y for x, y in zip(a, b))


def scaled(k, a):
    """k a."""
    return [k * x for x in a]


class Source:
    """Draws exact vectors and instances."""

    def __init__(self, seed):
        self.rng = random.Random(seed)

    def number(self):
        """A small rational, a short decimal, or a dyadic."""
        r = self.rng
        style = r.randrange(3)
        if style == 0:
            return Fraction(r.randint(-9, 9), r.randint(1, 9))
        if style == 1:
            return Fraction(r.randint(-3000, 3000), 1000)
        return Fraction(r.randint(-96, 96), 32)

    def positive(self):
        """A positive number."""
        return abs(self.number()) or Fraction(1)

    def vector(self, size):
        """A nonzero vector."""
        while True:
            out = [self.number() for _ in range(size)]
            if any(out):
                return out

    def size(self, low=1):
        """A dimension."""
        return self.rng.randint(low, 6)

    def magnitude(self):
        """10^-3 ... 10^4 times a small number."""
        return self.positive() * Fraction(10) ** self.rng.randint(-3, 4)

    def turned(self, vectors, n):
        """The vectors embedded in R^n and reflected: angles are kept exactly."""
        r = self.rng
        places = r.sample(range(n), len(vectors[0]))
        mirror = self.vector(n)
        out = []
        for a in vectors:
            full = [Fraction(0)] * n
            for place, x in zip(places, a):
                full[place] = Fraction(x)
            k = 2 * dot(mirror, full) / dot(mirror, mirror)
            out.append([x - k * y for x, y in zip(full, mirror)])
        return out

    def orthogonal(self, vs):
        """A vector v with v.vs = 0 exactly."""
        v = self.vector(len(vs))
        k = dot(v, vs) / dot(vs, vs)
        return [x - k * y for x, y in zip(v, vs)]

    # --- kinds ---------------------------------------------------------------------------------

    def generic(self):
        m, n = self.size(), self.size()
        return self.vector(m), self.vector(n), self.vector(m), self.vector(n)

    def norms(self):
        v, w, vs, ws = self.generic()
        v, w = scaled(self.magnitude(), v), scaled(self.magnitude(), w)
        return v, w, scaled(self.positive(), vs), scaled(self.magnitude(), ws)

    def close(self):
        m, n = self.size(), self.size(2)
        ws, side = self.vector(n), self.vector(n)
        k = self.positive() * self.rng.choice((1, -1))
        tiny = Fraction(1, 10 ** self.rng.randint(2, 14))
        w = [k * x + tiny * y for x, y in zip(ws, side)]
        return self.vector(m), w, self.vector(m), ws

    def aligned(self, sign):
        m, n = self.size(), self.size()
        ws = self.vector(n)
        vs = self.vector(m)
        v = self.vector(m) if m == 1 or self.rng.random() < 0.6 else self.orthogonal(vs)
        return v, scaled(sign * self.magnitude(), ws), vs, ws

    def niven(self):
        a, b = self.rng.choice(NIVEN)
        n = self.rng.randint(len(a), 6)
        w, ws = self.turned((a, b), n)
        m = self.size()
        k = self.magnitude() * self.rng.choice((1, -1))
        return self.vector(m), scaled(k, w), self.vector(m), scaled(self.positive(), ws)

    def unrelated(self):
        m, n = self.size(2), self.size(2)
        vs = self.vector(m)
        return self.orthogonal(vs), self.vector(n), vs, self.vector(n)

    def spurious(self):
        m, n = self.size(), self.size()
        vs, ws = self.vector(m), self.vector(n)
        shift = 2 * sum(vs) / (m + 1)
        return [shift - x for x in vs], scaled(-self.magnitude(), ws), vs, ws

    def saddle(self):
        while True:
            x, which = self.rng.choice(SADDLES)
            m = self.size()
            vs = [Fraction(self.rng.randint(-4, 4)) for _ in range(m)]
            if any(vs) and sum(vs) ** 2 * x == (x - 1) * (m + 1) * dot(vs, vs):
                break
        a, b = NIVEN[which]
        w, ws = self.turned((a, b), self.rng.randint(len(a), 6))
        k = self.positive() * (1 if x == 1 else -1)
        shift = x * sum(vs) / (m + 1)
        scale = self.positive()
        v = [scale * ((1 - x) * y + shift) for y in vs]
        return v, scaled(k, w), scaled(scale, vs), scaled(self.positive(), ws)

    def minimum(self):
        m, n = self.size(), self.size()
        vs, ws = self.vector(m), self.vector(n)
        return vs, scaled(self.magnitude(), ws), vs, ws

    def resting(self):
        v, w, vs, ws = self.generic()
        return v, [Fraction(0)] * len(w), vs, ws

    def silent(self):
        v, w, vs, ws = self.norms()
        return [Fraction(0)] * len(v), w, vs, ws


KINDS = (
    ("generic", 6, lambda s: s.generic()),
    ("norms", 4, lambda s: s.norms()),
    ("near-parallel", 3, lambda s: s.close()),
    ("parallel", 1, lambda s: s.aligned(1)),
    ("opposite", 1, lambda s: s.aligned(-1)),
    ("niven", 2, lambda s: s.niven()),
    ("orthogonal-v", 1, lambda s: s.unrelated()),
    ("spurious", 1, lambda s: s.spurious()),
    ("saddle", 1, lambda s: s.saddle()),
)
RARE = (
    ("minimum", lambda s: s.minimum()),
    ("zero-weight", lambda s: s.resting()),
    ("zero-v", lambda s: s.silent()),
)


def draw(source, index):
    """One labelled instance; every twentieth is of a rare kind."""
    while True:
        if index % 20 == 19:
            kind, make = RARE[index // 20 % len(RARE)]
        else:
            kind, _, make = source.rng.choices(KINDS, weights=[k[1] for k in KINDS])[0]
        v, w, vs, ws = make(source)
        if kind == "zero-weight" or any(w):
            return kind, Instance(v, w, vs, ws)


def spelled(source, text):
    """Sometimes a terminating fraction as decimal text."""
    value = Fraction(text)
    exact = 10**15 % value.denominator == 0
    if not exact or value.denominator == 1 or source.rng.random() < 0.5:
        return text
    digits = abs(value.numerator) * 10**15 // value.denominator
    whole, part = divmod(digits, 10**15)
    return f"{'-' if value < 0 else ''}{whole}.{part:015d}".rstrip("0")


def opened(path, mode="rt"):
    """A text file, compressed when its name says so."""
    return gzip.open(path, mode, encoding="utf-8") if path.endswith(".gz") else open(path, mode, encoding="utf-8")


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--digits", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True, help="FILE.jsonl or FILE.jsonl.gz")
    args = parser.parse_args()
    source, begin, kinds = Source(args.seed), time.perf_counter(), {}
    with opened(args.out, "wt") as out:
        for index in range(args.count):
            kind, inst = draw(source, index)
            kinds[kind] = kinds.get(kind, 0) + 1
            data = inst.to_json()
            for part in (data["student"], data["teacher"]):
                for key, entries in part.items():
                    part[key] = [spelled(source, x) for x in entries]
            expected = strings(compute(inst, args.digits), args.digits)
            line = {"kind": kind, "instance": data, "expected": expected}
            out.write(json.dumps(line, separators=(",", ":")) + "\n")
    print(f"{args.count} instances in {time.perf_counter() - begin:.1f} s: {kinds}")


if __name__ == "__main__":
    main()
