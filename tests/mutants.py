"""Tries a random sample of the mutants of a room, and says how many of them the tests notice.

``python -m tests.mutants race stream --sample 60 --seed 1``, after ``pip install -e ".[mutation]"``. A mutant is the
code with one change in it, made by mutmut, which `pyproject.toml` tells what to change and which tests to run. Trying
all 20,000 takes many hours; the same seed gives the same sample while the code stays as it is. The first run takes the
longest: mutmut then makes all mutants, and finds out which tests run which function.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Final

MUTMUT: Final = str(Path(sys.executable).with_name("mutmut"))
SMALL: Final = "massstart_tui.journal.system_clocks.*"
"""A few mutants: mutmut names none before it has been asked to try some."""
NOTICED: Final = frozenset({"killed", "timeout", "segfault"})


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rooms", nargs="+", choices=("race", "stream", "entry", "journal"))
    parser.add_argument("--sample", type=int, default=60, help="how many mutants of each room")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    mutmut("run", "--max-children", "1", SMALL)
    chosen = {room: sample(room, wanted.sample, wanted.seed) for room in wanted.rooms}
    mutmut("run", "--max-children", "1", *(name for names in chosen.values() for name in names))
    found = verdicts()
    for room, names in chosen.items():
        report(room, {name: found[name] for name in names})
    return 0


def mutmut(*arguments: str) -> None:
    """Run mutmut, which shows how far it is."""
    subprocess.run((MUTMUT, *arguments), check=True)


def verdicts() -> dict[str, str]:
    """Return what mutmut last found of every mutant, by its name."""
    told = subprocess.run((MUTMUT, "results", "--all", "true"), check=True, capture_output=True, text=True)
    pairs = (line.strip().rpartition(": ") for line in told.stdout.splitlines() if ": " in line)
    return {name: verdict for name, _, verdict in pairs}


def sample(room: str, size: int, seed: int) -> list[str]:
    """Return so many mutants of a room, or all where it has fewer."""
    names = sorted(name for name in verdicts() if name.startswith(f"massstart_tui.{room}."))
    return random.Random(seed).sample(names, min(size, len(names)))


def report(room: str, found: dict[str, str]) -> None:
    """Write how many mutants were noticed, and the change of each that was not."""
    noticed = sum(verdict in NOTICED for verdict in found.values())
    sys.stdout.write(f"\n== {room}: {noticed} of {len(found)} noticed; {dict(Counter(found.values()))}\n")
    sys.stdout.flush()
    for name, verdict in found.items():
        if verdict not in NOTICED:
            mutmut("show", name)


if __name__ == "__main__":
    sys.exit(main())
