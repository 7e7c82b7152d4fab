"""One heat as Vantage tells it: who skates, the laps of each skater, and what all of it says about the race.

A lap comes from several sources, and is corrected by sending it again with other flags. What counts is worked out anew
from all that is known of a skater, whatever the order in which it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from massstart_tui.stream.faults import Fault, Flaw
from massstart_tui.timing.feed_clock import ClockReading, Scale, iso
from massstart_tui.timing.feed_records import (
    ClockCleared,
    CountedCrossings,
    GunRead,
    Record,
    StatedEvent,
    TakenBack,
)
from massstart_tui.timing.vantage_messages import (
    TICKS_PER_MS,
    HeatActivated,
    HeatCleared,
    HeatCommitted,
    HeatEntry,
    HeatLapPointsChanged,
    HeatMessage,
    HeatStarted,
    MeasuredLap,
    RaceLapChanged,
    RankedLap,
    milliseconds,
)

_PRESENTED: Final = 0x20
_DELETED: Final = 0x10
_BY_A_LOOP: Final = ("Transponder", "Optical")
"""What measures the moment itself: for these, the moment less the time is the gun."""
SAME_GUN_MS: Final = 20
"""The gun by the clock of a decoder is up to 17 ms later than the one that the system states, in a recording."""
_OTHER_RUN_US: Final = 1_000_000
_OLD_US: Final = 10_000_000
"""A start told so much later than it was sent may be a test of the morning, cleared by what follows."""
_DNS, _DNF, _DSQ, _WITHDRAWN = 1, 2, 3, 4


class _Came(NamedTuple):
    """A skater who came in: laps, the time in ticks, whether it is of the photo finish, and a place that was fixed."""

    bib: int
    laps: int
    time: int
    by_photo: bool
    ranking: int | None


class VantageHeat:
    """A heat from its activation on."""

    def __init__(self, activated: HeatActivated, bibs: dict[str, int], laps: int | None) -> None:
        """Begin with the skaters by the id of their entry, and the distance in ``laps`` if it is known."""
        self.distance = laps
        self._bibs = bibs
        self._laps: dict[str, dict[tuple[object, ...], MeasuredLap]] = {entry: {} for entry in bibs}
        self._gun: int | None = None
        self._cleared: list[int] = []
        self._held: HeatStarted | None = None
        self._told: dict[str, tuple[int, ...]] = {}
        self._out: set[int] = set()
        self._strangers: set[str] = set()
        for entry in activated.races:
            for lap in entry.laps or ():
                self._keep(entry.race.id, lap)

    def read(self, message: HeatMessage, number: int) -> Iterator[Record]:
        """Yield what a message says."""
        if self._held is not None and not isinstance(message, HeatStarted | HeatCleared):
            yield from self._release()
        match message:
            case HeatStarted():
                yield from self._start(message, number)
            case HeatCleared():
                yield from self._clear()
            case RaceLapChanged():
                yield from self._lap(message, number)
            case HeatLapPointsChanged():
                yield from self._sprint(message, number)
            case HeatCommitted():
                yield from self._result(message, number)
            case _:
                pass

    def _start(self, message: HeatStarted, number: int) -> Iterator[Record]:
        started = _utc(message.started)
        if started is None:
            yield Fault(number, "started", Flaw.NOT_A_PASSING_TIME, {"given": message.started})
            return
        self._held = message
        told = None if message.told_at is None else _utc(message.told_at)
        if told is not None and told - started <= (message.clock or 0) // 10 + _OLD_US:
            yield from self._release()

    def _release(self) -> Iterator[Record]:
        """Take a start that was held back: something of the race follows it, so it was no test."""
        held, self._held = self._held, None
        started = None if held is None else _utc(held.started)
        if started is not None:
            yield from self._gun_at(started)

    def _gun_at(self, us: int) -> Iterator[Record]:
        known, self._gun = self._gun, us
        if known != us:
            yield GunRead(ClockReading(us, Scale.UTC), again=bool(self._cleared), within=SAME_GUN_MS)
        if known is None:
            for entry in self._bibs:
                yield from self._counted(entry)

    def _clear(self) -> Iterator[Record]:
        if self._held is not None:
            self._held = None
            return
        if self._gun is None:
            return
        self._cleared.append(self._gun)
        self._gun = None
        yield ClockCleared(milliseconds(self._latest()))
        self._laps = {entry: {} for entry in self._bibs}
        self._told.clear()

    def _lap(self, message: RaceLapChanged, number: int) -> Iterator[Record]:
        entry, lap = message.race_id, message.lap
        if entry not in self._bibs:
            yield from self._stranger(entry, number)
            return
        gun = _gun_of(lap)
        if gun is not None and any(abs(gun - cleared) < _OTHER_RUN_US for cleared in self._cleared):
            return  # told late, of a run that was stopped
        self._keep(entry, lap)
        if self._gun is None and gun is not None:
            yield from self._gun_at(gun)
        yield from self._counted(entry)

    def _stranger(self, entry: str, number: int) -> Iterator[Fault]:
        if entry not in self._strangers:
            self._strangers.add(entry)
            yield Fault(number, "raceId", Flaw.NOT_IN_THE_HEAT, {"given": entry})

    def _keep(self, entry: str, lap: MeasuredLap) -> None:
        known = self._laps.get(entry)
        if known is not None:
            known[lap.instance_name, lap.presentation_source, lap.when] = lap

    def _counted(self, entry: str) -> Iterator[Record]:
        if self._gun is None:
            return
        times = tuple(milliseconds(lap.time) for lap in self.completed(entry))
        if times != self._told.get(entry, ()):
            self._told[entry] = times
            yield CountedCrossings(self._bibs[entry], times)

    def completed(self, entry: str) -> list[MeasuredLap]:
        """Return the measurements that count, one for each completed lap, in order.

        The first over the line is the line just after the gun. A lap that the system has given its index takes it.
        """
        live = [lap for lap in self._laps[entry].values() if lap.flags & _PRESENTED and not lap.flags & _DELETED]
        placed = dict(enumerate(sorted((lap for lap in live if lap.fixed_index is None), key=_time)))
        placed |= {lap.fixed_index: lap for lap in live if lap.fixed_index is not None}
        return [placed[index] for index in sorted(placed) if index > 0]

    def _latest(self) -> int:
        """Return the time of the last measurement, in ticks."""
        return max((lap.time for laps in self._laps.values() for lap in laps.values()), default=0)

    def _sprint(self, message: HeatLapPointsChanged, number: int) -> Iterator[Record]:
        if message.index == 0:
            return
        if not message.laps:
            yield TakenBack(("sprint", message.index))
            return
        ranked = []
        for lap in message.laps:
            if lap.race_id in self._bibs:
                ranked.append(lap)
            else:
                yield from self._stranger(lap.race_id, number)
        times = [lap.time for lap in ranked if lap.time is not None]
        t = milliseconds(max(times, default=self._latest()))
        order = list(_order_of((self._bibs[lap.race_id], lap) for lap in ranked))
        if order:
            yield StatedEvent({"type": "sprint", "t": t, "lap": message.index, "order": order})

    def _result(self, message: HeatCommitted, number: int) -> Iterator[Record]:
        known = [entry for entry in message.races if entry.race.id in self._bibs]
        for entry in message.races:
            if entry.race.id not in self._bibs:
                yield from self._stranger(entry.race.id, number)
        t = milliseconds(max(self._latest(), *(e.race.time.time for e in known if e.race.time), 0))
        came = [came for entry in known if _reason(entry) is None and (came := self._came(entry)) is not None]
        whole = self.distance or max((one.laps for one in came), default=0)
        yield from self._finish([one for one in came if one.laps >= whole], number, t)
        out = [self._exit(entry, reason, t) for entry in known if (reason := _reason(entry)) is not None]
        # A time is valid with fewer laps only if others were a lap ahead.
        out += [{"type": "lapped", "t": t, "bibs": [one.bib], "laps": one.laps} for one in came if one.laps < whole]
        now = {fields["bibs"][0] for fields in out if isinstance(fields["bibs"], list)}
        for bib in sorted(self._out - now):
            yield TakenBack(("out", bib))
        self._out = now
        yield from map(StatedEvent, out)
        yield StatedEvent({"type": "official", "t": t})

    def _exit(self, entry: HeatEntry, reason: int, t: int) -> dict[str, object]:
        bibs = [self._bibs[entry.race.id]]
        if reason == _DNS:
            return {"type": "dns", "t": t, "bibs": bibs}
        if reason == _DSQ:
            return {"type": "disqualify", "t": t, "bibs": bibs}
        return {"type": "withdraw", "t": t, "bibs": bibs, "laps": len(self.completed(entry.race.id))}

    def _finish(self, came: list[_Came], number: int, t: int) -> Iterator[Record]:
        """Yield the order of those who completed the distance; what equal times leave open is told, and stays open."""
        came = sorted(came, key=lambda one: one.time)
        order: list[int | None] = []
        for together in _together(came):
            if len(together) > 1 and any(one.ranking is None for one in together):
                bibs = ", ".join(str(one.bib) for one in together)
                yield Fault(number, "time", Flaw.EQUAL_TIMES, {"bibs": bibs}, harmless=True)
                order += [None] * len(together)
            else:
                order += [one.bib for one in sorted(together, key=lambda one: one.ranking or 0)]
        if came:
            photo = {one.bib: milliseconds(one.time) for one in came if one.by_photo}
            times = [None if bib is None else photo.get(bib) for bib in order]
            yield StatedEvent({"type": "finish", "t": t, "order": order, "times": times})

    def _came(self, entry: HeatEntry) -> _Came | None:
        laps = self.completed(entry.race.id)
        time = entry.race.time
        if not laps:
            return None
        last = laps[-1]
        ticks, how = (time.time, time.how) if time is not None else (last.time, None)
        return _Came(self._bibs[entry.race.id], len(laps), ticks, how == "Photofinish", last.fixed_ranking)


def _time(lap: MeasuredLap) -> int:
    return lap.time


def _utc(text: str) -> int | None:
    """Return a moment in microseconds since 1970 UTC; None if the text is none, or has no offset."""
    reading = iso(text)
    return None if reading is None or reading.scale is not Scale.UTC else reading.us


def _gun_of(lap: MeasuredLap) -> int | None:
    """Return the gun that a measurement of the moment implies, in microseconds since 1970 UTC."""
    source = lap.presentation_source
    if source is None or source.how not in _BY_A_LOOP or (when := _utc(lap.when)) is None:
        return None
    return when - lap.time * 1000 // TICKS_PER_MS


def _reason(entry: HeatEntry) -> int | None:
    reason = None if entry.race.result is None else entry.race.result.time_invalid_reason
    return reason if reason in (_DNS, _DNF, _DSQ, _WITHDRAWN) else None


def _order_of(ranked: Iterable[tuple[int, RankedLap]]) -> Iterator[int | list[int] | None]:
    """Yield the places of a sprint: equal ranks are a dead heat; several without a rank leave the last places open."""
    ranks = {bib: lap.ranking for bib, lap in ranked}
    known = sorted((rank, bib) for bib, rank in ranks.items() if rank is not None)
    for _, group in groupby(known, key=lambda place: place[0]):
        bibs = [bib for _, bib in group]
        yield bibs[0] if len(bibs) == 1 else bibs
    unranked = [bib for bib, rank in ranks.items() if rank is None]
    yield from unranked if len(unranked) == 1 else [None] * len(unranked)


def _together(came: list[_Came]) -> Iterator[list[_Came]]:
    """Yield groups of equal times, to the hundredth of a second unless the photo finish gives more."""
    group: list[_Came] = []
    for one in came:
        if group and not _equal(group[-1], one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _equal(one: _Came, other: _Came) -> bool:
    hundredth = 10 * TICKS_PER_MS
    if one.by_photo and other.by_photo:
        return one.time == other.time
    return one.time // hundredth == other.time // hundredth
