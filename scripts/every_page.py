#!/usr/bin/env python3
"""Runs the program over every file of some folders.

    every_page.py PROGRAM FOLDER...

Fails when a run crashes, ends with a code that --help does not name, says nothing of an error, or
costs over a second of processor time.
"""
import os
import resource
import subprocess
import sys

SECONDS = 1.0
CODES = {0, 1, 4}


def spent():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main():
    program, *folders = sys.argv[1:]
    pages = [os.path.join(folder, name) for folder in folders for name in sorted(os.listdir(folder))]
    faults, slowest, codes = [], (0.0, ""), {}
    for page in pages:
        before = spent()
        try:
            run = subprocess.run(
                [program, "summarize", "--format", "json", page], capture_output=True, timeout=60
            )
        except subprocess.TimeoutExpired:
            faults.append(f"{page}: no end after a minute")
            continue
        seconds = spent() - before
        slowest = max(slowest, (seconds, page))
        codes[run.returncode] = codes.get(run.returncode, 0) + 1
        if run.returncode not in CODES:
            faults.append(f"{page}: exit code {run.returncode}")
        elif run.returncode and not run.stderr.strip():
            faults.append(f"{page}: exit code {run.returncode} without a word")
        if seconds > SECONDS:
            faults.append(f"{page}: {seconds:.2f} s")
    print(f"{len(pages)} pages, exit codes {dict(sorted(codes.items()))}")
    print(f"slowest: {slowest[0]:.3f} s, {slowest[1]}")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
