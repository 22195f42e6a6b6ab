"""Compares `coarsegrad value` with independently computed values, in exact arithmetic.

python compare.py --binary PATH --expected FILE.jsonl[.gz] --digits 50
python compare.py --self-test --expected FILE.jsonl[.gz]

For every quantity the two balls must overlap and the binary's radius must be at most 10^-digits times the
largest component of its vector (its own magnitude for a single number).  Any miss makes the exit status 1.
Only the standard library is needed; with python-flint installed the "exact" forms are evaluated as well.
"""

import argparse
import copy
import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
from fractions import Fraction

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def fraction(text):
    """Exact value of a decimal string."""
    if not isinstance(text, str) or not NUMBER.fullmatch(text):
        raise ValueError(f"not a decimal string: {text!r}")
    return Fraction(text)


def is_ball(node):
    """Whether a node is a ball."""
    return isinstance(node, dict) and "mid" in node


def vectors(tree, path=()):
    """(path, node) for every ball, list of balls, or undefined marker."""
    if is_ball(tree) or isinstance(tree, list) or "undefined" in tree:
        yield path, tree
        return
    for key, value in tree.items():
        yield from vectors(value, path + (key,))


def lookup(tree, path):
    """The node at a path, or None."""
    for key in path:
        if not isinstance(tree, dict) or key not in tree:
            return None
        tree = tree[key]
    return tree


class Tally:
    """Counts of what was compared, and the misses in words."""

    def __init__(self):
        self.balls = self.undefined = self.exact = 0
        self.misses = []
        self.worst = Fraction(0)

    def miss(self, line, path, why):
        self.misses.append(f"line {line}: {'.'.join(path) or 'document'}: {why}")


def compare_undefined(tally, line, path, want, found):
    """An undefined quantity must not come back as a number."""
    tally.undefined += 1
    if found is None and path[-1:] != ("w",):
        return  # an undefined scalar may be left out
    if not isinstance(found, dict) or "undefined" not in found:
        tally.miss(line, path, f"should be undefined ({want['undefined']}), found {str(found)[:80]}")
    elif path[-1:] == ("w",) and found["undefined"] != want["undefined"]:
        tally.miss(line, path, f"undefined for {found['undefined']!r}, should be {want['undefined']!r}")


def compare_vector(tally, line, path, want, found, digits, evaluate, angle):
    """One vector of balls against another."""
    want, found = ([x] if is_ball(x) else x for x in (want, found))
    if not isinstance(found, list) or len(found) != len(want) or not all(map(is_ball, found)):
        tally.miss(line, path, f"is not {len(want)} ball(s): {str(found)[:80]}")
        return
    try:
        wanted = [(fraction(x["mid"]), fraction(x["rad"])) for x in want]
        balls = [(fraction(x["mid"]), fraction(x["rad"])) for x in found]
    except (ValueError, KeyError) as error:
        tally.miss(line, path, f"unreadable ball: {error}")
        return
    largest = max(abs(mid) + rad for mid, rad in balls)
    for (mid, rad), (wmid, wrad), node in zip(balls, wanted, found):
        tally.balls += 1
        if rad < 0 or abs(mid - wmid) > rad + wrad:
            tally.miss(line, path, f"{node['mid']} +/- {node['rad']} misses {float(wmid)!r} +/- {float(wrad):.1e}")
        if rad * 10**digits > largest:
            tally.miss(line, path, f"radius {node['rad']} is wider than promised")
        elif largest:
            tally.worst = max(tally.worst, rad * 10**digits / largest)
        form = node.get("exact")
        if form and evaluate:
            tally.exact += 1
            try:
                low, high = evaluate(form, angle)
            except (ArithmeticError, NameError, SyntaxError, TypeError, ValueError) as error:
                tally.miss(line, path, f"exact form {form!r} cannot be evaluated: {error}")
                continue
            if low > wmid + wrad or high < wmid - wrad:
                tally.miss(line, path, f"exact form {form!r} misses {float(wmid)!r}")


