"""The crossings of the line that the reads of chips are: one for each pass, at its first read.

A skater wears a chip on each ankle, a chip is read again as long as it lies on the loop, and a read may be told late or
twice. Reads of one skater that are less than a fastest lap apart are one pass, in whatever order they come.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from massstart_tui.race.sheet import Sheet

FASTEST: Final = 20
"""Metres a second that nobody has skated over a lap; the fastest lap of 400 m takes more than 24 s."""
UNKNOWN_TRACK_MS: Final = 10_000
"""The gap between two passes if the length of the track is not known, as on a short track or a small rink."""
MISSED: Final = 1.6
"""A gap of so many median laps hides a pass that was not read."""
LAPS_TO_JUDGE: Final = 2


class Crossed(NamedTuple):
    """The skater crossed the line at ``t``, in ms since the gun."""

    bib: int
    t: int


class Moved(NamedTuple):
    """The crossing that was known at ``was`` took place at ``t``."""

    bib: int
    was: int
    t: int


class Gone(NamedTuple):
    """There was no crossing at ``t``: its reads belong to the pass before."""

    bib: int
    t: int


CrossingChange = Crossed | Moved | Gone


class MissedRead(NamedTuple):
    """A pass of this skater was not read between two others, at ``after`` and ``before``; ``near`` is in the middle."""

    bib: int
    after: int
    before: int

    @property
    def near(self) -> int:
        """Return the moment in the middle, in ms since the gun."""
        return (self.after + self.before) // 2

    @property
    def is_first(self) -> bool:
        """Return whether it is the first pass of the skater: then ``after`` is the gun."""
        return not self.after


def shortest_lap_ms(sheet: Sheet) -> int:
    """Return the time in ms that no lap of this race can take less than."""
    return UNKNOWN_TRACK_MS if sheet.lap_length is None else int(sheet.lap_length * 1000 / FASTEST)


class _Passes:
    """The passes of one skater: the first and the last read of each, in ms, in order; the start is the first pass."""

    __slots__ = ("firsts", "lasts")

    def __init__(self, gun: int) -> None:
        self.firsts = [gun]
        self.lasts = [gun]


class PassingFold:
    """The crossings of all skaters, from reads in any order."""

    def __init__(self, apart_ms: int) -> None:
        """Create a fold without reads. Reads of a skater that are less than ``apart_ms`` apart are one pass."""
        self.apart_ms = apart_ms
        self._passes: dict[int, _Passes] = {}
        self._gun = 0

    def begin_anew(self, gun: int) -> None:
        """Forget all reads: the race was started anew at ``gun`` ms, and what came before counts for nothing."""
        self._passes = {}
        self._gun = gun

    def seen(self, bib: int, t: int) -> tuple[CrossingChange, ...]:
        """Take in a read at ``t`` ms since the gun, not before it; return what it changes."""
        crossed: list[tuple[int, int]] = []
        changes = tuple(self.corrections([(bib, t)], crossed))
        return (*(Crossed(*crossing) for crossing in crossed), *changes)

    def corrections(self, reads: Iterable[tuple[int, int]], crossed: list[tuple[int, int]]) -> Iterator[Moved | Gone]:
        """Take in reads, each of a bib at its time in ms since the gun.

        Crossings are appended to ``crossed``, as bibs and times; other changes are yielded, each before the next read.
        """
        known, apart_ms = self._passes, self.apart_ms
        for bib, t in reads:
            passes = known.get(bib) or known.setdefault(bib, _Passes(self._gun))
            lasts = passes.lasts
            if t >= lasts[-1] + apart_ms:
                passes.firsts.append(t)
                lasts.append(t)
                crossed.append((bib, t))
            elif t >= lasts[-1]:  # the other ankle, or the chip is still there
                lasts[-1] = t
            elif self._gun <= t < passes.firsts[-1]:
                yield from self._within(bib, passes, t, crossed)

    def _within(self, bib: int, passes: _Passes, t: int, crossed: list[tuple[int, int]]) -> Iterator[Moved | Gone]:
        """Take in a read that is not simply the latest."""
        firsts, lasts = passes.firsts, passes.lasts
        # Those from `low` on end less than the gap before t, those before `high` begin less than the gap after it.
        low = bisect_right(lasts, t - self.apart_ms)
        high = bisect_left(firsts, t + self.apart_ms)
        if low == high:
            firsts.insert(low, t)
            lasts.insert(low, t)
            crossed.append((bib, t))
            return
        was, joined = firsts[low], firsts[low + 1 : high]
        first, last = min(was, t), max(lasts[high - 1], t)
        firsts[low:high], lasts[low:high] = [first], [last]
        yield from (Gone(bib, gone) for gone in joined)
        if first != was:
            yield Moved(bib, was, first)

    def forget(self, bib: int, t: int) -> None:
        """Leave out the pass that begins at ``t``: nobody crossed the line then."""
        passes = self._passes.get(bib)
        if passes is not None and t in passes.firsts[1:]:
            at = passes.firsts.index(t)
            del passes.firsts[at], passes.lasts[at]

    def times(self, bib: int) -> tuple[int, ...]:
        """Return the crossings of a skater in ms since the gun."""
        passes = self._passes.get(bib)
        return () if passes is None else tuple(passes.firsts[1:])

    def missed(self, bibs: Iterable[int] | None = None) -> list[MissedRead]:
        """Return the passes of these skaters, or of all, that were probably not read, by the gaps."""
        asked = sorted(self._passes if bibs is None else self._passes.keys() & set(bibs))
        return [missed for bib in asked for missed in _missed(bib, self._passes[bib].firsts)]

    def late_for_all(self) -> int | None:
        """Return the t of the first pass of all, if everybody's first pass probably was not read; else None.

        Rather than that, the gun is not that of the race.
        """
        late = [any(missed.after == self._gun for missed in self.missed([bib])) for bib in self._passes]
        return min(passes.firsts[1] for passes in self._passes.values()) if len(late) > 1 and all(late) else None


def _missed(bib: int, firsts: list[int]) -> list[MissedRead]:
    laps = [after - before for before, after in pairwise(firsts)]
    if len(laps) < LAPS_TO_JUDGE:
        return []
    longest = MISSED * median(laps)
    return [MissedRead(bib, at, at + lap) for at, lap in zip(firsts, laps, strict=False) if lap > longest]
