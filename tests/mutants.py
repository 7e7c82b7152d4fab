"""Tries a random sample of the mutants of a room, and says how many of them the tests notice.

``python -m tests.mutants race --sample 10 --seed 1``, after ``pip install -e ".[mutation]"``. A mutant is the code with
one change in it. The same seed gives the same sample while the code stays as it is. After a test was written for a
mutant that nothing noticed, name that one alone: ``python -m tests.mutants race/tally:_road:3``.

The tests run in a copy of the repository: first on the code as it is, to see what each costs and which of the sampled
functions it enters; then on each mutant, the cheapest of those that enter its function first, until one fails. Last
come the other tests of the same files, which may use what another test or an import has computed. This needs Linux or
macOS, whose signals stop endless loops.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.mutant_plugin import PROBE
from tests.mutant_sources import Mutant, mutants_of, with_probes

TOP: Final = Path(__file__).resolve().parent.parent
TESTS: Final = {
    "race": (
        "tests/race",
        "tests/imports/test_printed_forms.py",
        "tests/imports/test_result_race.py",
        "tests/imports/test_results_table.py",
        "tests/report/test_final_rewriting.py",
        "tests/stream/test_meeting_races.py",
        "tests/stream/test_sheetchanges.py",
    ),
    "stream": ("tests/stream", "tests/follow"),
    "entry": ("tests/entry",),
    "journal": ("tests/journal", "tests/entry"),
}
"""The tests of each room: its own, and those of rooms above it that use what its own do not."""
PYTEST: Final = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.mutant_plugin")


class Cost(NamedTuple):
    """What a test costs, in seconds of CPU time, and the names of the functions that it enters."""

    seconds: float
    entered: list[str]
    passed: bool


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="+", help="a room, one of its modules, a function, a mutant: race/tally:_road:3")
    parser.add_argument("--sample", type=int, default=10, help="how many mutants of each part")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    for part in wanted.parts:
        if part.partition("/")[0] not in TESTS:
            parser.error(f"{part} is in none of the rooms {', '.join(TESTS)}")
    for part in wanted.parts:
        with tempfile.TemporaryDirectory() as folder:
            Sample(part, wanted.sample, wanted.seed, Path(folder) / "copy").report()
    return 0


class Sample:
    """A sample of the mutants of a part of the package, tried in a copy of the repository in ``folder``."""

    def __init__(self, part: str, size: int, seed: int, folder: Path) -> None:
        found = mutants_of(TOP, part)
        self._part = part
        self._tests = TESTS[part.partition("/")[0]]
        self._mutants = random.Random(seed).sample(found, min(size, len(found)))
        self._folder = folder
        say(f"\n== {part}: {len(self._mutants)} of {len(found)} mutants, seed {seed}")
        copy_repository(folder)

    def report(self) -> None:
        """Try each mutant, write what came of it, and the change of each that was not noticed."""
        costs = self._measured()
        unnoticed = []
        for mutant in self._mutants:
            began = time.monotonic()
            noticed = self._tried(mutant, costs)
            say(f"{noticed or 'NOT NOTICED'}: {mutant.name} ({time.monotonic() - began:.0f} s)")
            unnoticed += [] if noticed else [mutant]
        count = len(self._mutants)
        say(f"\n== {self._part}: {count - len(unnoticed)} of {count} mutants noticed")
        for mutant in unnoticed:
            say(f"\n{mutant.name}\n{mutant.diff()}")

    def _measured(self) -> dict[str, Cost]:
        """Run the tests on the code as it is, but for a probe in each of the sampled functions; return what they cost.

        Says how long the mutants can take.
        """
        codes = {mutant.path: mutant.module.code for mutant in self._mutants}
        for path, code in codes.items():
            probes = {one.function: PROBE.format(name=entry(one)) for one in self._mutants if one.path == path}
            put(self._folder / path, with_probes(code, probes))
        say(f"The tests on the code as it is: {' '.join(self._tests)}")
        to = self._folder / "costs.json"
        code, output = run_tests(self._folder, (*self._tests, f"--costs-to={to}"), limit=None)
        if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            sys.exit(f"pytest ended with exit code {code}:\n{output}")
        costs = {test: Cost(*cost) for test, cost in json.loads(to.read_text(encoding="utf-8")).items()}
        for path, code in codes.items():
            put(self._folder / path, code)
        for test in (test for test, cost in costs.items() if not cost.passed):
            say(f"left out, since it fails on the code as it is: {test}")
        took = sum(cost.seconds for cost in costs.values())
        most = sum(sum(cost or 0 for cost in chosen(mutant, costs).values()) for mutant in self._mutants)
        say(f"They took {minutes(took)} of CPU time; the mutants take at most {minutes(most)}, if none is noticed")
        return costs

    def _tried(self, mutant: Mutant, costs: dict[str, Cost]) -> str:
        """Return how the mutant was noticed, empty if it was not."""
        tests = chosen(mutant, costs)
        if not tests:
            return ""
        by = self._folder / "costs.json"
        by.write_text(json.dumps(tests), encoding="utf-8")
        files = sorted({test.partition("::")[0] for test in tests})
        put(self._folder / mutant.path, mutant.code())
        # Many times what they took: other programs may use the machine.
        limit = 300 + 20 * sum(cost or 0 for cost in tests.values())
        code, output = run_tests(self._folder, ("-x", f"--costs-from={by}", *files), limit=limit)
        put(self._folder / mutant.path, mutant.module.code)
        return failure(code, output)


def entry(mutant: Mutant) -> str:
    """Return the name under which a probe notes that the function of this mutant was entered."""
    return f"{mutant.path}:{mutant.function}"


def chosen(mutant: Mutant, costs: dict[str, Cost]) -> dict[str, float | None]:
    """Return the seconds of the tests that may notice this mutant, in their order; None for one that fails anyway.

    All may, if an import enters its function.
    """
    name = entry(mutant)
    entering = {test for test, cost in costs.items() if name in cost.entered}
    files = {test.partition("::")[0] for test in (costs if "" in entering else entering)}
    may = [test for test in costs if test and test.partition("::")[0] in files]
    may.sort(key=lambda test: (test not in entering, costs[test].seconds))
    return {test: costs[test].seconds if costs[test].passed else None for test in may}


def run_tests(folder: Path, arguments: Sequence[str], *, limit: float | None) -> tuple[int, str]:
    """Run tests in a copy of the repository for at most ``limit`` seconds; return the exit code and the output.

    The code is the number of a signal, negative, if one ended them.
    """
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as output:
        tests = subprocess.Popen(
            (*PYTEST, *arguments), cwd=folder, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            code = tests.wait(limit)
        except subprocess.TimeoutExpired:
            code = -signal.SIGALRM
        finally:
            # Also ends the programs that a test ran and was stopped before it ended.
            kill_group(tests)
        output.seek(0)
        return code, output.read().decode(errors="replace")


def kill_group(tests: subprocess.Popen[bytes]) -> None:
    """End the tests, and every program that they ran."""
    try:
        os.killpg(tests.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    tests.wait()


def failure(code: int, output: str) -> str:
    """Return how tests that ended so have noticed a mutant; empty if they have not."""
    if code == pytest.ExitCode.OK:
        return ""
    if -code in (signal.SIGPROF, signal.SIGALRM):
        return "noticed, far too slow"
    summary = (line for line in output.splitlines() if line.startswith(("FAILED ", "ERROR ")))
    told = next(summary, None)
    if told:
        return f"noticed by {told.split(' ', 1)[1].partition(' - ')[0]}"
    # The code cannot even be imported, or its process was ended.
    if code < 0 or code in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR):
        return f"noticed, exit code {code}"
    sys.exit(f"pytest ended with exit code {code}:\n{output}")


def put(path: Path, code: str) -> None:
    """Write code, and remove the bytecode of what was there: it would stand for code of the same size and second."""
    path.write_text(code, encoding="utf-8")
    Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)


def copy_repository(folder: Path) -> None:
    """Copy every file that git tracks or would track, as it is now."""
    for name in tracked():
        if (TOP / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(TOP / name, folder / name)


def tracked() -> Iterator[str]:
    """Yield the names of the files of the repository, from its top."""
    listing = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    told = subprocess.run(listing, cwd=TOP, check=True, capture_output=True)
    yield from filter(None, told.stdout.decode().split("\0"))


def minutes(seconds: float) -> str:
    return f"{seconds / 60:.1f} minutes"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
