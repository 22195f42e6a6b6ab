"""The PyTorch peer (CPU), in inference mode, with its own threads or with one stream to a Python thread."""

import math

import numpy as np
import torch

NAME = "PyTorch"


def versions():
    """What produced the figures."""
    return f"PyTorch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}"


def variants(precision, threads, estimator):
    """(kind, variant)."""
    if estimator != "full":
        return
    for threading in ("python-threads",) if threads == 1 else ("python-threads", "own-threads"):
        for layout in ("rows", "batch-last"):
            yield "library", f"mt19937/normal/{layout}/{threading}"
            yield "box-muller", f"mt19937/box-muller/{layout}/{threading}"


class Simulator:
    """One stream: `run` gives the sums over `chunks` chunks of `batch` samples."""

    def __init__(self, item, precision, variant, batch):
        _, method, self.layout, self.threading = variant.split("/")
        dtype = torch.float64 if precision == "f64" else torch.float32
        m, n = item.m, item.n
        self.batch, self.shape, self.upper, self.library = batch, (m, n), item.upper, method == "normal"
        self.z, self.rng = torch.empty(batch * m * n, dtype=dtype), torch.Generator()
        self.v, self.vs, self.w, self.ws = (torch.tensor(x, dtype=dtype) for x in (item.v, item.vs, item.w, item.ws))
        self.both = torch.stack([self.w, self.ws])
        half = (batch * m * n + 1) // 2
        self.radius, self.angle = torch.empty(half, dtype=dtype), torch.empty(half, dtype=dtype)
        rows = self.layout == "rows"
        self.g = torch.empty((batch, 1, n) if rows else (n, batch), dtype=dtype)
        self.pre = torch.empty((2, batch * m), dtype=dtype)
        self.step = self.rows if rows else self.batch_last

    def fill(self):
        if self.library:
            self.z.normal_(generator=self.rng)
            return
        radius, angle, half = self.radius, self.angle, len(self.radius)
        radius.uniform_(generator=self.rng).neg_().log1p_().mul_(-2).sqrt_()
        angle.uniform_(generator=self.rng).mul_(2 * math.pi)
        torch.cos(angle, out=self.z[:half]).mul_(radius)
        rest = len(self.z) - half
        torch.sin(angle[:rest], out=self.z[half:]).mul_(radius[:rest])

    @torch.inference_mode()
    def run(self, seed, stream, chunks, bare=False):
        torch.set_num_threads(1 if self.threading == "python-threads" else 2)
        self.rng.manual_seed(seed * 1000 + stream)
        m, n = self.shape
        total = np.zeros(4 + 2 * (m + n))
        for _ in range(chunks):
            self.fill()
            if not bare:
                total[0] += self.batch
                total[1:-1] += torch.cat([x.reshape(-1) for x in self.step()]).numpy()
        return total

    def slopes(self, a, on):
        return on if math.isinf(self.upper) else on * (a < self.upper)

    def rows(self):
        """Z as (samples, m, n)."""
        m, n = self.shape
        rows = self.z.view(-1, n)
        torch.mv(rows, self.w, out=self.pre[0])
        torch.mv(rows, self.ws, out=self.pre[1])
        a, b = self.pre.view(2, -1, m)
        on, to = (a > 0).to(a.dtype), (b > 0).to(a.dtype)
        r = on @ self.v - to @ self.vs
        c = (self.slopes(a, on) * self.v).mul_(r[:, None])
        g = torch.bmm(c[:, None, :], self.z.view(-1, m, n), out=self.g)[:, 0]
        squares = r * r
        return g.sum(0), (g * g).sum(0), r @ on, squares @ on, squares.sum() / 2, squares @ squares / 4

    def batch_last(self):
        """Z as (n, m, samples); Z is multiplied in place, then summed over m."""
        m, n = self.shape
        torch.mm(self.both, self.z.view(n, -1), out=self.pre)
        a, b = self.pre.view(2, m, -1)
        on, to = (a > 0).to(a.dtype), (b > 0).to(a.dtype)
        r = self.v @ on - self.vs @ to
        c = (self.slopes(a, on) * self.v[:, None]).mul_(r)
        g = torch.sum(self.z.view(n, m, -1).mul_(c), 1, out=self.g)
        squares = r * r
        return g.sum(1), (g * g).sum(1), on @ r, on @ squares, squares.sum() / 2, squares @ squares / 4
