"""An independent route to every number of `coarsegrad value`, by quadrature of the definitions.

One row z of Z is N(0, I_n).  Its projection on the plane of w and w* is r (cos t, sin t) in the frame
(u, e), with r Rayleigh and t uniform; s = 1{z.w > 0} and t = 1{z.w* > 0} cut the plane into four sectors,
the *cells*.  For each slope a table gives, per cell, E[mu' z 1], E[mu'^2 1] and E[mu'^2 |z|^2 1], as angular
integrals evaluated by Arb's rigorous integrator (the radial integral inside is the paper's xi).  Everything
else is assembled from these tables by explicit double loops over rows, or by summing over all 4^m
outcomes of the rows, as the definitions read.  No closed form of the library (erf/exp formulas, Owen's T,
power sums, the frame identities) is used.

The w-gradient comes from the coarea formula: grad_w P(s=1, t=1) = E[z delta(z.w) 1{z.w* > 0}], a line integral
over the boundary z.w = 0, also by quadrature.

`python independent.py --validate CASES.json` checks the route against a file of reference cases.
"""

import argparse
import json
import sys
import time
from fractions import Fraction

from flint import acb, arb, ctx, fmpq

from instances import Instance, STES, parse_slope

CELLS = ((0, 0), (0, 1), (1, 0), (1, 1))


def q(x):
    """A fraction as an exact rational of FLINT."""
    return fmpq(x.numerator, x.denominator)


def ball(x):
    """A fraction as an enclosure."""
    return arb(q(x))


def sq(x):
    """x^2; the power operator of arb is for positive bases."""
    return x * x


def within(bound):
    """The ball [-bound, bound]."""
    return arb(0, bound.upper())


class Sector:
    """Integrals over (low, pi/2) and (0, pi/2) of weight(t) * radial(t), shared by all slopes."""

    def __init__(self, theta, norm):
        self.theta, self.norm = theta, norm
        self.half_pi = arb.pi() / 2
        self.acute = theta < self.half_pi  # a wrong decision costs accuracy, never correctness
        self.low = self.half_pi - theta if self.acute else theta - self.half_pi
        self.cache = {}

    def arc(self, key, weight, radial, bound, start, stop):
        """Integral from start to stop; inexact ends are replaced by midpoints and paid for."""
        a, b = start.mid(), stop.mid()
        value = acb.integral(lambda t, flag: weight(t) * radial(t, flag), a, b)
        if not value.imag.contains(0):
            raise ArithmeticError(f"integral {key} is not real")
        return value.real + within(bound * (start.rad() + stop.rad()))

    def pair(self, key, weight, radial, bound, edge=None):
        """The integrals over (low, pi/2) and over (0, pi/2).

        `edge` = (t0, limit, error): from t0 on the radial part is `limit` up to `error`."""
        if key not in self.cache:
            low, top = self.low, self.half_pi
            if edge is None:
                near = self.arc(key, weight, radial, bound, low, top)
                far = self.arc(key, weight, radial, bound, arb(0), low)
            else:
                cut, limit, error = edge
                flat = lambda t, flag: limit
                near = far = arb(0)
                if low < cut:
                    near += self.arc(key, weight, radial, bound, low, cut)
                    near += self.arc(key, weight, flat, bound, cut, top) + within(error * top)
                    far += self.arc(key, weight, radial, bound, arb(0), low)
                else:
                    near += self.arc(key, weight, flat, bound, low, top) + within(error * (top - low))
                    if cut > 0:
                        far += self.arc(key, weight, radial, bound, arb(0), cut)
                    far += self.arc(key, weight, flat, bound, cut, low) + within(error * top)
                    if not low > cut:  # order unknown: low and cut agree to the working precision
                        near += within(bound * (low - cut))
                        far += within(bound * (low - cut))
            self.cache[key] = (near, near + far)
        return self.cache[key]

    def wedge_and_half(self, key, weight, radial, bound, edge=None, odd=False):
        """Integrals over cell (1,0) and cell (1,1), i.e. (-pi/2, theta-pi/2) and (theta-pi/2, pi/2)."""
        near, quarter = self.pair(key, weight, radial, bound, edge)
        if odd:  # the half plane integrates to 0
            return (-near, near)
        half = 2 * quarter
        return (near, half - near) if self.acute else (half - near, near)


