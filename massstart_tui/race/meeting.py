"""A meeting: the races of an event, who goes through from heats to a final, and with which helmet number.

These are plain dataclasses, so that a screen can draw a programme before pydantic is loaded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.rules import Bounds
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import Phase, RaceState, Status

FROM: Final = "from"
"""The key in the file of a meeting under which a final names its heats."""
LASTS: Final = timedelta(minutes=15)
"""How long a race that nobody records is assumed to last after its time."""


def _key_of(field: str) -> str:
    """Return the key in the file for a field of `MeetingRace`."""
    return FROM if field == "heats" else field


@dataclass(frozen=True, slots=True)
class MeetingRace:
    """One race of a meeting.

    ``time`` is that of the gun, in the time zone of the meeting unless it has an offset. ``stream`` and ``sheet`` are
    files, relative to that of the meeting; ``sheet`` is used until there is a stream. ``heats`` are the ids of the
    races from which skaters go through to this one. ``arm_bands`` are the colours that skaters of one nation wear, by
    helmet number. ``title_nl`` is the Dutch version of ``title``.
    """

    __pydantic_config__: ClassVar = {"extra": "ignore", "alias_generator": _key_of}

    id: Annotated[str, Bounds(min_length=1)]
    title: str = ""
    time: datetime | None = None
    stream: str = ""
    sheet: str = ""
    heats: tuple[str, ...] = ()
    arm_bands: tuple[str, ...] = ()
    title_nl: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting and its races in the order of the programme.

    ``time_zone`` is a name of the IANA database. ``title_nl`` is the Dutch version of ``title``.
    """

    __pydantic_config__: ClassVar = {"extra": "ignore"}

    races: Annotated[tuple[MeetingRace, ...], Bounds(min_length=1)]
    title: str = ""
    venue: str = ""
    time_zone: str = ""
    title_nl: str = ""

    def race(self, id_: str) -> MeetingRace | None:
        """Return the first race with this id; None if there is none."""
        return next((race for race in self.races if race.id == id_), None)


class Heat(NamedTuple):
    """A heat and its state, as far as it is known; else ``state`` is None."""

    id: str
    state: RaceState | None

    @property
    def over(self) -> bool:
        """Whether it is settled who goes through."""
        return self.state is not None and self.state.over


class Finalist(NamedTuple):
    """A skater who goes through from a heat, or would if it ended now; ``bib`` is the helmet number in the final.

    ``through`` is Q by rank or q by the referee; ``provisional`` says that the heat can still change it.
    """

    bib: int
    heat: str
    row: Standing
    skater: Skater
    through: str
    provisional: bool


class Band(NamedTuple):
    """An arm band, the ``number``-th of its nation; ``colour`` is empty if the meeting does not give it."""

    number: int
    colour: str


def finalists(heats: Sequence[Heat]) -> tuple[Finalist, ...]:
    """Return who goes through from ``heats``, or would now, by helmet number.

    Rank r of heat i out of k gets k(r-1)+i; with two semi-finals 2r-1 and 2r (isu.org on the final of PyeongChang 2018;
    the four published numbers of Beijing 2022 agree). A dead heat takes two ranks. Skaters let through by the referee
    get the next free numbers; no source gives any.
    """
    through: list[Finalist] = []
    let_through: list[Finalist] = []
    for index, heat in enumerate(heats):
        if heat.state is None or heat.state.sheet.qualify is None:
            continue
        skaters = heat.state.sheet.by_bib()
        by_rank, by_referee = _through(heat.state, heat.state.sheet.qualify)
        for place, row in enumerate(by_rank):
            # By position rather than rank, since in a dead heat each skater needs a number of their own.
            bib = len(heats) * place + index + 1
            through.append(Finalist(bib, heat.id, row, skaters[row.bib], "Q", not heat.over))
        let_through += (Finalist(0, heat.id, row, skaters[row.bib], "q", not heat.over) for row in by_referee)
    following = max((finalist.bib for finalist in through), default=0) + 1
    return (
        *sorted(through, key=lambda finalist: finalist.bib),
        *(finalist._replace(bib=bib) for bib, finalist in enumerate(let_through, following)),
    )