def compare_document(tally, line, expected, document, digits, evaluate=None):
    """One document of the binary against one expected tree."""
    if not isinstance(document, dict) or "quantities" not in document:
        tally.miss(line, (), f"no quantities: {str(document)[:120]}")
        return
    for path, want in vectors(expected):
        found = lookup(document, path)
        if isinstance(want, dict) and "undefined" in want:
            compare_undefined(tally, line, path, want, found)
        elif found is None:
            tally.miss(line, path, "is missing")
        else:
            compare_vector(tally, line, path, want, found, digits, evaluate, expected.get("angle", {}))


def exact_evaluator():
    """Evaluates exact forms to 60 digits where python-flint is there; else None."""
    try:
        from flint import acb, arb, ctx, fmpq
    except ImportError:
        return None
    ctx.prec = 300

    def owen_t(height, slope):
        """Owen's T by integrating its definition."""
        half_square, scale = height * height / 2, 2 * arb.pi()
        integrand = lambda x, _: (-acb(half_square) * (1 + x * x)).exp() / (1 + x * x)
        return acb.integral(integrand, acb(0), acb(slope)).real / scale

    names = {"sqrt": lambda x: arb(x).sqrt(), "pi": arb.pi(), "Q": lambda n: arb(fmpq(n)), "expm1": lambda x: arb(x).expm1(),
             "exp": lambda x: arb(x).exp(), "erf": lambda x: arb(x).erf(), "erfc": lambda x: arb(x).erfc(),
             "acos": lambda x: arb(x).acos(), "owen_t": owen_t, "__builtins__": {}}

    def evaluate(form, angle):
        if not re.fullmatch(r"[0-9a-z_+\-*/^(), ]*", form):
            raise ValueError("unexpected character")
        if "mid" in angle:
            names["theta"] = arb(angle["mid"], angle["rad"])
        code = re.sub(r"(?<![a-z0-9])\d+", lambda d: f"Q({d.group()})", form.replace("^", "**"))
        value = arb(eval(code, names))  # noqa: S307: the characters are restricted above
        if not value.is_finite() or value.rad() > (abs(value) + 1).upper() * arb("1e-50"):
            raise ValueError("not a finite number")
        mid, rad, exp = value.mid_rad_10exp(70)
        scale = Fraction(10) ** int(exp)
        return (int(mid) - int(rad)) * scale, (int(mid) + int(rad)) * scale

    return evaluate


def read_lines(path):
    """The objects of a JSONL file, compressed or not."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(text) for text in file]


def run_binary(binary, lines, digits, stes):
    """One batch run; the documents in order and the wall time."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as cases:
        for line in lines:
            cases.write(json.dumps(line["instance"]) + "\n")
        cases.flush()
        command = [binary, "value", "--cases", cases.name, "--digits", str(digits), "--format", "json",
                   "--ste", ",".join(stes)]
        begin = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wall = time.perf_counter() - begin
    if done.returncode != 0:
        print(f"exit status {done.returncode}: {done.stderr[:2000]}", file=sys.stderr)
    return [json.loads(text) for text in done.stdout.splitlines() if text.strip()], wall, done.returncode


def report(tally, what):
    """The one-line summary."""
    for text in tally.misses[:20]:
        print("MISS", text)
    worst = f"{float(tally.worst):.2g}" if tally.balls else "-"
    print(f"{what}: {tally.balls} balls, {tally.undefined} undefined, {tally.exact} exact forms evaluated, "
          f"{len(tally.misses)} misses; widest radius {worst} of what is allowed")