def truncated(norm, x, power):
    """radial, bound and edge of int_0^{x/(norm cos t)} r^(1+power) exp(-r^2/2) dr."""
    k = ball(x) / norm
    root2, limit1 = arb(2).sqrt(), (arb.pi() / 2).sqrt()
    reach = arb(2 * (ctx.prec + 20)).sqrt() * arb("0.84")  # exp(-reach^2/2) < 2^-(prec+20)
    limit = (arb(1), limit1, arb(2))[power]

    def radial(t, _flag):
        big = k / t.cos()
        gauss = (-(big * big) / 2).exp()
        if power == 0:
            return 1 - gauss
        if power == 1:
            return limit1 * (big / root2).erf() - big * gauss
        return 2 - (big * big + 2) * gauss

    cosine = k / reach
    cut = arb(0) if not cosine < 1 else cosine.acos().mid()
    big = k / cut.cos()
    gauss = (-(big * big) / 2).exp()
    error = (gauss, big * gauss + limit1 * (big / root2).erfc(), (big * big + 2) * gauss)[power]
    return radial, arb(2), (cut, acb(limit), error)


def plain(power):
    """radial and bound of int_0^inf r^(1+power) exp(-r^2/2) dr."""
    limit = (arb(1), (arb.pi() / 2).sqrt(), arb(2))[power]
    return (lambda t, _flag: acb(limit)), arb(2), None


def gaussian(norm, width, power, exponent):
    """radial and bound of int_0^inf r^(1+power) exp(-r^2/2) exp(-exponent (norm r cos t)^2 / (2 width^2)) dr."""
    ratio, limit = exponent * sq(norm / ball(width)), (arb.pi() / 2).sqrt()

    def radial(t, flag):
        c = t.cos()
        inner = 1 + ratio * c * c
        if power == 0:
            return 1 / inner
        if power == 1:
            return limit / (inner * inner.sqrt(analytic=flag))
        return 2 / (inner * inner)

    return radial, arb(2), None


COS, SIN, ONE = (lambda t: t.cos()), (lambda t: t.sin()), (lambda t: acb(1))


def right_half(sector, name, shape, power):
    """(vector or mass over cell (1,0), over cell (1,1)) of one radial shape on the right half plane."""
    scale = 1 / (2 * arb.pi())
    if power == 1:
        xs = sector.wedge_and_half((name, 1, "cos"), COS, *shape)
        ys = sector.wedge_and_half((name, 1, "sin"), SIN, *shape, odd=True)
        return [(scale * x, scale * y) for x, y in zip(xs, ys)]
    return [(scale * x,) for x in sector.wedge_and_half((name, power, "one"), ONE, *shape)]


def pieces(slope, side):
    """The slope on one side as [(value, from, to)] in |x|; `to` None is infinity."""
    marks = sorted(side * x for x in slope.breaks if side * x > 0)
    ends = [Fraction(0)] + marks + [None]
    out = []
    for start, stop in zip(ends, ends[1:]):
        probe = side * ((start + stop) / 2 if stop is not None else start + 1)
        out.append((slope.values[sum(1 for x in slope.breaks if x < probe)], start, stop))
    return out


def side_moments(sector, slope, side, power, exponent):
    """Moments of mu'(.)^exponent r^power over the cells of one half plane, folded to the right half."""
    if slope.width is not None:
        return right_half(sector, ("gaussian", exponent), gaussian(sector.norm, slope.width, power, exponent), power)
    size = 2 if power == 1 else 1
    total = [[arb(0)] * size for _ in range(2)]
    for value, start, stop in pieces(slope, side):
        weight = value**exponent
        if weight == 0:
            continue
        for sign, edge in ((1, stop), (-1, start)):
            if edge == 0:
                continue
            shape = plain(power) if edge is None else truncated(sector.norm, edge, power)
            for cell, moment in enumerate(right_half(sector, edge, shape, power)):
                for axis in range(size):
                    total[cell][axis] += sign * ball(weight) * moment[axis]
    return total


class Table:
    """Per cell: probability-weighted E[mu' z], E[mu'^2], E[mu'^2 |z in the plane|^2]."""

    def __init__(self):
        self.vector, self.mass, self.square = {}, {}, {}


def slope_table(sector, slope):
    """The table of one slope for w != 0."""
    table = Table()
    sides = {side: side_moments(sector, slope, side, 1, 1) for side in (1, -1)}
    # The reflection z -> -z carries cell (1,0) to (0,1) and (1,1) to (0,0).
    for side, cells in ((1, ((1, 0), (1, 1))), (-1, ((0, 1), (0, 0)))):
        for moment, cell in zip(sides[side], cells):
            table.vector[cell] = tuple(side * x for x in moment)
        for store, power in ((table.mass, 0), (table.square, 2)):
            for moment, cell in zip(side_moments(sector, slope, side, power, 2), cells):
                store[cell] = moment[0]
    return table


