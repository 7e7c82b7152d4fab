"""Descriptions of events in one line of a given width: first the points are left out, then letters of the names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, takewhile
from typing import Final, NamedTuple

from rich.cells import cell_len

from massstart_tui.race.events import Event, Finish, SprintOrder
from massstart_tui.race.state import members
from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.signs import DOUBT, UNKNOWN_SKATER
from massstart_tui.stream.provenance import About, Marks
from massstart_tui.text.short_names import particles_of

LETTERS: Final = (8, 6)
"""The letters of a name that are kept where whole names do not fit, before only bibs are left."""
APOSTROPHES: Final = "'’"
MANY: Final = 5
"""The number of places of an order of which none is left out."""


class Finisher(NamedTuple):
    """Who shares a place of an order, the points that it gives, and whether anybody doubts it."""

    bibs: tuple[int, ...]
    points: str = ""
    doubtful: bool = False


def order_of(event: SprintOrder | Finish, telling: Telling, marks: Marks | None) -> Iterator[Finisher]:
    """Yield the places of a sprint, with their points, or of a finish."""
    points = telling.rules.points_at(event.lap) if isinstance(event, SprintOrder) else ()
    about = About.SPRINT_ORDERS if isinstance(event, SprintOrder) else About.FINISH_ORDER
    place = 0
    for entry in event.order:
        bibs = members(entry)
        won = str(points[place]) if place < len(points) else ""
        doubtful = marks is not None and any(marks.doubtful(about, event.seq, bib) for bib in bibs)
        yield Finisher(bibs, won, doubtful)
        place += max(1, len(bibs))


def brief_order(finishers: Iterable[Finisher], telling: Telling, room: int) -> str:
    """Return an order in at most ``room`` cells if that is possible: the longest form that fits, or else the shortest.

    What gives way first are the points, which the order tells as well; then letters of the names, then the names. Of
    many finishers the first are named, and the others counted.
    """
    order = tuple(finishers)
    if len(order) > MANY:
        # Each that fits takes a cell or more.
        names = [f"{_names(one, telling)}{_doubt(one)}" for one in order[: max(1, room)]]
        return as_many_as_fit(names, room, len(order) - len(names))
    said = ""
    for said in _forms(order, telling):
        if cell_len(said) <= room:
            break
    return said


def as_many_as_fit(names: Sequence[str], room: int, others: int = 0) -> str:
    """Return the first of ``names`` that fit in ``room`` cells, and how many more there are, with ``others``."""
    every = len(names) + others
    widths = accumulate(cell_len(name) + 2 for name in names)
    most = sum(1 for _ in takewhile(lambda width: width - 2 <= room, widths))
    for count in range(most, 0, -1):
        more = f" +{every - count}" if count < every else ""
        said = ", ".join(names[:count]) + more
        if cell_len(said) <= room:
            return said
    return f"+{every}" if every > 1 else "".join(names)


def _forms(order: tuple[Finisher, ...], telling: Telling) -> Iterator[str]:
    yield ", ".join(f"{_names(one, telling)}{one.points and ' '}{one.points}{_doubt(one)}" for one in order)
    yield ", ".join(f"{_names(one, telling)}{_doubt(one)}" for one in order)
    for letters in LETTERS:
        if _tell_apart(tuple(telling.names.values()), letters):
            yield ", ".join(f"{_names(one, telling, letters)}{_doubt(one)}" for one in order)
    yield ", ".join(("=".join(map(str, one.bibs)) or UNKNOWN_SKATER) + _doubt(one) for one in order)


@lru_cache(maxsize=8)
def _tell_apart(names: tuple[str, ...], letters: int) -> bool:
    """Return whether the first ``letters`` letters of these names tell everybody apart; names may begin alike."""
    return len({_cut(name, letters) for name in names}) == len(names)


def _names(one: Finisher, telling: Telling, letters: int = 0) -> str:
    return " = ".join(_cut(telling.name(bib), letters) for bib in one.bibs) or UNKNOWN_SKATER


def _doubt(one: Finisher) -> str:
    return DOUBT if one.doubtful else ""


def _cut(name: str, letters: int) -> str:
    """Return the first ``letters`` letters of a name and a full stop; the name itself if it is no longer than that.

    Of particles the initials are left, so that the letters are those that tell the name apart: ``v.d. Brinkh.``.
    """
    if not letters or len(name) <= letters + 1:
        return name
    particles = particles_of(name)
    initials = "".join(f"{word.strip(APOSTROPHES)[:1]}." for word in particles)
    rest = name.split(maxsplit=len(particles))[-1] if particles else name
    cut = f"{rest[:letters]}." if len(rest) > letters + 1 else rest
    return min(f"{initials} {cut}".strip(), name, key=len)


def brief(event: Event, telling: Telling, marks: Marks | None, room: int) -> str:
    """Return what happened, and to whom, in at most ``room`` cells if that is possible."""
    if isinstance(event, SprintOrder | Finish):
        return brief_order(order_of(event, telling, marks), telling, room)
    doubt = DOUBT if marks is not None and marks.fact_doubtful(event) else ""
    said = " ".join(part for part in (telling.number(event), telling.body(event)) if part).replace("\xa0", " ")
    for name, cut in _cuts(event, telling):
        if cell_len(said + doubt) <= room:
            break
        said = said.replace(name, cut)
    return f"{said} {doubt}".strip() if doubt else said


def _cuts(event: Event, telling: Telling) -> Iterator[tuple[str, str]]:
    """Yield what to replace one after the other where a description is too long: the names, then shorter ones."""
    names = [telling.name(bib) for bib in telling.about(event)]
    for letters in LETTERS:
        if _tell_apart(tuple(telling.names.values()), letters):
            yield from ((name, _cut(name, letters)) for name in names)
            names = [_cut(name, letters) for name in names]
    yield from ((f" {name}", "") for name in names if name)