def self_test(lines, digits):
    """Documents made from the expected values: they must pass, and every kind of damage must be noticed."""
    lines = lines[:40]
    documents = [copy.deepcopy(line["expected"]) for line in lines]
    for document in documents:  # a zero that quadrature can only bound is a plain zero for the binary
        for _, node in vectors(document):
            for ball in [node] if is_ball(node) else node if isinstance(node, list) else []:
                if abs(Fraction(ball["mid"])) <= Fraction(ball["rad"]):
                    ball["mid"] = ball["rad"] = "0"

    def count(changed):
        tally = Tally()
        for number, (line, document) in enumerate(zip(lines, changed), 1):
            compare_document(tally, number, line["expected"], document, digits)
        return len(tally.misses)

    def spots(wanted):
        for number, document in enumerate(documents):
            for path, node in vectors(document):
                for place, ball in enumerate([node] if is_ball(node) else node if isinstance(node, list) else []):
                    if wanted(path, node, ball):
                        yield number, path, place

    def damaged(spot, change):
        number, path, place = spot
        changed = list(documents)
        changed[number] = copy.deepcopy(documents[number])
        node = lookup(changed[number], path)
        change(node if is_ball(node) else node[place], node)
        return count(changed)

    def one_digit(ball, _node):
        lead, _, exp = ball["mid"].partition("e")
        at = max(i for i, c in enumerate(lead[: digits - 2]) if c.isdigit())
        ball["mid"] = f"{lead[:at]}{(int(lead[at]) + 5) % 10}{lead[at + 1:]}" + (f"e{exp}" if exp else "")

    def widen(ball, _node):
        ball["rad"] = str(abs(Fraction(ball["mid"])).__float__() * 10.0**-digits * 1.5)

    def not_zero(ball, _node):
        ball["mid"] = "1e-60"

    long = lambda path, node, ball: len(ball["mid"]) > digits
    alone = lambda path, node, ball: is_ball(node) and len(ball["mid"]) > digits
    zero = lambda path, node, ball: is_ball(node) and ball["mid"] == "0" and ball["rad"] == "0"
    failures = []
    if count(documents) != 0:
        failures.append("undamaged documents do not pass")
    trials = 0
    for name, wanted, change in (("one digit", long, one_digit), ("radius", alone, widen), ("zero", zero, not_zero)):
        chosen = list(spots(wanted))
        if not chosen:
            failures.append(f"nothing to damage: {name}")
        for spot in chosen[:: max(1, len(chosen) // 25)]:
            trials += 1
            if damaged(spot, change) < 1:
                failures.append(f"{name} not noticed at {spot}")
    for number, document in enumerate(documents):
        gradient = document["quantities"]["population_gradient"]
        if "undefined" in gradient["w"]:
            trials += 1
            changed = list(documents)
            changed[number] = copy.deepcopy(document)
            changed[number]["quantities"]["population_gradient"]["w"] = [{"mid": "0", "rad": "0"}]
            if count(changed) < 1:
                failures.append("a number for an undefined gradient not noticed")
    missing = copy.deepcopy(documents)
    del missing[0]["quantities"]["population_loss"]
    trials += 1
    if count(missing) != 1:
        failures.append("a missing quantity not noticed")
    for text in failures:
        print("SELF-TEST", text)
    print(f"self-test: {trials} damages, {len(failures)} unnoticed")
    return len(failures)


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary")
    parser.add_argument("--expected", required=True)
    parser.add_argument("--digits", type=int, default=50)
    parser.add_argument("--self-test", action="store_true")
    args = parser.parse_args()
    lines = read_lines(args.expected)
    if args.self_test:
        sys.exit(1 if self_test(lines, args.digits) else 0)
    if not args.binary:
        parser.error("--binary or --self-test is needed")
    stes = list(lines[0]["expected"]["quantities"]["expected_coarse_gradient"])
    documents, wall, status = run_binary(args.binary, lines, args.digits, stes)
    tally, evaluate = Tally(), exact_evaluator()
    if status != 0:
        tally.miss(0, (), f"the binary ended with status {status}")
    if len(documents) != len(lines):
        tally.miss(0, (), f"{len(documents)} documents for {len(lines)} instances")
    for number, (line, document) in enumerate(zip(lines, documents), 1):
        compare_document(tally, number, line["expected"], document, args.digits, evaluate)
    report(tally, f"{len(lines)} instances at {args.digits} digits in {wall:.2f} s")
    sys.exit(1 if tally.misses else 0)


if __name__ == "__main__":
    main()
