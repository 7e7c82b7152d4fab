"""Benchmark of the outlook of 28 skaters before the first sprint, against a fold of a sample race, and its growth."""

from __future__ import annotations

from math import log
from statistics import linear_regression
from typing import Any, Final

from tests.bench.figures import Figure, figure
from tests.bench.surface import LARGE_SAMPLE
from tests.bench.workbench import Workbench

COUNTS: Final = (8, 12, 18, 28, 42, 64, 100)
FIELD: Final = "28"
FOLDS: Final = 50
STEEPEST: Final = 3.0


def outlook(bench: Workbench) -> list[Figure]:
    """Run each round in a process of its own; the growth is the exponent fitted to the curve, for each kind of race."""
    answers = [bench.ask("outlook", LARGE_SAMPLE, *map(str, COUNTS)) for _ in range(bench.enough(5) + 1)][1:]
    pairs = [(answer["curves"]["all to come"][FIELD], answer["fold"]) for answer in answers]
    names = answers[0]["curves"]
    return [figure("outlook of 28, in folds", FOLDS, pairs, "ms"), *(_growth(name, answers) for name in names)]


def _growth(name: str, answers: list[dict[str, Any]]) -> Figure:
    """Return the exponent of the number of skaters, with the times of outlooks of 100 and of 8 skaters."""
    curve = {count: min(answer["curves"][name][str(count)] for answer in answers) for count in COUNTS}
    slope = linear_regression([log(count) for count in COUNTS], [log(curve[count]) for count in COUNTS]).slope
    return Figure(f"outlook, n to the power ({name})", STEEPEST, slope, curve[COUNTS[-1]], curve[COUNTS[0]], "ms")
