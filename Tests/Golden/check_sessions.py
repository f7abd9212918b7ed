"""Run the sessions under soma (or under the original) and compare what they print.

    check_sessions.py --soma BINARY [--filter SUBSTR] [--json OUT] [--timeout S] DIR
    check_sessions.py --oracle PYTHON [--verify] [--filter SUBSTR] DIR

A session DIR/NAME.py is checked if there is a DIR/expected/NAME.txt: what it prints, to the character. `--oracle`
writes these files; it needs a Python with Nengo and SciPy. With `--verify` it compares instead.
"""

import argparse
import difflib
import json
import pathlib
import subprocess
import sys
import tempfile


def printed(command, script, limit):
    """(status or None when out of time, stdout, stderr) of a run in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            run = subprocess.run(
                [*command, str(script)], cwd=folder, capture_output=True, text=True, timeout=limit, check=False
            )
        except subprocess.TimeoutExpired:
            return None, "", ""
    return run.returncode, run.stdout, run.stderr


def faults(script, expected, command, limit):
    """What is wrong with a session, as lines; none if nothing is."""
    status, out, err = printed(command, script, limit)
    if status is None:
        return [f"still running after {limit} s"]
    lines = [] if status == 0 else [f"ended with status {status}: {err.strip().splitlines()[-1:]}"]
    wanted = expected.read_text()
    if out != wanted:
        lines += list(difflib.unified_diff(wanted.split("\n"), out.split("\n"), "expected", "printed", lineterm="", n=0))
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--soma")
    parser.add_argument("--oracle")
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--filter", default="")
    parser.add_argument("--json")
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    if (options.soma is None) == (options.oracle is None):
        parser.error("give either --soma or --oracle")
    command = [str(pathlib.Path(options.soma).resolve()), "run"] if options.soma else [options.oracle, "-W", "ignore"]
    rows, failed = [], 0
    for expected in sorted((options.folder / "expected").glob("*.txt")):
        script = options.folder.resolve() / f"{expected.stem}.py"
        if options.filter not in script.name:
            continue
        if options.oracle and not options.verify:
            status, out, err = printed(command, script, options.timeout)
            if status != 0:
                sys.exit(f"{script.name}: {err}")
            expected.write_text(out)
            continue
        lines = faults(script, expected, command, options.timeout)
        rows.append({"case": script.name, "passed": not lines})
        if lines:
            failed += 1
            print(f"FAILED {script.name}", *lines, sep="\n    ")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps({"cases": rows}))
    print(f"{len(rows) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
