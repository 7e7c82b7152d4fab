"""One run of MYLAPS Orbits as its score feed tells it: who skates, the crossings of each, the flag and corrections.

The protocol has no word for a deleted crossing and for the gun. That fewer laps than crossings are a deletion, a red
flag a stop, and the first green flag the gun, is inferred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from massstart_tui.race.sheet import HIGHEST_BIB, LOWEST_BIB, Sheet
from massstart_tui.stream.faults import Fault, Flaw, shown
from massstart_tui.timing.feed_clock import DAY, ClockReading, Scale
from massstart_tui.timing.feed_records import (
    ClockCleared,
    CountedCrossings,
    GunRead,
    NextHeat,
    Record,
    StatedEvent,
)
from massstart_tui.timing.feed_start_list import sheet_of_feed

WITHOUT_DISTANCE: Final = 9999
"""The laps to go of a race over time."""
UNNAMED: Final = "unnamed"
"""The name of a run whose number was not told."""
NEVER_SEEN_MS: Final = 3_599_999
GUN_WITHIN_MS: Final = 2_000
"""A flag is told once a second, with times in whole seconds."""
_NEAR_MS: Final = 5


class RunCompetitor:
    """A competitor of a run: the bib, the line of the start list, and the crossings told, in ms since the gun."""

    def __init__(self, bib: int) -> None:
        self.bib = bib
        self.names: tuple[str, ...] = ()
        self.chip = ""
        self.totals: set[int] = set()
        self.before = 0
        """Laps that were completed before the feed began."""
        self.since = 0
        self.deleted: set[int] = set()
        self.finished: int | None = None
        self.told_laps: int | None = None
        """The laps that were last told to differ from the crossings."""

    def laps(self) -> int:
        """Return the laps that are known."""
        return self.before + len(self.totals)

    def anew(self) -> None:
        """Forget all crossings: the race is started anew."""
        self.totals, self.deleted, self.before, self.since = set(), set(), 0, 0
        self.finished = self.told_laps = None

    def listed(self) -> dict[str, object]:
        """Return the line of the start sheet."""
        first, last, nation = (*self.names, "", "", "")[:3]
        chips = [self.chip] if self.chip else []
        return {
            "bib": self.bib,
            "name": " ".join(part for part in (first, last) if part) or str(self.bib),
            "noc": nation,
            "transponders": chips,
        }


class RMonitorRun:
    """A run from its first line on."""

    def __init__(self, name: str, title: str = "", entered: dict[str, RunCompetitor] | None = None) -> None:
        """Begin a run, with those who have ``entered`` it already."""
        self.name = name
        self.title = title
        self.entered: dict[str, RunCompetitor] = {} if entered is None else entered
        self._flag = ""
        self._to_go: int | None = None
        self._started = False
        self._announced = False
        self._was_cleared = False
        self._told_late = False
        self._race_ms = 0
        self._gun: ClockReading | None = None

    def enter(self, reg: str, number: str, names: list[str], chip: str | None, line: int) -> Iterator[Record]:
        """Take in a competitor."""
        bib = int(number) if number.isascii() and number.isdigit() and len(number) <= len(str(HIGHEST_BIB)) else 0
        if not LOWEST_BIB <= bib <= HIGHEST_BIB:
            given = shown(" ".join(part for part in (number, *names[:2]) if part))
            yield Fault(line, "number", Flaw.NO_BIB_OF_ITS_OWN, {"given": given})
            return
        entered = self.entered.setdefault(reg, RunCompetitor(bib))
        entered.bib, entered.names = bib, tuple(name.strip() for name in names)
        entered.chip = entered.chip if chip is None else chip.strip()

    def clear(self) -> None:
        """Take note that the system clears its tables: it begins to tell them anew, or the race is begun anew."""
        self._was_cleared = True

    def flag(
        self, to_go: int | None, flag: str, now: ClockReading | None, race_ms: int | None, line: int
    ) -> Iterator[Record]:
        """Take in the line of every second."""
        self._to_go = to_go if to_go != WITHOUT_DISTANCE else None
        before, self._flag = self._flag, flag.strip().lower()
        if race_ms is None:
            return
        was, self._race_ms = self._race_ms, race_ms
        if self._flag == "green":
            self._gun = None if now is None else ClockReading((now.us - race_ms * 1000) % DAY, Scale.OF_DAY)
            yield from self._green(before, was, race_ms, line)
        elif self._flag == "red" and before == "green":
            yield StatedEvent({"type": "stop", "t": max(race_ms, self._last())})

    def _green(self, before: str, was: int, race_ms: int, line: int) -> Iterator[Record]:
        if not self._started:
            yield from self._start(line, again=False)
        elif self._was_cleared and race_ms + GUN_WITHIN_MS < max(was, self._last()):
            yield ClockCleared(max(was, self._last()))
            for entered in self.entered.values():
                entered.anew()
            yield from self._start(line, again=True)
        elif before == "red":
            yield StatedEvent({"type": "resume", "t": max(race_ms, self._last())})
        self._was_cleared = False

    def _start(self, line: int, *, again: bool) -> Iterator[Record]:
        yield from self._announce(line)
        self._started = True
        yield GunRead(self._gun or ClockReading(0, Scale.RACE), again=again, within=GUN_WITHIN_MS)

    def _announce(self, line: int) -> Iterator[Record]:
        """Say which race this is, as soon as something of it is told."""
        if not self._announced:
            self._announced = True
            sheet, faults = self._sheet(line)
            yield NextHeat(self.name or UNNAMED, sheet)
            yield from faults

    def _last(self) -> int:
        return max((t for entered in self.entered.values() for t in entered.totals), default=0)

    def standing(self, reg: str, laps: int | None, total: int | None, line: int) -> Iterator[Record]:
        """Take in how many laps a competitor has, and the time of the last of them."""
        entered = self.entered.get(reg)
        if entered is None or laps is None or total is None:
            return
        last = -1 if total == NEVER_SEEN_MS else total
        if laps < entered.laps() and (gone := {t for t in entered.totals if t > last}):
            entered.deleted |= gone
            entered.totals -= gone
            yield from self._counted(entered, line)
        elif laps > entered.laps() and last in entered.deleted:
            back = {t for t in entered.deleted if t <= last}
            entered.deleted -= back
            entered.totals |= back
            yield from self._counted(entered, line)
        if laps != entered.laps():
            yield from self._other_laps(entered, laps, last, line)

    def _other_laps(self, entered: RunCompetitor, laps: int, last: int, line: int) -> Iterator[Record]:
        """Tell that the laps are not those of the crossings that came: which they are is unknown, and stays so."""
        if not entered.totals and laps > entered.before:
            if not self._told_late:
                self._told_late = True
                yield Fault(line, "laps", Flaw.JOINED_LATE, {"laps": laps}, harmless=True)
            entered.before, entered.since = laps, last + 1
        elif laps != entered.told_laps:
            entered.told_laps = laps
            values = {"bib": entered.bib, "laps": laps, "count": entered.laps()}
            yield Fault(line, "laps", Flaw.LAPS_DIFFER, values, harmless=True)

    def crossing(self, reg: str, lap_ms: int | None, total: int | None, line: int) -> Iterator[Record]:
        """Take in a crossing; the one without a lap is that of the line just after the gun."""
        entered = self.entered.get(reg)
        if entered is None or lap_ms is None or total is None:
            yield Fault(line, "", Flaw.NOT_IN_THE_HEAT, {"given": shown(reg)})
            return
        if lap_ms == 0 or total in entered.totals:
            return
        if not self._started:
            yield from self._start(line, again=False)
        entered.totals.add(total)
        yield from self._counted(entered, line)

    def corrected(self, reg: str, laps: int | None, total: int | None, shift: int, line: int) -> Iterator[Record]:
        """Take in the photo finish of a crossing: ``shift`` ms were added to its time, which is now ``total``."""
        entered = self.entered.get(reg)
        if entered is None or laps is None or total is None:
            yield Fault(line, "", Flaw.NOT_IN_THE_HEAT, {"given": shown(reg)})
            return
        near = [t for t in entered.totals if abs(t - (total - shift)) <= _NEAR_MS]
        for was in near[:1]:
            entered.totals.discard(was)
            entered.totals.add(total)
            yield from self._counted(entered, line)
        if self._to_go == 0 and laps == self._distance():
            entered.finished = total
            yield from self._finish(line)

    def _distance(self) -> int:
        """Return the laps of the race: those that the leader has, and those to go."""
        most = max((entered.laps() for entered in self.entered.values()), default=0)
        return most + (self._to_go or 0)

    def _counted(self, entered: RunCompetitor, line: int) -> Iterator[Record]:
        yield from self._announce(line)
        yield CountedCrossings(entered.bib, tuple(sorted(entered.totals)), entered.since)

    def _finish(self, line: int) -> Iterator[Record]:
        """Yield the order by the photo finish; what equal times leave open is told, and stays open."""
        came = sorted((e.finished, e.bib) for e in self.entered.values() if e.finished is not None)
        times = [t for t, _ in came]
        order = [bib if times.count(t) == 1 else None for t, bib in came]
        if equal := ", ".join(str(bib) for t, bib in came if times.count(t) > 1):
            yield Fault(line, "time", Flaw.EQUAL_TIMES, {"bibs": equal}, harmless=True)
        shown_times = [t if bib is not None else None for (t, _), bib in zip(came, order, strict=True)]
        yield StatedEvent({"type": "finish", "t": times[-1], "order": order, "times": shown_times})

    def _sheet(self, line: int) -> tuple[Sheet | None, Sequence[Fault]]:
        """Return the start sheet, None if the laps or all competitors are unknown, and what is wrong with it."""
        fields = {
            "id": f"run-{self.name or UNNAMED}",
            "title": self.title.strip() or self.name or UNNAMED,
            "laps": self._distance() if self._to_go is not None else 0,
            "skaters": [entered.listed() for entered in self.entered.values()],
        }
        return sheet_of_feed(fields, line)
