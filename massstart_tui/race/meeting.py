"""A meeting: its races, who goes through from the heats to a final, and under which helmet number.

Plain dataclasses, so that a screen can draw a programme before pydantic is loaded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Final, NamedTuple

from massstart_tui.race.rules import Bounds
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import Phase, RaceState, Status

FROM: Final = "from"
"""The key under which a meeting's file names the heats of a final."""
LASTS: Final = timedelta(minutes=15)
"""How long after its time a race that nobody records is taken to be on."""


def _key_of(field: str) -> str:
    return FROM if field == "heats" else field


@dataclass(frozen=True, slots=True)
class MeetingRace:
    """One race of a meeting.

    ``time`` is that of the gun, in the meeting's time zone where it has no offset of its own. ``stream`` and ``sheet``
    are files, relative to that of the meeting; ``sheet`` serves until there is a stream. ``heats`` are the ids of the
    races that make this one. ``arm_bands`` are the colours that skaters of one nation wear, by helmet number.
    """

    __pydantic_config__: ClassVar = {"extra": "ignore", "alias_generator": _key_of}

    id: Annotated[str, Bounds(min_length=1)]
    title: str = ""
    time: datetime | None = None
    stream: str = ""
    sheet: str = ""
    heats: tuple[str, ...] = ()
    arm_bands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting and its races in the order of the programme; ``time_zone`` is a name of the IANA database."""

    __pydantic_config__: ClassVar = {"extra": "ignore"}

    races: Annotated[tuple[MeetingRace, ...], Bounds(min_length=1)]
    title: str = ""
    venue: str = ""
    time_zone: str = ""

    def race(self, id_: str) -> MeetingRace | None:
        """The first race with this id; None where there is none."""
        return next((race for race in self.races if race.id == id_), None)


class Heat(NamedTuple):
    """A heat as far as it is known; ``state`` is None where it is not."""

    id: str
    state: RaceState | None

    @property
    def over(self) -> bool:
        """Whether who goes through from it is settled."""
        return self.state is not None and self.state.over


class Finalist(NamedTuple):
    """Who goes through from a heat, or would if it ended now: ``bib`` is the helmet number in the final.

    ``through`` is Q by rank, q by the referee; ``provisional`` while the heat can still change it.
    """

    bib: int
    heat: str
    row: Standing
    skater: Skater
    through: str
    provisional: bool


class Band(NamedTuple):
    """An arm band, the ``number``-th of its nation; ``colour`` is empty where the meeting does not say."""

    number: int
    colour: str


def finalists(heats: Sequence[Heat]) -> tuple[Finalist, ...]:
    """Who goes through from ``heats``, or would now, by helmet number.

    Rank r of heat i out of k gets k(r-1)+i: with two semi-finals 2r-1 and 2r (isu.org on the final of PyeongChang 2018;
    the four numbers published of Beijing 2022 agree). A dead heat takes two ranks. Whoever the referee lets through
    gets the next free number: no source has one.
    """
    through: list[Finalist] = []
    let_through: list[Finalist] = []
    for index, heat in enumerate(heats):
        if heat.state is None or heat.state.sheet.qualify is None:
            continue
        skaters = heat.state.sheet.by_bib()
        by_rank, by_referee = _through(heat.state, heat.state.sheet.qualify)
        for place, row in enumerate(by_rank):
            bib = len(heats) * place + index + 1
            through.append(Finalist(bib, heat.id, row, skaters[row.bib], "Q", not heat.over))
        let_through += (Finalist(0, heat.id, row, skaters[row.bib], "q", not heat.over) for row in by_referee)
    following = max((finalist.bib for finalist in through), default=0) + 1
    return (
        *sorted(through, key=lambda finalist: finalist.bib),
        *(finalist._replace(bib=bib) for bib, finalist in enumerate(let_through, following)),
    )


def _through(state: RaceState, qualify: int) -> tuple[list[Standing], list[Standing]]:
    """Who goes through by rank, and by the referee; while it runs, only whom nobody is level with across the cut."""
    rows = standings(state)
    if state.over:
        return [row for row in rows if row.through == "Q"], [row for row in rows if row.through == "q"]
    if state.phase is Phase.SCHEDULED:
        return [], []
    in_the_race = [row for row in rows if row.status not in (Status.DISQUALIFIED, Status.DNS)]
    level = Counter(row.rank for row in in_the_race)
    by_rank = [row for row in in_the_race if row.rank + level[row.rank] - 1 <= qualify]
    settled = {row.bib for row in by_rank}
    return by_rank, [row for row in in_the_race if row.bib in state.advanced and row.bib not in settled]


def places_open(heats: Sequence[Heat]) -> int:
    """How many places of the final are not taken yet: heats not begun, and skaters who are level at the cut."""
    taken = Counter(finalist.heat for finalist in finalists(heats) if finalist.through == "Q")
    wanted = 0
    for heat in heats:
        if heat.state is not None and not heat.over and heat.state.sheet.qualify is not None:
            wanted += max(0, min(heat.state.sheet.qualify, len(heat.state.sheet.skaters)) - taken[heat.id])
    return wanted


def final_sheet(
    meeting: Meeting,
    race: MeetingRace,
    heats: Sequence[Heat],
    skaters: Sequence[Skater],
    start: datetime | None = None,
) -> Sheet:
    """The start sheet of a final with these ``skaters``, over the distance and under the rules of its first heat.

    ``start`` is the time of the gun with its offset. Raises ValueError where nobody goes through.
    """
    first = next((heat.state.sheet for heat in heats if heat.state is not None), None)
    if first is None or not skaters:
        raise ValueError(race.id)
    return replace(
        first,
        id=race.id,
        title=race.title or race.id,
        competition=meeting.title,
        venue=meeting.venue or first.venue,
        start=start if start is not None and start.tzinfo is not None else None,
        qualify=None,
        skaters=tuple(skaters),
    )


def teams(entered: Iterable[tuple[int, str]]) -> dict[str, tuple[int, ...]]:
    """The nations with two or more skaters, in alphabetical order, each with its helmet numbers; from (bib, noc)."""
    nations: defaultdict[str, list[int]] = defaultdict(list)
    for bib, noc in sorted(entered):
        if noc:
            nations[noc].append(bib)
    return {noc: tuple(nations[noc]) for noc in sorted(nations) if len(nations[noc]) > 1}


def arm_bands(entered: Iterable[tuple[int, str]], colours: Sequence[str]) -> dict[int, Band]:
    """The arm band of each skater who has a countryman in the race, by helmet number; from (bib, noc).

    That such skaters wear bands is the custom; who of them wears which, and in what colours, no source of ours says:
    here they are numbered by helmet number, and have a colour only where the meeting names it.
    """
    return {
        bib: Band(number, colours[number - 1] if number <= len(colours) else "")
        for bibs in teams(entered).values()
        for number, bib in enumerate(bibs, 1)
    }


def same_round(meeting: Meeting, one: str, other: str) -> bool:
    """Whether two races are heats of one race: then nobody is in both."""
    return one != other and any(one in race.heats and other in race.heats for race in meeting.races)


def made_from(meeting: Meeting, id_: str) -> frozenset[str]:
    """The ids of the heats of a race, of their heats, and so on."""
    found: set[str] = set()
    ahead = [id_]
    while ahead:
        race = meeting.race(ahead.pop())
        new = set(race.heats if race else ()) - found
        found |= new
        ahead += new
    return frozenset(found)


def on_and_next(times: Sequence[datetime | None], on: Sequence[bool | None], now: datetime) -> tuple[list[int], int]:
    """Which races are on at ``now``, by index, and which is next (-1 where none is).

    ``on`` says of each race whether it is under way, None where nothing says so and its time has to tell. Times have
    their offset.
    """
    running = [
        index
        for index, (time, told) in enumerate(zip(times, on, strict=True))
        if told or (told is None and time is not None and time <= now < time + LASTS)
    ]
    coming = [
        (time, index)
        for index, (time, told) in enumerate(zip(times, on, strict=True))
        if time is not None and time > now and told is None
    ]
    return running, min(coming)[1] if coming else -1


def way_round(meeting: Meeting, id_: str) -> tuple[str, ...]:
    """The ids from a race over its heats back to itself; none where no way leads back."""
    ways: list[tuple[str, ...]] = [(id_,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        race = meeting.race(way[-1])
        for heat in race.heats if race else ():
            if heat == id_:
                return (*way, heat)
            if heat not in seen:
                seen.add(heat)
                ways.append((*way, heat))
    return ()


def without_wrong_heats(meeting: Meeting) -> Meeting:
    """The meeting with only those heats that can be: there, named once, and not made of what they make."""
    ids = {race.id for race in meeting.races}
    races = (
        race if not race.heats else replace(race, heats=() if way_round(meeting, race.id) else _known(race, ids))
        for race in meeting.races
    )
    return replace(meeting, races=tuple(races))


def _known(race: MeetingRace, ids: set[str]) -> tuple[str, ...]:
    return tuple(heat for heat in dict.fromkeys(race.heats) if heat in ids)