def zero_weight_table(sector, slope):
    """The table for w = 0: s = 0 always, mu' is its value at 0, the frame's first axis is w*."""
    table = Table()
    value = ball(slope.at_zero)
    half = [x + y for x, y in zip(*right_half(sector, None, plain(1), 1))]
    mass = sum((x[0] for x in right_half(sector, None, plain(0), 0)), arb(0))
    square = sum((x[0] for x in right_half(sector, None, plain(2), 2)), arb(0))
    none = arb(0)
    for cell, sign in (((0, 1), 1), ((0, 0), -1), ((1, 0), 0), ((1, 1), 0)):
        table.vector[cell] = (sign * value * half[0], none)
        table.mass[cell] = sq(value) * mass if sign else none
        table.square[cell] = sq(value) * square if sign else none
    return table


class Geometry:
    """Exact decisions on (w, w*) and the frame (u, e) as enclosures."""

    def __init__(self, inst):
        w, ws = inst.w, inst.ws
        self.n = len(w)
        ww = sum(x * x for x in w)
        dot = sum(x * y for x, y in zip(w, ws))
        ss = sum(x * x for x in ws)
        self.zero_weight = ww == 0
        if self.zero_weight:
            self.theta, self.kind, axis = arb(0), "zero-weight", ws
            self.norm, self.e = arb(0), [arb(0)] * self.n
            self.u = [ball(x) / ball(ss).sqrt() for x in axis]
            return
        self.norm = ball(ww).sqrt()
        self.u = [ball(x) / self.norm for x in w]
        residue = [y - dot / ww * x for x, y in zip(w, ws)]  # Gram-Schmidt, exact
        rr = sum(x * x for x in residue)
        if rr == 0:
            self.kind = "parallel" if dot > 0 else "opposite"
            self.theta = arb(0) if dot > 0 else arb.pi()
            self.e = [arb(0)] * self.n
        else:
            self.kind = "generic"
            self.e = [ball(x) / ball(rr).sqrt() for x in residue]
            # Kahan: theta = 2 atan2(|u - u*|, |u + u*|)
            unit = ball(ss).sqrt()
            us = [ball(x) / unit for x in ws]
            gap = sum((sq(x - y) for x, y in zip(self.u, us)), arb(0)).sqrt()
            span = sum((sq(x + y) for x, y in zip(self.u, us)), arb(0)).sqrt()
            self.theta = 2 * arb.atan2(gap, span)

    def vector(self, x, y):
        """x u + y e."""
        return [x * a + y * b for a, b in zip(self.u, self.e)]


class Rows:
    """Exact row outcomes d(cell) = v s - v* t and the moments of sums of rows."""

    def __init__(self, inst, prob):
        self.inst, self.prob = inst, prob
        self.m = len(inst.v)
        self.d = [{(s, t): v * s - vs * t for s, t in CELLS} for v, vs in zip(inst.v, inst.vs)]
        self.mean = [self.moment(i, 1) for i in range(self.m)]
        self.meansq = [self.moment(i, 2) for i in range(self.m)]

    def moment(self, i, k):
        """E d_i^k."""
        return sum((ball(self.d[i][c] ** k) * self.prob[c] for c in CELLS), arb(0))

    def rest(self, *without):
        """E r and E r^2 of the sum over the other rows, by a double loop."""
        rows = [k for k in range(self.m) if k not in without]
        first, second = arb(0), arb(0)
        for i in rows:
            first += self.mean[i]
            for k in rows:
                second += self.meansq[i] if i == k else self.mean[i] * self.mean[k]
        return first, second

    def power(self, k):
        """E r^k: the sum over all 4^m outcomes, or moment convolution for many rows."""
        if self.m > 6:
            moments = [arb(1)] + [arb(0)] * k
            for i in range(self.m):
                row = [self.moment(i, j) for j in range(k + 1)]
                moments = [
                    sum((choose(j, a) * moments[a] * row[j - a] for a in range(j + 1)), arb(0))
                    for j in range(k + 1)
                ]
            return moments[k]
        # group the outcomes by how many rows fall in each cell: the probability depends on that only
        groups = {(0, 0, 0, 0): {q(Fraction(0)): 1}}
        for row in self.d:
            step = {}
            for counts, sums in groups.items():
                for place, cell in enumerate(CELLS):
                    key = tuple(c + (place == j) for j, c in enumerate(counts))
                    shift, into = q(row[cell]), step.setdefault(key, {})
                    for total, times in sums.items():
                        into[total + shift] = into.get(total + shift, 0) + times
            groups = step
        answer = arb(0)
        for counts, sums in groups.items():
            chance = arb(1)
            for cell, count in zip(CELLS, counts):
                for _ in range(count):
                    chance *= self.prob[cell]
            answer += chance * arb(sum((times * total**k for total, times in sums.items()), fmpq(0)))
        return answer


