"""Compute ratios from rounds of measurements, and format them as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, TypeVar

T = TypeVar("T")

HEADINGS: Final = ("figure", "ratio", "limit", "", "massstart", "against")


class Unmeasured(Exception):
    """Raised if something could not be measured at all; the message says why."""


@dataclass(frozen=True)
class Figure:
    """One measured ratio, which is met if it is at most ``limit``.

    ``ours`` and ``theirs`` are the medians behind it, in ``unit``.
    """

    name: str
    limit: float
    ratio: float
    ours: float
    theirs: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether the ratio, as printed, is within its limit."""
        return round(self.ratio, 3) <= self.limit

    def row(self) -> tuple[str, ...]:
        """Return the figure as the cells of a table row."""
        verdict = "met" if self.met else "missed"
        ours, theirs = (f"{value:.2f} {self.unit}" for value in (self.ours, self.theirs))
        return (self.name, f"{self.ratio:.3f}", f"{self.limit:g}", verdict, ours, theirs)


def figure(name: str, limit: float, pairs: Iterable[tuple[float, float]], unit: str) -> Figure:
    """Return the median ratio of ``pairs`` (ours, theirs) of the same round."""
    kept = list(pairs)
    if not kept or any(theirs <= 0 for _, theirs in kept):
        reason = f"{name}: nothing to compare with"
        raise Unmeasured(reason)
    return Figure(
        name=name,
        limit=limit,
        ratio=median(ours / theirs for ours, theirs in kept),
        ours=median(ours for ours, _ in kept),
        theirs=median(theirs for _, theirs in kept),
        unit=unit,
    )


def interleave(ours: Callable[[], T], theirs: Callable[[], T], rounds: int) -> list[tuple[T, T]]:
    """Measure alternately, A B A B …, after a warm-up round that is discarded."""
    return [(ours(), theirs()) for _ in range(rounds + 1)][1:]


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Format the rows under their headings: the name left-aligned, everything else right-aligned."""
    lines = [HEADINGS, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(cells: tuple[str, ...], widths: Sequence[int]) -> str:
    name, *rest = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join((name.strip().ljust(widths[0]), *rest)).rstrip()
