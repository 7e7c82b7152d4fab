"""Compute the places at the finish: which skater has which place, and which places are still open."""

from __future__ import annotations

from collections.abc import Mapping

from massstart_tui.race.finish_order import order_of_finish
from massstart_tui.race.state import WITHOUT_A_PLACE, FinishPlace, RaceState, Status


def places_over_the_line(state: RaceState) -> dict[int, int]:
    """Return the place of each skater at the finish, by bib.

    When a skater is disqualified after the finish, those behind move up and get the points of their new places. No
    source settles whether points of intermediate sprints are handed on as well; here they are not. When a skater is
    relegated, those ahead of the new place move up. A lapped skater has no place and takes none up.
    """
    places: dict[int, int] = {}
    place, statuses = 1, state.statuses()
    for group in order_of_finish(state):
        counted = _counted(statuses, group)
        places.update(dict.fromkeys(counted, place))
        place += len(counted) if group.bibs else 1
    return places


def _counted(statuses: Mapping[int, Status], group: FinishPlace) -> list[int]:
    """Return those of a group over the line who take up a place."""
    return [bib for bib in group.bibs if statuses[bib] not in WITHOUT_A_PLACE]


def lapped_over_the_line(state: RaceState) -> dict[int, float]:
    """Return, by bib, between which places lapped skaters crossed the finish line; together over the line is equal.

    It is empty if the rules take lapped skaters out: whatever line they cross afterwards, they do not finish.
    """
    between: dict[int, float] = {}
    if state.rules.lapped != "finishes":
        return between
    groups = order_of_finish(state)
    place, statuses = 0, state.statuses()
    for index, group in enumerate(groups, 1):
        counted = _counted(statuses, group)
        place += len(counted) if group.bibs else 1
        lapped = (bib for bib in group.bibs if statuses[bib] is Status.LAPPED)
        # A fraction below 1, rising along the order: behind ``place``, ahead of the next one, in the order of crossing.
        between.update(dict.fromkeys(lapped, place + index / (len(groups) + 1)))
    return between


def open_places(state: RaceState, skaters: int) -> tuple[int, ...]:
    """Return the places at the finish that ``skaters`` more can have, who are not known to be over the line.

    Unknown places within the order come first, then those behind all that are taken.
    """
    empty, place, statuses = [], 1, state.statuses()
    for group in order_of_finish(state):
        if not group.bibs:
            empty.append(place)
        place += len(_counted(statuses, group)) if group.bibs else 1
    return (*empty, *range(place, place + skaters - len(empty)))