def choose(n, k):
    """Binomial coefficient."""
    out = 1
    for j in range(k):
        out = out * (n - j) // (j + 1)
    return out


def row_vector(inst, table, rows, i, k):
    """G_k of row i: E[v_i mu' z d_i^k], two components."""
    return [
        ball(inst.v[i]) * sum((table.vector[c][axis] * ball(rows.d[i][c] ** k) for c in CELLS), arb(0))
        for axis in (0, 1)
    ]


def coarse_gradient(inst, table, rows):
    """E g in the frame: sum_i E[G_i d_i] + sum_{i != k} E[G_i] E[d_k]."""
    out = [arb(0), arb(0)]
    for i in range(rows.m):
        g0, g1 = row_vector(inst, table, rows, i, 0), row_vector(inst, table, rows, i, 1)
        for axis in (0, 1):
            out[axis] += g1[axis]
            for k in range(rows.m):
                if k != i:
                    out[axis] += g0[axis] * rows.mean[k]
    return out


def second_moment(inst, table, rows, n):
    """E|g|^2 = sum_{i,k} E[G_i . G_k r^2], by the definition's double loop."""
    g = [[row_vector(inst, table, rows, i, k) for k in range(3)] for i in range(rows.m)]
    total = arb(0)
    for i in range(rows.m):
        first, second = rows.rest(i)
        for c in CELLS:
            size = table.square[c] + (n - 2) * table.mass[c]  # n = 1: |z|^2 = plane minus its idle axis
            d = ball(rows.d[i][c])
            total += ball(inst.v[i] ** 2) * size * (d * d + 2 * d * first + second)
        for k in range(rows.m):
            if k == i:
                continue
            first, second = rows.rest(i, k)
            dot = lambda a, b: sum((x * y for x, y in zip(g[i][a], g[k][b])), arb(0))
            total += dot(2, 0) + dot(0, 2) + 2 * dot(1, 1)
            total += 2 * first * (dot(1, 0) + dot(0, 1)) + second * dot(0, 0)
    return total


def boundary_flux():
    """(1/sqrt(2 pi)) * int_0^inf x exp(-x^2/2)/sqrt(2 pi) dx, by quadrature and a tail bound."""
    top = arb(2 * ctx.prec).sqrt().mid()
    body = acb.integral(lambda x, _: x * (-(x * x) / 2).exp(), 0, top).real
    tail = (-(top * top) / 2).exp()
    return (body + tail / 2 + within(tail)) / (2 * arb.pi())