def _through(state: RaceState, qualify: int) -> tuple[list[Standing], list[Standing]]:
    """Return who goes through by rank, and who by the referee.

    While the race is on, skaters who share ranks across the cut are left out.
    """
    rows = standings(state)
    if state.over:
        return [row for row in rows if row.through == "Q"], [row for row in rows if row.through == "q"]
    if state.phase is Phase.SCHEDULED:
        return [], []
    in_the_race = [row for row in rows if row.status not in (Status.DISQUALIFIED, Status.DNS)]
    level = Counter(row.rank for row in in_the_race)
    # All who share a rank have to fit within the cut.
    by_rank = [row for row in in_the_race if row.rank + level[row.rank] - 1 <= qualify]
    settled = {row.bib for row in by_rank}
    return by_rank, [row for row in in_the_race if row.bib in state.advanced and row.bib not in settled]


def places_open(heats: Sequence[Heat]) -> int:
    """Return how many places in the final are not taken: those of heats not begun, and of skaters level at the cut."""
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
    """Return the start sheet of a final with these ``skaters``, with the distance and the rules of its first heat.

    ``start`` is the time of the gun with its offset. Raises ValueError if nobody goes through.
    """
    first = next((heat.state.sheet for heat in heats if heat.state is not None), None)
    if first is None or not skaters:
        raise ValueError(race.id)
    return replace(
        first,
        id=race.id,
        title=race.title or race.id,
        title_nl=race.title_nl,
        competition=meeting.title,
        competition_nl=meeting.title_nl,
        venue=meeting.venue or first.venue,
        start=start if start is not None and start.tzinfo is not None else None,
        qualify=None,
        skaters=tuple(skaters),
    )


def teams(entered: Iterable[tuple[int, str]]) -> dict[str, tuple[int, ...]]:
    """Return the nations with two or more skaters, alphabetically, with their helmet numbers; from (bib, noc)."""
    nations: defaultdict[str, list[int]] = defaultdict(list)
    for bib, noc in sorted(entered):
        if noc:
            nations[noc].append(bib)
    return {noc: tuple(nations[noc]) for noc in sorted(nations) if len(nations[noc]) > 1}


def arm_bands(entered: Iterable[tuple[int, str]], colours: Sequence[str]) -> dict[int, Band]:
    """Return the arm band of each skater who has a compatriot in the race, by helmet number; from (bib, noc).

    It is the custom that such skaters wear bands. No source known to this project says who of them wears which, or in
    what colours: here they are numbered by helmet number, and have a colour only if the meeting names it.
    """
    return {
        bib: Band(number, colours[number - 1] if number <= len(colours) else "")
        for bibs in teams(entered).values()
        for number, bib in enumerate(bibs, 1)
    }


def same_round(meeting: Meeting, one: str, other: str) -> bool:
    """Return whether two races are heats of one race, so that nobody is in both."""
    return one != other and any(one in race.heats and other in race.heats for race in meeting.races)


def made_from(meeting: Meeting, id_: str) -> frozenset[str]:
    """Return the ids of the heats of a race, of their heats, and so on."""
    found: set[str] = set()
    ahead = [id_]
    while ahead:
        race = meeting.race(ahead.pop())
        new = set(race.heats if race else ()) - found
        found |= new
        ahead += new
    return frozenset(found)


class HeatOf(NamedTuple):
    """The final that a race fills: the ids of its ``heats`` in order, and which of them the race itself is, ``own``."""

    heats: tuple[str, ...]
    own: str


def heat_of(meeting: Meeting, id_: str) -> HeatOf | None:
    """Return the final that this race fills; None if it fills none, or several."""
    filled = [race for race in meeting.races if id_ in race.heats]
    return HeatOf(filled[0].heats, id_) if len(filled) == 1 else None


def on_and_next(times: Sequence[datetime | None], on: Sequence[bool | None], now: datetime) -> tuple[list[int], int]:
    """Return which races are on at ``now``, by index, and the index of the next one (-1 if there is none).

    ``on`` says for each race whether it is under way; None means that this is not known, so that its time decides.
    Times have their offset.
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
    """Return the ids on a path from a race over its heats back to itself; empty if there is none."""
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
    """Return the meeting without the heats of a race of which one is wrong.

    A heat is right if exactly one race has its id, it is named once, and it does not depend on the race it fills. None
    of the heats is kept, because who starts in the race and with which number rests on all of them.
    """
    ids = Counter(race.id for race in meeting.races)
    return replace(
        meeting,
        races=tuple(
            race if _has_right_heats(meeting, race, ids) else replace(race, heats=()) for race in meeting.races
        ),
    )


def _has_right_heats(meeting: Meeting, race: MeetingRace, ids: Counter[str]) -> bool:
    once = all(ids[heat] == 1 for heat in race.heats) and len(set(race.heats)) == len(race.heats)
    return once and not way_round(meeting, race.id)
