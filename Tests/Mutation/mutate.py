#!/usr/bin/env python3
"""Run the corpus of scripts with one argument of each mutated, and count traps: the process must never die of input.

    mutate.py BINARY [--count N] [--first K] [--seed S] [--jobs J] [--limit SECONDS] [--keep FOLDER] [--only TEXT]

Mutation number k of a seed is always the same script with the same change, whatever else is run beside it, so a trap
is found again with `--first k --count 1 --keep FOLDER`. A run that a signal ends is a trap. A run that is not over
at the time limit is counted but is not a trap: a mutated size can ask for honest work.
"""

import argparse
import ast
import collections
import concurrent.futures
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent.parent
#: Address space of a run, in bytes: a script that asks for more gets a MemoryError, not the whole machine.
MEMORY = 12 << 30

#: What stands in for an argument. Every kind of value that a script can write is here, with the edges of each kind.
VALUES = """
None; True; False; ...; 0; 1; 2; 3; 7; -1; -2; 255; 1000; 2**31; 2**32; 2**63 - 1; 2**63; -2**63; 10**30; -10**30
0.0; -0.0; 0.5; -0.5; 1.5; 1e-300; 5e-324; 1e300; -1e300; float("nan"); float("inf"); -float("inf"); 2j
""; "x"; "auto"; "\\0"; "é" * 3; b"x"; "a" * 5000
[]; [[]]; [0]; [1, 2, 3]; [[1, 2], [3]]; [[1.0, -1.0]]; [None]; ["a", 1]; (); (1,); (0, 0); (2, 3, 4); (-1,); (10**10,)
{}; {"a": 1}; {1: None}; set(); range(0); range(5); slice(None); slice(None, None, -1); slice(5, 2)
lambda: 1; lambda x: x; lambda t: None; lambda t, x: x * 2; lambda *a: a; lambda x: [[1]]; lambda x: "x"; lambda x: 1 / 0
np.zeros(0); np.zeros((0, 3)); np.zeros((2, 0)); np.ones((2, 3, 4)); np.arange(5); np.ones((1, 1)); np.float32(3); np.int8(-1)
np.array("x"); np.full(3, np.nan); np.full((2, 2), np.inf); np.array([True, False]); np.arange(6).reshape(2, 3)[::-1, ::2]
np.uint8([200, 100]); np.array(5); np.zeros((1, 0, 2)); np.array([2**62, -2**62]); np
print; len; type(1); int; float; ValueError("x"); iter([1, 2]); (i for i in range(3)); zip([1], [2])
""".replace("\n", ";").split(";")
VALUES = [value.strip() for value in VALUES if value.strip()]

#: How a value is bent while its text stays in the script.
BENDS = ["-({})", "[{}]", "({},)", "str({})", "({}) * 0", "({}) * 1000", "({}) / 0.0", "np.array({})", "np.asarray({}).T",
         "lambda *a: ({})", "({}) + 1", "({}) - 1", "type({})", "np.float32({})", "{{'k': {}}}", "iter([{}])"]


def scripts():
    """Every script of the corpus and every session, in an order that does not depend on the machine."""
    found = [p for p in (TESTS / "Golden").rglob("*.py") if p.parent != TESTS / "Golden"]
    return sorted(found + list((TESTS.parent / "sessions").glob("*.py")))