def evaluate(inst, stes):
    """All quantities at the current precision, in the command line's structure; balls are arb."""
    geo = Geometry(inst)
    sector = Sector(geo.theta, geo.norm)
    angular = sector.wedge_and_half(("angle",), ONE, lambda t, _flag: acb(1), arb(1))
    differ, equal = (x / (2 * arb.pi()) for x in angular)
    if geo.kind in ("parallel", "opposite"):  # exact: an empty sector
        differ, equal = (arb(0), arb("0.5")) if geo.kind == "parallel" else (arb("0.5"), arb(0))
    prob = {(1, 0): differ, (0, 1): differ, (1, 1): equal, (0, 0): equal}
    if geo.zero_weight:
        prob = {(0, 1): arb("0.5"), (0, 0): arb("0.5"), (1, 0): arb(0), (1, 1): arb(0)}
    rows = Rows(inst, prob)
    mean, meansq = rows.rest()
    undefined = lambda kind: {"undefined": kind}

    out = {"population_loss": meansq / 2}
    slope_v = []
    for i in range(rows.m):
        own = sum((ball(rows.d[i][c]) * prob[c] for c in CELLS if c[0] == 1), arb(0))
        others = sum((rows.mean[k] for k in range(rows.m) if k != i), arb(0))
        slope_v.append(own + (prob[1, 0] + prob[1, 1]) * others)

    vv = sum(x * y for x, y in zip(inst.v, inst.vs))
    flat = None  # component of the w-gradient along e
    if geo.zero_weight:
        slope_w = undefined("zero-weight")
    elif geo.kind == "generic":
        flat = -ball(vv) * boundary_flux() / geo.norm
        slope_w = geo.vector(arb(0), flat)
    elif vv == 0 or geo.n == 1:
        flat, slope_w = arb(0), [arb(0)] * geo.n
    else:
        slope_w = undefined("kink")
    out["population_gradient"] = {"v": slope_v, "w": slope_w}

    out["expected_coarse_gradient"], out["inner_product"], out["cosine"] = {}, {}, {}
    out["variance"] = {"loss": rows.power(4) / 4 - sq(meansq / 2)}
    for name in stes:
        slope = parse_slope(name)
        table = zero_weight_table(sector, slope) if geo.zero_weight else slope_table(sector, slope)
        if geo.kind in ("parallel", "opposite"):
            empty = ((1, 0), (0, 1)) if geo.kind == "parallel" else ((1, 1), (0, 0))
            for c in empty:
                table.vector[c], table.mass[c], table.square[c] = (arb(0), arb(0)), arb(0), arb(0)
            for c in CELLS:
                table.vector[c] = (table.vector[c][0], arb(0))
        x, y = coarse_gradient(inst, table, rows)
        if geo.kind != "generic":
            y = arb(0)
        out["expected_coarse_gradient"][name] = {"w": geo.vector(x, y)}
        if flat is None:
            out["inner_product"][name] = undefined(slope_w["undefined"])
            out["cosine"][name] = undefined(slope_w["undefined"])
        else:
            out["inner_product"][name] = y * flat
            if flat == 0:
                out["cosine"][name] = undefined("zero-gradient")
            else:
                size = (x * x + y * y).sqrt()
                out["cosine"][name] = y * (1 if flat > 0 else -1) / size
        size = second_moment(inst, table, rows, geo.n)
        out["variance"][name] = {"trace": size - x * x - y * y}
    return {"angle": undefined("zero-weight") if geo.zero_weight else geo.theta, "quantities": out}


def groups(tree, path=()):
    """Every ball (as a one-element list) and every vector of balls in the tree, with its path."""
    if isinstance(tree, arb):
        yield path, [tree]
    elif isinstance(tree, list):
        yield path, tree
    else:
        for key, value in tree.items():
            if not isinstance(value, str):
                yield from groups(value, path + (key,))


def accurate(balls, digits):
    """'yes', 'no', or 'zero?' when every ball of the vector contains 0."""
    if not all(x.is_finite() for x in balls):
        return "no"
    largest = max((abs(x).lower() for x in balls), default=arb(0))
    if all(x == 0 for x in balls):
        return "yes"
    if not largest > 0:
        return "zero?"
    return "yes" if all(x.rad() <= largest * arb(10) ** -digits for x in balls) else "no"


def compute(inst, digits, stes=STES):
    """Raises the precision until every vector has `digits` digits; an apparent zero gets one more try."""
    start, retried = int(digits * 3.33) + 80, False
    for step in range(6):
        ctx.prec = start + step * 160
        tree = evaluate(inst, stes)
        marks = [accurate(balls, digits) for path, balls in groups(tree) if path[-2:-1] != ("cosine",)]
        marks += [accurate(balls, digits) for path, balls in groups(tree) if path[-2:-1] == ("cosine",)
                  and all(x.is_finite() for x in balls)]
        if "no" not in marks and ("zero?" not in marks or retried):
            return tree
        retried = "no" not in marks
    raise ArithmeticError("precision cap reached")


def decimal(x, digits):
    """A ball as decimal strings whose interval contains it."""
    if x == 0:
        return {"mid": "0", "rad": "0"}
    if x.contains(0):  # all that quadrature can say of a zero
        mid, rad, exp = arb(x.abs_upper()).mid_rad_10exp(2)
        return {"mid": "0", "rad": scientific(int(mid) + int(rad), int(exp))}
    mid, rad, exp = x.mid_rad_10exp(digits + 2)
    mid, rad, exp = int(mid), int(rad), int(exp)
    return {"mid": scientific(mid, exp), "rad": scientific(rad, exp)}


