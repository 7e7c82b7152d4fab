"""A fictitious race with every crossing of every skater, which no published race has.

Its title and its provenance say that it is made up. What happens in it is written down here. How fast it goes is drawn,
with a fixed seed, from the published results in ``tables/``: the winner's time from the winners' times over 16 laps;
the gaps within the bunch, and those of the attacks and of the fall, from the differences between two finishers; the
time of the lapped skater from those of the lapped. The profile of the laps is invented: no lap times were published.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance_entry import Provenance
from sample_races.made_up import Fields, about, stream_of
from sample_races.tables import FOLDER, Table, table

ID: Final = "made-up-timed-race"
TITLE: Final = "Made-up timed race"
SEED: Final = 2026
LAPS: Final = 16
PROVENANCE: Final = Provenance(
    about="the whole race",
    kind=Certainty.RECONSTRUCTED,
    source="made up, to show a race with every crossing: no such race was held, and no such skaters are known",
)
SKATERS: Final = (
    Skater(1, "Alfa Aalto", "FIN"),
    Skater(2, "Bravo Berg", "NOR"),
    Skater(3, "Charlie Cho", "KOR"),
    Skater(4, "Delta Dirks", "NED"),
    Skater(5, "Echo Eriksen", "DEN"),
    Skater(6, "Foxtrot Funk", "GER"),
    Skater(7, "Golf Gomez", "COL", notes=("Came from inline skating",)),
    Skater(8, "Hotel Hart", "CAN"),
    Skater(9, "India Iversen", "SWE"),
    Skater(10, "Juliett Jansen", "NED", notes=("Skates the 1500 m as well",)),
    Skater(11, "Kilo Kovac", "CZE"),
    Skater(12, "Lima Laine", "FIN"),
    Skater(13, "Mike Moreau", "FRA"),
    Skater(14, "November Nagy", "HUN"),
    Skater(15, "Oscar Olsson", "SWE"),
    Skater(16, "Papa Petit", "BEL"),
)

BUNCH_GAP_MS: Final = 500
"""Two who finished within this time of each other came in together: their gap is one within a bunch."""
GROUP_GAP_MS: Final = range(4_000, 10_001)
"""The gaps between two groups that are taken for the largest gap of an attack, and for what a fall costs."""
PROFILE: Final = (38.6, 33, 32, 29.8, 31.6, 31.2, 30.8, 30.4, 30.4, 30, 29.4, 28.8, 28.6, 28.4, 27.6, 26.4)
"""The laps of the bunch, in proportion to each other: the first one is neutral, the last ones are the fastest."""
AHEAD: Final[Mapping[int, tuple[tuple[int, ...], float]]] = {
    6: ((7, 3), 0.25),
    7: ((7, 3), 0.6),
    8: ((7, 3), 0.85),
    9: ((3, 7), 1.0),
    10: ((7, 3), 0.9),
    11: ((7, 3), 0.65),
    12: ((3, 7), 0.3),
    14: ((5, 16), 0.2),
    15: ((5, 16), 0.3),
    16: ((5,), 0.25),
}
"""Who crosses ahead of the bunch by lap, and by how much, as a part of the largest gap."""
CHASING: Final = {10: 1.0, 11: 0.7, 12: 0.35}
"""By how much bib 9 is behind the bunch by lap after a fall, as a part of what the fall cost."""
IN_FRONT: Final[Mapping[int, tuple[int, ...]]] = {
    4: (10, 2, 7),
    8: (2, 14),
    12: (13, 10),
    16: (10, 2, 7, 8, 13, 6, 1, 4, 14, 3, 16, 11, 9),
}
"""Who leads the bunch at the sprints."""
FALLEN: Final = 9
"""Who falls and comes back."""
LAPPED: Final = 12
"""Who is lapped, and skates on."""
STOPPED: Final = 15
"""Who falls after lap 12, and stops."""
TOLD: Final[Mapping[float, tuple[Fields, ...]]] = {
    5.4: about("attack", 7, 3),
    9.4: about("fall", FALLEN),
    12.3: ({"type": "card", "bib": 11, "colour": "yellow"},),
    12.45: about("caught", 7, 3),
    12.5: about("rejoin", FALLEN),
    12.6: about("fall", STOPPED),
    13.2: about("withdraw", STOPPED, reason="fell"),
    13.35: about("attack", 5, 16),
    15.4: about("caught", 16),
}
"""What happens between the crossings, by how many laps the leader has completed."""
DROPPED_AFTER: Final = 2
"""How many laps the skater who is lapped keeps up with the bunch."""

Crossings = dict[int, dict[int, int]]
"""Times in ms by lap and bib."""


class Spread(NamedTuple):
    """What the published results have, in ms.

    Winners' times, gaps within a bunch and between groups, and how far behind the lapped came in.
    """

    winners: list[int]
    close: list[int]
    apart: list[int]
    lapped: list[int]


def published() -> Spread:
    """Return the spread of the published results over 16 laps."""
    found = Spread([], [], [], [])
    for path in sorted(FOLDER.glob("*.json")):
        result = table(path.stem)
        if result.distance_laps == LAPS:
            _add(found, result)
    return found


def _add(found: Spread, result: Table) -> None:
    times = sorted(row.ms for row in result.results if row.ms is not None and row.status == "finished")
    gaps = [later - earlier for earlier, later in pairwise(times)]
    found.winners.append(times[0])
    found.close.extend(gap for gap in gaps if 0 < gap <= BUNCH_GAP_MS)
    found.apart.extend(gap for gap in gaps if gap in GROUP_GAP_MS)
    lost = (row.ms - times[0] for row in result.results if row.ms is not None and row.status == "lapped_inferred")
    found.lapped.extend(lost)


class Draw:
    """Numbers drawn with a fixed seed. Only `random.Random.random` is the same in every version of Python."""

    def __init__(self, seed: int) -> None:
        """Begin with this seed."""
        self._random = random.Random(seed).random  # noqa: S311 - the same race each time it is built

    def one_of(self, values: Sequence[int]) -> int:
        """Return one of these values."""
        return values[int(self._random() * len(values))]

    def around(self, size: float) -> float:
        """Return a number from ``-size`` to ``size``."""
        return (2 * self._random() - 1) * size


def made_up_timed_stream() -> bytes:
    """Return the stream of this race: its header and its events, one on each line."""
    sheet = Sheet(
        id=ID,
        title=TITLE,
        laps=LAPS,
        lap_length=400,
        qualify=8,
        rules=RulesTable(preset="isu-2018"),
        skaters=SKATERS,
    )
    return stream_of(sheet, PROVENANCE, _events(crossings()))


def crossings() -> Crossings:
    """Return the time in ms of every crossing, by lap and by bib."""
    spread, draw = published(), Draw(SEED)
    largest, cost, lapped = draw.one_of(spread.apart), draw.one_of(spread.apart), draw.one_of(spread.lapped)
    heads = _heads(draw, draw.one_of(spread.winners) + round(AHEAD[LAPS][1] * largest))
    order = [skater.bib for skater in SKATERS]
    times: Crossings = {}
    for lap, head in enumerate(heads, 1):
        ahead, part = AHEAD.get(lap, ((), 0.0))
        order = _mixed(draw, order)
        in_front = IN_FRONT.get(lap, ())
        bunch = [*in_front, *(bib for bib in order if bib not in in_front and bib not in _not_in_the_bunch(lap, ahead))]
        times[lap] = dict(_line(draw, spread, ahead, head - round(part * largest)))
        times[lap] |= _line(draw, spread, bunch, head)
        tail = max(times[lap].values())
        if lap in CHASING:
            times[lap][FALLEN] = tail + round(CHASING[lap] * cost)
        if lap > DROPPED_AFTER:
            lost = lapped * ((lap - DROPPED_AFTER) / (LAPS - DROPPED_AFTER)) ** 1.5
            times[lap][LAPPED] = max(tail + 200, head + round(lost))
    return times


def _heads(draw: Draw, whole: int) -> list[int]:
    """Return when the head of the bunch crosses at each lap, the last time after ``whole`` ms."""
    laps = [lap * (1 + draw.around(0.01)) for lap in PROFILE]
    return [round(whole * sum(laps[:upto]) / sum(laps)) for upto in range(1, LAPS + 1)]


def _mixed(draw: Draw, order: list[int]) -> list[int]:
    """Return the order with everyone moved by a few places."""
    place = {bib: at + draw.around(3.5) for at, bib in enumerate(order)}
    return sorted(order, key=place.__getitem__)


def _not_in_the_bunch(lap: int, ahead: Iterable[int]) -> set[int]:
    fallen = {FALLEN} if lap in CHASING else set()
    dropped = {LAPPED} if lap > DROPPED_AFTER else set()
    stopped = {STOPPED} if lap > max(CHASING) else set()
    return {*ahead, *fallen, *dropped, *stopped}


def _line(draw: Draw, spread: Spread, bibs: Iterable[int], t: int) -> Iterator[tuple[int, int]]:
    """Yield these bibs with the times at which they cross one behind the other, the first at ``t``."""
    for bib in bibs:
        yield bib, t
        t += draw.one_of(spread.close)


def _events(times: Crossings) -> list[Fields]:
    """Return all events in order of time."""
    leaders = [0, *(min(times[lap].values()) for lap in times)]
    found: list[Fields] = [{"t": 0, "type": "start"}, {"t": leaders[1] + 100, "type": "neutral_end"}]
    for lap, by_bib in times.items():
        found += ({"t": t, "type": "crossing", "bib": bib} for bib, t in by_bib.items())
        found.append({"t": leaders[lap], "type": "lap", "lap": lap, "bib": min(by_bib, key=by_bib.__getitem__)})
    for moment, told in TOLD.items():
        lap = int(moment)
        t = leaders[lap] + round((moment - lap) * (leaders[lap + 1] - leaders[lap]))
        found += ({"t": t, **fields} for fields in told)
    found += [_sprint(lap, times[lap]) for lap in (4, 8, 12)]
    found += [_lapped(times, leaders), *_ending(times[LAPS])]
    return sorted(found, key=lambda fields: fields["t"])


def _sprint(lap: int, by_bib: Mapping[int, int]) -> Fields:
    order = sorted(by_bib, key=by_bib.__getitem__)[:3]
    return {"t": by_bib[order[-1]] + 100, "type": "sprint", "lap": lap, "order": order}


def _lapped(times: Crossings, leaders: Sequence[int]) -> Fields:
    """Return the event in which the leader overtakes the lapped skater, who is then one lap less far."""
    lap = next(lap for lap in range(2, LAPS) if times[lap][LAPPED] > leaders[lap + 1])
    begun, done = times[lap - 1][LAPPED], times[lap][LAPPED]
    theirs, hers = leaders[lap + 1] - leaders[lap], done - begun
    t = (leaders[lap] / theirs - begun / hers) / (1 / theirs - 1 / hers)
    return {"t": round(t), **about("lapped", LAPPED, laps=lap - 1)[0]}


def _ending(by_bib: Mapping[int, int]) -> Iterator[Fields]:
    order = sorted(by_bib, key=by_bib.__getitem__)
    times = [by_bib[bib] for bib in order]
    yield {"t": times[-1] + 100, "type": "finish", "order": order, "times": times}
    yield {"t": times[-1] + 90_000, "type": "official"}
