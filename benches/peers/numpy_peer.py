"""The NumPy peer: the full estimator in two memory layouts, and the projected one.

Threads are Python threads, each with its own stream; NumPy releases the interpreter's lock in everything that costs.
"""

import math

import numpy as np

from montecarlo_instance import frame

NAME = "NumPy"
BITS = {"PCG64": np.random.PCG64, "SFC64": np.random.SFC64, "Philox": np.random.Philox}


def versions():
    """What produced the figures."""
    return f"NumPy {np.__version__}"


def variants(precision, threads, estimator):
    """(kind, variant): every generator with every layout."""
    layouts = ("rows", "batch-last") if estimator == "full" else ("projected",)
    for layout in layouts:
        for bits in BITS:
            yield "library", f"{bits}/normal/{layout}/python-threads"
    if estimator == "full":
        for layout in layouts:
            yield "box-muller", f"SFC64/box-muller/{layout}/python-threads"


class Normals:
    """Fills a buffer with standard normal numbers: the generator's ziggurat, or Box-Muller on its uniforms."""

    def __init__(self, bits, method, dtype, size):
        self.bits, self.dtype, self.ziggurat = BITS[bits], dtype, method == "normal"
        if not self.ziggurat:
            self.radius, self.angle = np.empty((size + 1) // 2, dtype), np.empty((size + 1) // 2, dtype)

    def seed(self, seed, stream):
        self.rng = np.random.Generator(self.bits(np.random.SeedSequence([seed, stream])))

    def fill(self, z):
        if self.ziggurat:
            self.rng.standard_normal(out=z, dtype=self.dtype)
            return
        radius, angle, half = self.radius, self.angle, len(self.radius)
        self.rng.random(out=radius, dtype=self.dtype)
        self.rng.random(out=angle, dtype=self.dtype)
        np.subtract(1, radius, out=radius)
        np.log(radius, out=radius)
        np.multiply(radius, -2, out=radius)
        np.sqrt(radius, out=radius)
        np.multiply(angle, 2 * math.pi, out=angle)
        np.cos(angle, out=z[:half])
        np.multiply(z[:half], radius, out=z[:half])
        rest = len(z) - half
        np.sin(angle[:rest], out=z[half:])
        np.multiply(z[half:], radius[:rest], out=z[half:])


class Simulator:
    """One stream: `run` gives the sums over `chunks` chunks of `batch` samples."""

    def __init__(self, item, precision, variant, batch):
        bits, method, self.layout, _ = variant.split("/")
        dtype = np.float64 if precision == "f64" else np.float32
        m, n = item.m, item.n
        self.item, self.batch, self.dtype, self.shape = item, batch, dtype, (m, n)
        size = batch * m * (2 if self.layout == "projected" else n)
        self.z, self.normals = np.empty(size, dtype), Normals(bits, method, dtype, size)
        self.v, self.vs, self.w, self.ws = (np.ascontiguousarray(x, dtype) for x in (item.v, item.vs, item.w, item.ws))
        self.both = np.ascontiguousarray(np.stack([item.w, item.ws]), dtype)
        buffer = lambda *shape: np.empty(shape, dtype)
        if self.layout == "rows":
            self.a, self.b, self.on, self.to, self.c = (buffer(batch, m) for _ in range(5))
            self.g = buffer(batch, n)
        else:
            self.a, self.on, self.to, self.c, self.d = (buffer(m, batch) for _ in range(5))
            self.pre, self.g = buffer(2, m * batch), buffer(n, batch)
        self.ones, self.mask = np.ones(batch, dtype), np.empty(self.on.shape, bool)
        self.step = {"rows": self.rows, "batch-last": self.batch_last, "projected": self.projected}[self.layout]

    def run(self, seed, stream, chunks, bare=False):
        self.normals.seed(seed, stream)
        m, n = self.shape
        total = np.zeros(4 + 2 * (m + n))
        for _ in range(chunks):
            self.normals.fill(self.z)
            if not bare:
                total[0] += self.batch
                total[1:] += np.concatenate(self.step())
        return total

    def slopes(self, a, out):
        """The slope: 1 where 0 < a < upper."""
        if math.isinf(self.item.upper):
            return self.on
        np.less(a, self.item.upper, out=self.mask)
        return np.multiply(self.on, self.mask, out=out)

    def losses(self, r):
        squares = r * r
        return squares, [squares.sum() / 2], [squares @ squares / 4]

    def rows(self):
        """Z as (samples, m, n): products with w and w* row by row, g_w by a stack of vector-matrix products."""
        m, n = self.shape
        rows = self.z.reshape(-1, n)
        np.matmul(rows, self.w, out=self.a.reshape(-1))
        np.matmul(rows, self.ws, out=self.b.reshape(-1))
        np.greater(self.a, 0, out=self.on)
        np.greater(self.b, 0, out=self.to)
        r = self.on @ self.v - self.to @ self.vs
        np.multiply(self.slopes(self.a, self.c), self.v, out=self.c)
        np.multiply(self.c, r[:, None], out=self.c)
        np.matmul(self.c[:, None, :], self.z.reshape(-1, m, n), out=self.g[:, None, :])
        squares, loss, loss2 = self.losses(r)
        return self.ones @ self.g, np.einsum("bn,bn->n", self.g, self.g), r @ self.on, squares @ self.on, loss, loss2, [0.0]

    def batch_last(self):
        """Z as (n, m, samples): one matrix product for both pre-activations, g_w along the samples."""
        m, n = self.shape
        np.matmul(self.both, self.z.reshape(n, -1), out=self.pre)
        a, b = self.pre.reshape(2, m, -1)
        np.greater(a, 0, out=self.on)
        np.greater(b, 0, out=self.to)
        r = self.v @ self.on - self.vs @ self.to
        np.multiply(self.slopes(a, self.c), self.v[:, None], out=self.c)
        np.multiply(self.c, r, out=self.c)
        np.einsum("mb,nmb->nb", self.c, self.z.reshape(n, m, -1), out=self.g)
        squares, loss, loss2 = self.losses(r)
        return self.g @ self.ones, np.einsum("nb,nb->n", self.g, self.g), self.on @ r, self.on @ squares, loss, loss2, [0.0]

    def projected(self):
        """Two normals a row, the parts of z_i along u and e; the rest of Z has mean zero given these."""
        norm, cos, sin, u, e = frame(self.item)
        a, b = self.z.reshape(2, self.shape[0], -1)
        np.multiply(a, cos, out=self.c)
        np.multiply(b, sin, out=self.d)
        np.add(self.c, self.d, out=self.c)
        np.greater(a, 0, out=self.on)
        np.greater(self.c, 0, out=self.to)
        r = self.v @ self.on - self.vs @ self.to
        slope = self.slopes(np.multiply(a, norm, out=self.c), self.d)
        along = r * (self.v @ np.multiply(slope, a, out=self.c))
        across = r * (self.v @ np.multiply(slope, b, out=self.c))
        squares, loss, loss2 = self.losses(r)
        mean = along.sum() * u + across.sum() * e
        square = (along @ along) * u * u + 2 * (along @ across) * u * e + (across @ across) * e * e
        rest = squares @ ((self.v * self.v) @ slope)
        return mean, square, self.on @ r, self.on @ squares, loss, loss2, [rest]
