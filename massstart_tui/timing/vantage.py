"""The feed of Vantage, the timing and results system of Emando: one message a line, in JSON.

Laps, sprint points and results are taken from it. Passings of loops are not: they are for speeds. Messages of different
levels (competition, heat, skater) come in any order, so a message about a heat that was not activated waits for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from massstart_tui.race.sheet import HIGHEST_BIB, LONGEST_LAP, LOWEST_BIB, Sheet
from massstart_tui.stream.faults import Fault, Flaw
from massstart_tui.timing.feed_format import FeedFormat
from massstart_tui.timing.feed_records import NextHeat, Record
from massstart_tui.timing.feed_start_list import sheet_of_feed
from massstart_tui.timing.vantage_heat import VantageHeat
from massstart_tui.timing.vantage_messages import (
    Competition,
    CompetitionActivated,
    Competitor,
    DistanceActivated,
    HeatActivated,
    HeatCleared,
    HeatCommitted,
    HeatEntry,
    HeatLapPointsChanged,
    HeatMessage,
    HeatStarted,
    RaceDistance,
    RaceLapChanged,
    parse_message,
)

MASS_START: Final = "SpeedSkating.LongTrack.MassStartDistance"
_COUNT: Final = 1
"""The quantity of a distance that is given in laps."""
MOST_WAITING: Final = 1_000
"""How many messages wait for the activation of their heat."""
MOST_HEATS: Final = 1_000
_NEEDED: Final = (HeatStarted, HeatCleared, RaceLapChanged, HeatLapPointsChanged, HeatCommitted)
_HeatKey = tuple[str, int, int]
_Numbered = tuple[HeatMessage, int]


class VantageReader:
    """Reads one message a line, also with the mark that wscat puts before it."""

    def __init__(self) -> None:
        """Begin before the first message."""
        self._competition: Competition | None = None
        self._distances: dict[str, RaceDistance] = {}
        self._heats: dict[_HeatKey, VantageHeat | None] = {}
        self._names: dict[_HeatKey, str] = {}
        self._activating: dict[_HeatKey, tuple[HeatActivated, int]] = {}
        self._waiting: dict[_HeatKey, list[_Numbered]] = {}
        self._shown: _HeatKey | None = None

    def read(self, text: str, number: int) -> Iterable[Record]:
        """Return what a message says."""
        line = text.strip().removeprefix("<").lstrip()
        if not line:
            return ()
        message = parse_message(line, number)
        match message:
            case CompetitionActivated():
                self._competition = message.competition
                for distance in message.competition.distances or ():
                    self._distances.setdefault(distance.id, distance)
                return self._activate_known()
            case DistanceActivated():
                self._distances[message.distance.id] = message.distance
                return self._activate_known()
            case HeatMessage():
                return list(self._of_a_heat(message, number))
            case _:
                return message

    def _activate_known(self) -> list[Record]:
        """Activate the heats that waited for their distance."""
        known = [key for key in self._activating if key[0] in self._distances]
        return [record for key in known for record in self._activate(key)]

    def _of_a_heat(self, message: HeatMessage, number: int) -> Iterator[Record]:
        key = (message.distance_id, message.heat.round, message.heat.number)
        if isinstance(message, HeatActivated):
            self._activating[key] = (message, number)
            if key[0] in self._distances:
                yield from self._activate(key)
            return
        if key in self._activating and isinstance(message, _NEEDED):
            yield from self._activate(key)
        if key not in self._heats:
            self._wait(key, message, number)
        elif (heat := self._heats[key]) is not None:
            yield from self._read(key, heat, message, number)

    def _wait(self, key: _HeatKey, message: HeatMessage, number: int) -> None:
        if isinstance(message, _NEEDED) and sum(map(len, self._waiting.values())) < MOST_WAITING:
            self._waiting.setdefault(key, []).append((message, number))

    def _activate(self, key: _HeatKey) -> Iterator[Record]:
        """Begin a heat, anew if it was activated before: everything about it is told once more."""
        activated, number = self._activating.pop(key)
        distance = self._distances.get(key[0])
        self._names.setdefault(key, _name(distance, key))
        waiting = self._waiting.pop(key, [])
        if len(self._heats) > MOST_HEATS or (distance is not None and distance.discipline != MASS_START):
            self._heats[key] = None
            return
        bibs, faults_of_bibs = _bibs(activated, number)
        yield from faults_of_bibs
        heat = self._heats[key] = VantageHeat(activated, bibs, _laps(distance))
        sheet, faults = self._sheet(activated, number, bibs, self._names[key])
        yield NextHeat(self._names[key], sheet)
        yield from faults
        self._shown = key
        for message, its_number in waiting:
            yield from self._read(key, heat, message, its_number)

    def _read(self, key: _HeatKey, heat: VantageHeat, message: HeatMessage, number: int) -> Iterator[Record]:
        for record in heat.read(message, number):
            if key != self._shown:
                self._shown = key
                yield NextHeat(self._names[key])
            yield record

    def _sheet(
        self, activated: HeatActivated, number: int, bibs: dict[str, int], name: str
    ) -> tuple[Sheet | None, Sequence[Fault]]:
        """Return the start sheet, None if the laps or all skaters are unknown, and what is wrong with it."""
        distance = self._distances.get(activated.distance_id)
        laps = _laps(distance)
        if distance is None or laps is None:
            return None, ()
        entries = {entry.race.id: entry for entry in activated.races if entry.race.id in bibs}
        competition = self._competition
        venue = None if competition is None else competition.venue
        fields = {
            "id": f"{re.sub(r'[^a-z0-9]+', '-', (distance.name or 'race').lower()).strip('-')}-{name}",
            "title": distance.name or name,
            "competition": (competition and competition.name) or "",
            "venue": (venue and venue.name) or "",
            "laps": laps,
            "skaters": [_skater(entry, bibs[entry.race.id]) for entry in entries.values()],
        }
        if distance.track_length is not None and 0 < distance.track_length <= LONGEST_LAP:
            fields["lap_length"] = distance.track_length
        return sheet_of_feed(fields, number)


def _name(distance: RaceDistance | None, key: _HeatKey) -> str:
    """Return the name of a heat: the number of its distance, its round and its number."""
    heat = f"{key[1]}.{key[2]}"
    return heat if distance is None else f"{distance.number}-{heat}"


def _laps(distance: RaceDistance | None) -> int | None:
    return None if distance is None or distance.value_quantity != _COUNT else distance.value


def _bibs(activated: HeatActivated, number: int) -> tuple[dict[str, int], list[Fault]]:
    """Return the bibs by the ids of the entries, and a fault for each entry without a bib of its own."""
    bibs: dict[str, int] = {}
    faults = []
    for entry in activated.races:
        bib = None if entry.race.competitor is None else entry.race.competitor.start_number
        if bib is None or not LOWEST_BIB <= bib <= HIGHEST_BIB or bib in bibs.values():
            given = _full_name(entry.race.competitor) or entry.race.id
            faults.append(Fault(number, "startNumber", Flaw.NO_BIB_OF_ITS_OWN, {"given": given}))
        else:
            bibs[entry.race.id] = bib
    return bibs, faults


def _skater(entry: HeatEntry, bib: int) -> dict[str, object]:
    race = entry.race
    noc = "" if race.competitor is None else race.competitor.nationality_code
    return {
        "bib": bib,
        "name": _full_name(race.competitor) or str(bib),
        "noc": noc or "",
        "transponders": [str(chip.code) for chip in race.transponders or ()],
    }


def _full_name(competitor: Competitor | None) -> str:
    if competitor is None:
        return ""
    name = competitor.name
    parts = () if name is None else (name.first_name, name.surname_prefix, name.surname)
    return " ".join(part for part in parts if part) or competitor.full_name or ""


VANTAGE: Final = FeedFormat(
    "vantage",
    "feed.by_its_source",
    re.compile(r'(?:<\s*)?\{.*"typeName"\s*:\s*"\w+Event"'),
    VantageReader,
    has_start_lists=True,
)
