"""The closed forms of the two-layer model, written once and run by python-flint (balls) or mpmath (floats).

Written to be fast in Python: all sums over rows and coordinates are exact integers over a common
denominator, each transcendental value is computed once, and the variances are polynomials in a few scalars
whose coefficients are power sums (linear in m).  Instances with w = 0 or an angle of exactly 0 or pi are out
of scope here: the benchmark draws none.
"""

import json
import math


class Exact:
    """Integers over common denominators, and every exact sum that the formulas need."""

    def __init__(self, line):
        data = json.loads(line)
        student, teacher = data["student"], data["teacher"]
        self.v, self.vs, self.dv = common(student["v"], teacher["v"])
        self.w, self.ws, self.dw = common(student["w"], teacher["w"])
        self.m, self.n = len(self.v), len(self.w)
        self.ww = sum(x * x for x in self.w)
        self.ss = sum(x * x for x in self.ws)
        self.dot = sum(x * y for x, y in zip(self.w, self.ws))
        self.wed2 = self.ww * self.ss - self.dot * self.dot


def common(first, second):
    """Two lists of 'p/q' texts as integers over one denominator."""
    pairs = []
    for text in first + second:
        top, _, bottom = text.partition("/")
        pairs.append((int(top), int(bottom or 1)))
    den = math.lcm(*(bottom for _, bottom in pairs))
    ints = [top * (den // bottom) for top, bottom in pairs]
    return ints[: len(first)], ints[len(first):], den


def row_sums(ex):
    """Exact power sums; all entries are integers over powers of D = 4 dv (x = D v, y = D v*, mean = (x-y)/2)."""
    x, y = [4 * a for a in ex.v], [4 * b for b in ex.vs]
    sx, sy = sum(x), sum(y)
    total = (sx - sy) // 2  # R
    var0 = var1 = third0 = third1 = k40 = k41 = k42 = 0
    x2 = xy = yy = x3 = x4 = x3y = x2y2 = xyy = xxy = 0
    xv0 = xv1 = xd = xd2 = 0
    xxd = xyd = 0
    rows = []
    for a, b in zip(x, y):
        aa, bb, ab = a * a, b * b, a * b
        d = (a - b) // 2
        dd = d * d
        # E d^k = (1/2)(a^k + (-b)^k) + P2 ((a-b)^k - a^k - (-b)^k)
        e2, f2 = (aa + bb) // 2, -2 * ab
        e3, f3 = (aa * a - bb * b) // 2, 3 * ab * (b - a)
        e4, f4 = (aa * aa + bb * bb) // 2, ab * (6 * ab - 4 * aa - 4 * bb)
        nu0 = e2 - dd
        var0 += nu0
        var1 += f2
        third0 += e3 - 3 * e2 * d + 2 * dd * d
        third1 += f3 - 3 * f2 * d
        k40 += e4 - 4 * e3 * d - 3 * e2 * e2 + 12 * e2 * dd - 6 * dd * dd
        k41 += f4 - 4 * f3 * d - 6 * e2 * f2 + 12 * f2 * dd
        k42 -= 3 * f2 * f2
        x2 += aa
        xy += ab
        yy += bb
        x3 += aa * a
        x4 += aa * aa
        x3y += aa * ab
        x2y2 += ab * ab
        xyy += ab * b
        xxy += aa * b
        xd += a * d
        xd2 += a * dd
        xv0 += a * nu0
        xv1 += a * f2
        xxd += aa * d
        xyd += ab * d
        rows.append((aa, ab, a, b, d, dd, nu0, f2))
    out = {"D": 4 * ex.dv, "sx": sx, "sy": sy, "x2": x2, "xy": xy, "yy": yy, "R": total,
           "V": (var0, var1), "k3": (third0, third1), "k4": (k40, k41, k42)}
    # diagonal rows: x^2 { (x^2 N_s + y^2 N_t - 2xy N_st) + 2(R-d)(x N_s - y N_t) + N_1 [(V-nu) + (R-d)^2] }
    ns = nt = n10 = n11 = 0
    back0 = back1 = g1 = h1 = 0
    for aa, ab, a, b, d, dd, nu0, nu1 in rows:
        rest = total - d
        ns += aa * a * (a + 2 * rest)
        nt += ab * (ab - 2 * rest * a)
        n10 += aa * (var0 - nu0 + rest * rest)
        n11 += aa * (var1 - nu1)
        twice = total - 2 * d
        back0 += aa * (var0 - 2 * nu0 + twice * twice)
        back1 += aa * (var1 - 2 * nu1)
        g1 += aa * a * twice
        h1 += aa * b * twice
    out["N"] = (ns, nt, -2 * x3y, n10, n11)
    # pairs of rows, as coefficients of the inner products of the table vectors a_0, a_s, a_t, a_st
    out["s0"] = 2 * (x3 * sx - x4) + 4 * (total * x2 * sx - xxd * sx - x2 * xd - g1)
    out["t0"] = 2 * (xyy * sx - x2y2) - 4 * (total * xy * sx - xyd * sx - xy * xd - h1)
    out["st0"] = -4 * (xxy * sx - x3y)
    out["ss"] = 2 * (x2 * x2 - x4)
    out["stx"] = -4 * (x2 * xy - x3y)
    out["tt"] = 2 * (xy * xy - x2y2)
    out["00"] = (
        (var0 + total * total) * sx * sx - 2 * sx * xv0 - 4 * total * sx * xd + 2 * sx * xd2 + 2 * xd * xd - back0,
        var1 * sx * sx - 2 * sx * xv1 - back1,
    )
    return out


def owen_t(ops, h2half, decay, c, atan_c):
    """2 pi T(h, c) for 0 <= c <= 1 by Owen's series; h2half = h^2/2, decay = exp(-h^2/2)."""
    x, logc = float(h2half), math.log(max(float(c), 1e-300))
    goal = -ops.bits * math.log(2) - 3
    if x > -goal:
        return ops.noise(decay)
    last, logx = 0, math.log(max(x, 1e-300))
    while (2 * last + 3) * logc + (last + 2) * logx - x - math.lgamma(last + 3) > goal or last + 3 < 2 * x:
        last += 1
        if (2 * last + 3) * logc < goal:
            break
    chance, power, c2, total = decay, c, c * c, atan_c
    tail = 1 - decay
    while len(ops.inverse) < 2 * last + 2:
        ops.inverse.append(1 / ops.lift(len(ops.inverse)))
    for j in range(last + 1):
        term = power * tail * ops.inverse[2 * j + 1]
        total = total + term if j & 1 else total - term
        chance = chance * h2half * ops.inverse[j + 1]
        tail = tail - chance
        power = power * c2
    # alternating with falling terms: the rest is below its first term, power * tail
    return total + ops.noise(power if last + 3 < 2 * x else 2 * power * chance)


def evaluate(line, ops, stes, variances=True):
    """Every quantity of one instance; `stes` are (name, slope) pairs."""
    ex = Exact(line)
    ps = row_sums(ex)
    w, ws = [ops.lift(x) for x in ex.w], [ops.lift(x) for x in ex.ws]
    rat, sqrt, D, m, n = ops.rat, ops.sqrt, ps["D"], ex.m, ex.n
    D2 = D * D
    pi, phi0, root_half = ops.pi, ops.phi0, ops.root_half

    norm_w = sqrt(rat(ex.ww, 1))  # in units of 1/dw
    norm_s = sqrt(rat(ex.ss, 1))
    root_wed = sqrt(rat(ex.wed2, 1))
    theta = ops.atan2(root_wed, rat(ex.dot, 1))
    inv = 1 / (norm_w * norm_s)
    c, s = ex.dot * inv, root_wed * inv
    turn = theta / pi
    P2 = (1 - turn) / 2
    a = norm_w / ex.dw
    k = 1 / a
    vv, v2 = rat(ps["xy"], D2), rat(ps["x2"], D2)
    h = rat(ps["x2"] + ps["sx"] * (ps["sx"] - ps["sy"]) + ps["xy"], D2)

    out = {}
    constant = ps["x2"] + ps["yy"] + (ps["sx"] - ps["sy"]) ** 2 - 2 * ps["xy"]
    out["population_loss"] = rat(constant, 8 * D2) + vv * turn / 2
    shift, unit = ps["sx"] - ps["sy"], ops.lift(4 * D)
    half_turn, unit = 8 * turn / unit, 1 / unit
    out["dv"] = [unit * (4 * p - 4 * q + shift) + half_turn * q for p, q in zip(ex.v, ex.vs)]
    # e = (ww w* - dot w) / (|w| wed); df/dw = -(vv / (2 pi a)) e
    flat = vv * k / (2 * pi)
    scale = flat / (norm_w * root_wed)
    x, y = scale * ex.dot, scale * ex.ww
    out["dw"] = [x * p - y * q for p, q in zip(w, ws)]

    cot = ex.dot / root_wed
    shared = {}

    def gauss_cut(x):
        """exp(-x^2/(2a^2)), erf(x/(sqrt2 a s)), erf(x cot/(sqrt2 a)) for a breakpoint x > 0, each once."""
        if x not in shared:
            kx = k * x[0] / x[1]
            unit = kx * root_half
            shared[x] = (ops.exp(-(unit * unit)), ops.erf(unit / s), ops.erf(unit * cot), unit)
        return shared[x]

    inv_w = 1 / norm_w
    gradients, inner, cosines = {}, {}, {}
    for name, slope in stes:
        M0, M1, Q1, Sx = slope(ops, gauss_cut, a, s, c, phi0)
        along = Q1 * v2 + M1 * h / 2 - vv * Sx
        back = -(vv * M0 * phi0)
        x, y = along * inv_w, back / norm_s
        gradients[name] = [x * p + y * q for p, q in zip(w, ws)]
        side = back * s
        inner[name] = -(side * flat)
        radial = along + back * c
        cosines[name] = (-side if ps["xy"] > 0 else side) / sqrt(radial * radial + side * side)
    out["E"], out["ip"], out["cos"] = gradients, inner, cosines
    out["theta"] = theta
    if not variances:
        return out

    poly = lambda pair: pair[0] + P2 * pair[1]
    V, R, k3 = poly(ps["V"]), ps["R"], poly(ps["k3"])
    k4 = ps["k4"][0] + P2 * (ps["k4"][1] + P2 * ps["k4"][2])
    D4 = D2 * D2
    out["var_loss"] = (k4 + 4 * R * k3 + 2 * V * V + 4 * V * R * R) / (4 * D4)
    names = {name for name, _ in stes}
    N, traces = ps["N"], {}
    n1 = N[3] + P2 * N[4]
    both = poly(ps["00"])
    g2 = phi0 * phi0
    cc = (1 + c) / 2
    if "identity" in names:
        pairs = g2 * (ps["ss"] + ps["tt"] + ps["stx"] * c)
        rows = n * (rat(N[0] + N[1], 2) + P2 * N[2] + n1)
        traces["identity"] = (rows + pairs) / D4 - size2(gradients["identity"])
    if "relu" in names:
        # a_0 = a_s = phi0 u, a_t = a_st = phi0 ((1+c)/2, s/2)
        pairs = g2 * (both + ps["s0"] + ps["ss"] + cc * (ps["t0"] + ps["st0"] + ps["stx"] + ps["tt"]))
        rows = n * ((n1 + N[0]) / 2 + P2 * (N[1] + N[2]))
        traces["relu"] = (rows + pairs) / D4 - size2(gradients["relu"])
    if "clipped-relu" in names:
        decay, erf_s, erf_cot, unit = gauss_cut((1, 1))
        erf_k = ops.erf(unit)
        A0 = erf_k / 2
        quarter = pi / 2 - theta
        x = unit * unit
        if abs(ex.dot) ** 2 <= ex.wed2:
            owen = owen_t(ops, x, decay, abs(cot), abs(quarter)) / (2 * pi)
        else:
            steep = abs(cot)
            x2 = x * steep * steep
            flip = owen_t(ops, x2, ops.exp(-x2), 1 / steep, pi / 2 - abs(quarter)) / (2 * pi)
            lo, hi = (1 - erf_k) / 2, (1 - abs(erf_cot)) / 2
            owen = (lo + hi) / 2 - lo * hi - flip
        if ex.dot < 0:
            owen = -owen
        J0 = A0 / 2 + quarter / (2 * pi) - owen
        big = k * phi0 * decay
        Phi = (1 + erf_cot) / 2
        p0, p = phi0 * (1 - decay), phi0 * (ops.half - decay * Phi + c * erf_s / 2)
        q = s * phi0 * erf_s / 2
        full, part = n * A0 - big, n * J0 - big * Phi
        rows = full * (n1 + N[0]) + part * (N[1] + N[2])
        pairs = p0 * p0 * (both + ps["s0"] + ps["ss"])
        pairs += p0 * p * (ps["t0"] + ps["st0"] + ps["stx"]) + (p * p + q * q) * ps["tt"]
        traces["clipped-relu"] = (rows + pairs) / D4 - size2(gradients["clipped-relu"])
    out["traces"] = traces
    return out


def size2(vector):
    """|vector|^2."""
    total = vector[0] * vector[0]
    for x in vector[1:]:
        total = total + x * x
    return total


def slope_for(name):
    """(M0, M1, Q1, Sx) of one STE as a function of the shared scalars."""
    kind, _, rest = name.partition(":")
    if kind == "identity":
        return lambda ops, cut, a, s, c, phi0: (1, 0, phi0, 0)
    if kind == "relu":
        return lambda ops, cut, a, s, c, phi0: (ops.half, phi0, 0, phi0 / 2)
    if kind == "leaky-relu":
        num, _, den = rest.partition("/")
        al = (int(num), int(den or 1))

        def leaky(ops, cut, a, s, c, phi0):
            alpha = ops.rat(*al)
            return (1 + alpha) / 2, (1 - alpha) * phi0, alpha * phi0, (1 - alpha) * phi0 / 2

        return leaky
    if kind == "gaussian":
        num, _, den = rest.partition("/")
        width = (int(num), int(den or 1))

        def gaussian(ops, cut, a, s, c, phi0):
            ratio = (a * width[1] / width[0]) * (a * width[1] / width[0])
            side = 1 / ops.sqrt(1 + ratio * s * s)
            # Sx = Tu - cot T_e with T_e = s M0 phi0
            return side, 0, phi0 / (1 + ratio), c * phi0 * side * (1 / (1 + ratio) - 1)

        return gaussian
    if kind == "clipped-relu":
        breaks, values = [(0, 1), (1, 1)], [(0, 1), (1, 1), (0, 1)]
    elif kind == "hard-tanh":
        breaks, values = [(-1, 1), (1, 1)], [(0, 1), (1, 1), (0, 1)]
    else:
        parts = [tuple(int(t) for t in (x if "/" in x else x + "/1").split("/"))
                 for x in rest.replace("]", "[").split("[")]
        values, breaks = parts[::2], parts[1::2]
    jumps = [(x, (hi[0] * lo[1] - lo[0] * hi[1], hi[1] * lo[1])) for x, lo, hi in zip(breaks, values, values[1:])]

    def piecewise(ops, cut, a, s, c, phi0):
        M0 = ops.rat(*values[0])
        Q1, M1, Sx = M0 * phi0, ops.rat(0, 1), ops.rat(0, 1)
        for x, (top, bottom) in jumps:
            if x[0] == 0:
                M0, M1 = M0 + ops.rat(top, 2 * bottom), M1 + phi0 * top / bottom
                Sx = Sx + phi0 * top / (2 * bottom)
                continue
            sign = 1 if x[0] > 0 else -1
            decay, erf_s, erf_cot, _ = cut((abs(x[0]), x[1]))
            density = phi0 * decay * top / bottom
            M0 = M0 + (1 - sign * erf_s) * top / (2 * bottom)
            M1 = M1 + density
            Sx = Sx + density * (1 + sign * erf_cot) / 2
            if sign < 0:
                Q1 = Q1 + phi0 * top / bottom - density
        return M0, M1, Q1, Sx

    return piecewise
