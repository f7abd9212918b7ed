#!/usr/bin/env python3
"""Run the corpus of scripts with known results and hold what passes against `pending.txt`.

    run.py BINARY [CORPUS...]            exit 1 if a case fails that is not pending, or a pending case passes
    run.py BINARY --record [CORPUS...]   write pending.txt anew from what fails now

`pending.txt` names the cases that soma does not pass yet, one `CORPUS/AREA/NAME.py` a line. It may only get shorter.
"""

import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RUNNERS = {
    "language": "check_text.py",
    "nengo": "check.py",
    "nengo_dl": "check.py",
    "sessions": "check_sessions.py",
}
# The sessions that come with soma lie where a user looks for them.
FOLDERS = {"sessions": HERE.parent.parent / "sessions"}
PENDING = HERE / "pending.txt"


def outcome(binary, corpus):
    """The labels of the cases that passed and of those that failed."""
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.json"
        folder = FOLDERS.get(corpus, HERE / corpus)
        command = [sys.executable, str(HERE / RUNNERS[corpus]), "--soma", binary, "--json", str(report), str(folder)]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        cases = json.loads(report.read_text())
    passed, failed = set(), set()
    for row in cases["cases"]:
        good = row.get("passed") or row.get("status") == "passed"
        (passed if good else failed).add(f"{corpus}/{row['case']}")
    return passed, failed


def main():
    arguments = [a for a in sys.argv[1:] if a != "--record"]
    record = "--record" in sys.argv
    if not arguments:
        raise SystemExit(__doc__)
    binary, corpora = arguments[0], arguments[1:] or list(RUNNERS)
    pending = {line.strip() for line in PENDING.read_text().splitlines() if line.strip()} if PENDING.exists() else set()
    passed, failed = set(), set()
    with concurrent.futures.ThreadPoolExecutor(2) as workers:  # each corpus waits for its own processes
        outcomes = list(workers.map(lambda corpus: outcome(binary, corpus), corpora))
    for corpus, (good, bad) in zip(corpora, outcomes):
        print(f"{corpus}: {len(good)} of {len(good) + len(bad)} cases pass")
        passed |= good
        failed |= bad
    if record:
        kept = {label for label in pending if label.split("/")[0] not in corpora}
        PENDING.write_text("".join(f"{label}\n" for label in sorted(kept | failed)))
        return 0
    broken, mended = sorted(failed - pending), sorted(passed & pending)
    for label in broken:
        print(f"FAILED {label}")
    for label in mended:
        print(f"passes now, take it out of pending.txt: {label}")
    print(f"{len(passed)} passed, {len(broken)} failed")
    return 1 if broken or mended else 0


if __name__ == "__main__":
    sys.exit(main())
