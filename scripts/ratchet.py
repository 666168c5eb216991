#!/usr/bin/env python3
"""Compares figures of the evaluation with the best ones so far.

    ratchet.py RATCHET.json NAME=FIGURES.json... [--update]

RATCHET.json holds {NAME: {figure: value}}. A figure that is worse by more than a rounding fails, and
so does one that is gone. --update writes the better of both values (and new figures) into
RATCHET.json; to let a figure fall, edit the file by hand and say why in the commit.
"""
import json
import math
import sys

TOLERANCE = 0.0005
# Figures of which less is better.
LESS = {"failed", "sec.furniture_let_in"}
# Sizes, not qualities.
IGNORED = {"postings"}


def worse_by(name, value, best):
    return value - best if name in LESS else best - value


def show(value):
    if value is None:
        return "  none"
    # Counts are whole numbers, everything else is a share.
    return f"{value:6}" if isinstance(value, int) else f"{100 * value:6.2f}"


def compare(best, now):
    """Lines to print, names that failed, and the better of both."""
    lines, failed, merged = [], [], {}
    for name in [*best, *(name for name in now if name not in best)]:
        value, mark = now.get(name), ""
        if value is not None and not math.isfinite(value):
            value = None
        if name not in best:
            mark = "new"
        elif value is None or worse_by(name, value, best[name]) > TOLERANCE:
            mark = "WORSE"
            failed.append(name)
        elif worse_by(name, value, best[name]) < -TOLERANCE:
            mark = "better"
        lines.append(f"  {name:28} {show(best.get(name))} {show(value)}  {mark}".rstrip())
        both = [v for v in (best.get(name), value) if v is not None]
        if both:
            merged[name] = round(min(both) if name in LESS else max(both), 5)
    return lines, failed, merged


def main():
    update = "--update" in sys.argv
    path, *sources = [argument for argument in sys.argv[1:] if argument != "--update"]
    try:
        with open(path, encoding="utf-8") as file:
            best = json.load(file)
    except FileNotFoundError:
        best = {}
    failed = []
    for source in sources:
        group, _, figures = source.partition("=")
        with open(figures, encoding="utf-8") as file:
            now = {k: v for k, v in json.load(file).items() if k not in IGNORED}
        lines, worse, merged = compare(best.get(group, {}), now)
        print(f"{group:30} {'best':>6} {'now':>6}")
        print("\n".join(lines))
        failed += [f"{group}: {name}" for name in worse]
        best[group] = merged
    if update:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(best, file, indent=2)
            file.write("\n")
    if failed:
        sys.exit("worse than before: " + ", ".join(failed))


if __name__ == "__main__":
    main()
