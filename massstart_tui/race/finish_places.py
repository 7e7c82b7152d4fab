"""The places over the finish line: who has which, and which can still be had."""

from __future__ import annotations

from massstart_tui.race.finish_order import order_of_finish
from massstart_tui.race.state import WITHOUT_A_PLACE, FinishPlace, RaceState, Status


def places_over_the_line(state: RaceState) -> dict[int, int]:
    """The place of each skater over the finish line.

    Disqualified after the finish: those behind move up, and get the points of their new place (no source settles
    whether intermediate points are handed on; they are not). Relegated: likewise, and behind those one is relegated to.
    Who was lapped has none, and uses up none.
    """
    places: dict[int, int] = {}
    place = 1
    for group in order_of_finish(state):
        counted = _counted(state, group)
        places.update(dict.fromkeys(counted, place))
        place += len(counted) if group.bibs else 1
    return places


def _counted(state: RaceState, group: FinishPlace) -> list[int]:
    """Of who came over the line together, those who take up a place."""
    return [bib for bib in group.bibs if state.status_of(bib) not in WITHOUT_A_PLACE]


def lapped_over_the_line(state: RaceState) -> dict[int, float]:
    """By bib, between which places those who were lapped crossed the finish line; who crossed together is level.

    Nobody where the rules take them out: whatever they cross after that, they do not finish.
    """
    between: dict[int, float] = {}
    if state.rules.lapped != "finishes":
        return between
    groups = order_of_finish(state)
    place = 0
    for index, group in enumerate(groups, 1):
        counted = _counted(state, group)
        place += len(counted) if group.bibs else 1
        lapped = (bib for bib in group.bibs if state.status_of(bib) is Status.LAPPED)
        between.update(dict.fromkeys(lapped, place + index / (len(groups) + 1)))
    return between


def open_places(state: RaceState, skaters: int) -> tuple[int, ...]:
    """The places over the line that so many ``skaters`` who are not known to be over it can have, or come to have.

    Those that nobody published come first, then the next behind all that are taken.
    """
    empty, place = [], 1
    for group in order_of_finish(state):
        if not group.bibs:
            empty.append(place)
        place += len(_counted(state, group)) if group.bibs else 1
    return (*empty, *range(place, place + skaters - len(empty)))
