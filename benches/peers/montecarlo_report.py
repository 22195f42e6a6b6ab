"""The table and the ratios, from rows of measurements."""

COLUMNS = ("samples/s", "per CPU s", "normals/s", "of bare", "samples/s", "scaling", "trace", "seconds")
WIDTHS = (11, 11, 11, 9, 11, 9, 10, 11)


def best(row, threads, clock="wall"):
    """Samples per second of the fastest repetition; the CPU clock counts on one thread only."""
    timed = row["threads"].get(str(threads))
    what = clock if str(threads) == "1" else "wall"
    return max(run["samples"] / run[what] for run in timed["runs"]) if timed else None


def seconds_to(row, error, threads, clock):
    """Seconds until sqrt(trace / N), the standard error of g_w as a vector, is `error`."""
    speed = best(row, threads, clock)
    return row["trace"] / error**2 / speed if speed and row["trace"] else None


def show(value, width):
    """A number in `width` characters."""
    if value is None:
        return "-".rjust(width)
    return (f"{value:.2e}" if value >= 1e5 or value < 1e-2 else f"{value:.3g}").rjust(width)


def table(title, rows, error, clock):
    """One line to a row of one shape."""
    print(f"\n{title}")
    print(" " * 48 + "1 thread".center(42) + "2 threads".center(20) + "  Cov(g_w)" + f"to {error:g}".rjust(11))
    print(" " * 48 + "".join(c.rjust(w) for c, w in zip(COLUMNS, WIDTHS)))
    for row in rows:
        one, busy, two = best(row, 1), best(row, 1, "cpu"), best(row, 2)
        speed, normals, bare = best(row, 1, clock), row["normals"] or None, row.get("bare")
        cells = [one, busy, speed and normals and speed * normals, bare and normals and busy * normals / bare]
        cells += [two, speed and two and two / speed, row["trace"], seconds_to(row, error, 1, clock)]
        label = f"{row['party']} {row['precision']} {row['estimator']}"
        print(label.ljust(48) + "".join(show(c, w) for c, w in zip(cells, WIDTHS)))


def rivals(row, rows, threads, clock):
    """(estimator, precision, by hand, row): the best peers to set `row` beside."""
    for estimator in dict.fromkeys(("full", row["estimator"])):
        for precision in ("f64", "f32"):
            pool = [r for r in rows if not r["ours"] and threads in r["threads"]]
            pool = [r for r in pool if (r["estimator"], r["precision"]) == (estimator, precision)]
            winners = {}
            for kinds in (("library",), ("library", "box-muller")):
                pool_of_kind = [r for r in pool if r["kind"] in kinds]
                if pool_of_kind:
                    winner = max(pool_of_kind, key=lambda r: best(r, threads, clock))
                    winners[winner["party"]] = winner
            yield from winners.values()


def ratios(rows, error, clock):
    """Our rows against the best peers: the same estimator, and the full one."""
    for threads in ("1", "2"):
        for row in (r for r in rows if r["ours"] and threads in r["threads"]):
            title = f"{row['party']} {row['precision']} {row['estimator']}, {threads} thread(s)"
            print(f"\n{title}, against the best of the peers")
            for rival in rivals(row, rows, threads, clock):
                ratio = best(row, threads, clock) / best(rival, threads, clock)
                mine, theirs = seconds_to(row, error, threads, clock), seconds_to(rival, error, threads, clock)
                equal = f"{theirs / mine:12.4g}x at equal accuracy" if mine and theirs else ""
                label = f"{rival['party']} {rival['precision']} {rival['estimator']}"
                print(f"  {label:46}{ratio:10.4g}x samples/s{equal}")