class Source:
    """A script's text, with where its arguments stand."""

    def __init__(self, path):
        self.path = path
        self.data = path.read_bytes()
        starts = [0]
        for line in self.data.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        self.starts = starts
        try:
            tree = ast.parse(self.data)
        except (SyntaxError, ValueError):  # a case about errors of syntax
            tree = ast.Module(body=[], type_ignores=[])
        nodes = list(ast.walk(tree))
        self.names = sorted({n.id for n in nodes if isinstance(n, ast.Name)})
        self.spots = []  # (node, kind, keyword)
        for node in nodes:
            if isinstance(node, ast.Call):
                self.spots += [(a, "argument", None) for a in node.args if not isinstance(a, ast.Starred)]
                self.spots += [(k.value, "keyword", k) for k in node.keywords if k.arg]
            elif isinstance(node, ast.Subscript):
                self.spots.append((node.slice, "index", None))
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
                self.spots.append((node.value, "assignment", None))
            elif isinstance(node, ast.BinOp):
                self.spots.append((node.right, "operand", None))

    def range(self, node):
        return (self.starts[node.lineno - 1] + node.col_offset, self.starts[node.end_lineno - 1] + node.end_col_offset)

    def mutated(self, rng):
        """The script with one change, and words for the change."""
        node, kind, keyword = rng.choice(self.spots)
        start, end = self.range(node)
        old = self.data[start:end].decode()
        how = rng.random()
        if keyword is not None and how < 0.04:
            start, end = self.range(keyword)
            new = keyword.arg + "x=" + old
        elif keyword is not None and how < 0.08:
            start, end = self.range(keyword)
            new = "**{}"
        elif kind == "argument" and how < 0.04:
            new = "*[]"
        elif how < 0.15:
            new = rng.choice(self.names) if self.names else "None"
        elif how < 0.35 and kind != "index":
            new = "(" + rng.choice(BENDS).format(old) + ")"
        else:
            new = rng.choice(VALUES)
            new = new if kind == "index" else "(" + new + ")"
        line = self.data.count(b"\n", 0, start) + 1
        text = self.data[:start] + new.encode() + self.data[end:]
        if b"import numpy as np" not in text:
            text = b"import numpy as np\n" + text
        return text, f"line {line}: {kind} {old!r} -> {new!r}"


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(binary, text, limit):
    """The outcome of a script: `ok`, `error`, `late` or `trap N`, and the end of what it wrote to standard error."""
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "case.py").write_bytes(text)
        command = [binary, "run", "case.py"]
        try:
            done = subprocess.run(command, cwd=folder, timeout=limit, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=limit_memory)
        except subprocess.TimeoutExpired:
            return "late", ""
    words = done.stderr.decode(errors="replace")[-600:]
    if done.returncode < 0:
        return f"trap {-done.returncode}", words
    return ("ok" if done.returncode == 0 else "error"), words


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=float, default=10)
    parser.add_argument("--keep", type=pathlib.Path, help="where scripts that trap or are late are written")
    parser.add_argument("--only", default="", help="scripts whose path holds this text")
    options = parser.parse_args()
    binary = str(pathlib.Path(options.binary).resolve())
    sources = [s for s in map(Source, (p for p in scripts() if options.only in str(p))) if s.spots]
    if not sources:
        parser.error(f"no script's path holds {options.only!r}")

    def one(number):
        rng = random.Random(f"{options.seed}:{number}")
        source = rng.choice(sources)
        text, change = source.mutated(rng)
        outcome, words = run(binary, text, options.limit)
        return number, source.path.relative_to(TESTS.parent), change, text, outcome, words

    outcomes = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as workers:
        for number, path, change, text, outcome, words in workers.map(
                one, range(options.first, options.first + options.count)):
            outcomes[outcome.split()[0]] += 1
            if outcome in ("ok", "error"):
                continue
            print(f"{outcome}: mutation {number} of {path}, {change}")
            if outcome != "late":
                print("    " + words.strip().replace("\n", "\n    "))
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{number}-{path.stem}.py").write_bytes(text)
            sys.stdout.flush()
    total = sum(outcomes.values())
    print(f"{total} mutations of {len(sources)} scripts: {outcomes['ok']} ran, {outcomes['error']} raised an error, "
          f"{outcomes['late']} were stopped at {options.limit:g} s, {outcomes['trap']} traps")
    return 1 if outcomes["trap"] else 0


if __name__ == "__main__":
    sys.exit(main())
