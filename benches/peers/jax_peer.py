"""The JAX peer (CPU): all chunks in one compiled loop, keys by `fold_in`."""

import math

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

NAME = "JAX"
GENERATORS = {"threefry": "threefry2x32", "rbg": "rbg", "unsafe-rbg": "unsafe_rbg"}


def versions():
    """What produced the figures."""
    return f"JAX {jax.__version__}"


def variants(precision, threads, estimator):
    """(kind, variant)."""
    if estimator != "full":
        return
    for threading in ("python-threads",) if threads == 1 else ("python-threads", "own-threads"):
        for layout in ("rows", "batch-last"):
            yield "library", f"threefry/normal/{layout}/{threading}"
    if threads == 1:  # both about half as fast as threefry, or worse
        yield "library", "rbg/normal/batch-last/python-threads"
        yield "library", "unsafe-rbg/normal/batch-last/python-threads"


class Simulator:
    """One stream: `run` gives the sums over `chunks` chunks of `batch` samples."""

    def __init__(self, item, precision, variant, batch):
        generator, _, self.layout, _ = variant.split("/")
        self.generator, self.dtype = GENERATORS[generator], jnp.float64 if precision == "f64" else jnp.float32
        self.item, self.batch, self.shape = item, batch, (item.m, item.n)
        self.v, self.vs, self.w, self.ws = (np.asarray(x, self.dtype) for x in (item.v, item.vs, item.w, item.ws))
        step = self.rows if self.layout == "rows" else self.batch_last

        def loop(key, chunks):
            def body(i, total):
                return jax.tree.map(lambda t, x: t + x.astype(jnp.float64), total, step(jax.random.fold_in(key, i)))

            m, n = self.shape
            zero = tuple(jnp.zeros(k) for k in (n, n, m, m)) + (jnp.zeros(()), jnp.zeros(()))
            return jax.lax.fori_loop(0, chunks, body, zero)

        def bare(key, chunks):
            size = (item.m, item.n * batch)
            body = lambda i, x: x + jax.random.normal(jax.random.fold_in(key, i), size, self.dtype).sum(0)
            return (jax.lax.fori_loop(0, chunks, body, jnp.zeros(size[1], self.dtype)),)

        self.loop, self.bare = jax.jit(loop), jax.jit(bare)

    def run(self, seed, stream, chunks, bare=False):
        key = jax.random.fold_in(jax.random.key(seed, impl=self.generator), stream)
        key = jax.device_put(key, jax.devices()[stream % len(jax.devices())])
        out = jax.block_until_ready((self.bare if bare else self.loop)(key, chunks))
        m, n = self.shape
        if bare:
            return np.zeros(4 + 2 * (m + n))
        return np.concatenate([[chunks * self.batch], *(np.ravel(x) for x in out), [0.0]])

    def slopes(self, a, on):
        return on if math.isinf(self.item.upper) else on * (a < self.item.upper)

    def rows(self, key):
        """Z as (samples, m, n), products by matrix products."""
        z = jax.random.normal(key, (self.batch, *self.shape), self.dtype)
        a, b = z @ self.w, z @ self.ws
        on, to = (a > 0).astype(self.dtype), (b > 0).astype(self.dtype)
        r = on @ self.v - to @ self.vs
        g = jnp.einsum("bm,bmn->bn", self.slopes(a, on) * self.v * r[:, None], z)
        squares = r * r
        return g.sum(0), (g * g).sum(0), r @ on, squares @ on, squares.sum() / 2, squares @ squares / 4

    def batch_last(self, key):
        """Z as (n, m, samples), products as sums that the compiler fuses."""
        m, n = self.shape
        z = jax.random.normal(key, (n, m, self.batch), self.dtype)
        a, b = ((z * x[:, None, None]).sum(0) for x in (self.w, self.ws))
        on, to = (a > 0).astype(self.dtype), (b > 0).astype(self.dtype)
        r = (on * self.v[:, None]).sum(0) - (to * self.vs[:, None]).sum(0)
        g = (z * (self.slopes(a, on) * self.v[:, None] * r)).sum(1)
        squares = r * r
        return g.sum(1), (g * g).sum(1), on @ r, on @ squares, squares.sum() / 2, squares @ squares / 4