def scientific(number, exp):
    """number * 10^exp as d.ddd...e+x, exactly."""
    if number == 0:
        return "0"
    sign, text = ("-" if number < 0 else ""), str(abs(number))
    exp += len(text) - 1
    text = text.rstrip("0")
    return f"{sign}{text[0]}{'.' if text[1:] else ''}{text[1:]}" + (f"e{exp}" if exp else "")


def strings(tree, digits):
    """The tree with every ball as decimal strings; a cosine that could not be decided is left out."""
    if isinstance(tree, arb):
        return decimal(tree, digits)
    if isinstance(tree, list):
        return [decimal(x, digits) for x in tree]
    if isinstance(tree, str):
        return tree
    return {
        key: strings(value, digits)
        for key, value in tree.items()
        if not (isinstance(value, arb) and not value.is_finite())
    }


FIELDS = {
    "f": ("population_loss",),
    "dfdv": ("population_gradient", "v"),
    "dfdw": ("population_gradient", "w"),
    "Eg_identity": ("expected_coarse_gradient", "identity", "w"),
    "Eg_relu": ("expected_coarse_gradient", "relu", "w"),
    "Eg_crelu": ("expected_coarse_gradient", "clipped-relu", "w"),
    "ip_identity": ("inner_product", "identity"),
    "ip_relu": ("inner_product", "relu"),
    "ip_crelu": ("inner_product", "clipped-relu"),
    "hardtanh": ("expected_coarse_gradient", "hard-tanh", "w"),
    "leaky_1/10": ("expected_coarse_gradient", "leaky-relu:1/10", "w"),
    "gauss_s1": ("expected_coarse_gradient", "gaussian:1", "w"),
    "var_loss": ("variance", "loss"),
    "id": ("variance", "identity", "trace"),
    "relu": ("variance", "relu", "trace"),
    "crelu": ("variance", "clipped-relu", "trace"),
}


def agrees(text, x, largest):
    """Whether a stored decimal, right to one unit in its last place, meets the ball."""
    if "." in text:
        lead, _, exp = text.partition("e")
        unit = Fraction(10) ** (int(exp or 0) - len(lead.partition(".")[2]))
    else:
        unit = Fraction(0)
    want = arb(q(Fraction(text)))
    # components far below the vector's largest one are stored relative to it
    slack = ball(unit) + largest * arb(10) ** -38
    return (want + within(slack)).overlaps(x)


def validate(path, digits):
    """Every field of every reference case that this route computes; returns the number of misses."""
    cases = json.load(open(path, encoding="utf-8"))["cases"]
    checked = misses = dust = 0
    begin = time.perf_counter()
    for case in cases:
        inst = Instance(case["v"], case["w"], case["v_star"], case["w_star"])
        tree = compute(inst, digits)
        stored = {**case["expected"], **(case.get("extra_Eg") or {})}
        for key, value in (case.get("second_moments") or {}).items():
            stored[key] = value["trace_cov"] if isinstance(value, dict) else value
        for field, where in FIELDS.items():
            if field not in stored:
                continue
            found = tree["quantities"]
            for key in where:
                found = found[key]
            want = stored[field]
            if want is None or isinstance(found, dict):
                checked += 1
                if not (want is None and isinstance(found, dict)):
                    misses += 1
                    print("MISS", case["id"], field, want, found)
                continue
            want, found = (want, found) if isinstance(want, list) else ([want], [found])
            largest = max(abs(x).upper() for x in found)
            for a, b in zip(want, found, strict=True):
                checked += 1
                if 0 < abs(Fraction(a)) < Fraction(1, 10**100) and b.contains(0):
                    dust += 1  # rounding dust of the file's own route where the value is exactly 0
                elif not agrees(a, b, largest):
                    misses += 1
                    print("MISS", case["id"], field, a, b)
    print(f"{len(cases)} cases, {checked} values, {misses} misses, {dust} stored as dust where the value is 0, {time.perf_counter() - begin:.1f} s")
    return misses


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--validate", metavar="CASES.json", help="check against a file of reference cases")
    parser.add_argument("--instance", metavar="FILE", help="print the quantities of one instance")
    parser.add_argument("--digits", type=int, default=60)
    args = parser.parse_args()
    if args.validate:
        sys.exit(1 if validate(args.validate, args.digits) else 0)
    if args.instance:
        data = json.load(open(args.instance, encoding="utf-8"))
        print(json.dumps(strings(compute(Instance.from_json(data), args.digits), args.digits), indent=1))


if __name__ == "__main__":
    main()
