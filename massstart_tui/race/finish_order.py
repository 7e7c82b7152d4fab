"""The order of the finish as the jury leaves it: who was relegated is behind others, whoever crossed the line first."""

from __future__ import annotations

from massstart_tui.race.state import TAKEN_OUT, FinishPlace, RaceState, Relegation, Status

_NOBODY_KNOWN = FinishPlace((), None)


def order_of_finish(state: RaceState) -> tuple[FinishPlace, ...]:
    """The places at the finish, first to last: as over the line, but for who was relegated.

    Who is relegated behind all others is behind everyone who completed the distance, also behind who is still racing:
    as many places as there are such skaters are left free ahead. Who was lapped and came in stays behind.
    """
    places = state.finish
    for relegation in state.relegations:
        places = _relegated(state, places, relegation)
    return places


def relegation_of(state: RaceState, bib: int) -> Relegation | None:
    """The latest relegation of this skater; None where there is none."""
    return next((each for each in reversed(state.relegations) if bib in each.bibs), None)


def relegated_from_a_place_to_come(state: RaceState) -> bool:
    """Whether somebody is relegated whose place nobody can tell yet: not in, or behind somebody who is not in."""
    return any(
        not state.is_in(bib)
        for relegation in state.relegations
        if not all(state.status_of(bib) in TAKEN_OUT for bib in relegation.bibs)
        for bib in (*relegation.bibs, *([] if relegation.behind is None else [relegation.behind]))
        if state.status_of(bib) not in TAKEN_OUT
    )


def _relegated(state: RaceState, places: tuple[FinishPlace, ...], relegation: Relegation) -> tuple[FinishPlace, ...]:
    """The places after one relegation; several who are relegated keep the order in which they came in."""
    moved = [place._replace(bibs=(bib,)) for place in places for bib in place.bibs if bib in relegation.bibs]
    if not moved:
        return places
    others = [place._replace(bibs=_without(place.bibs, relegation.bibs)) if place.bibs else place for place in places]
    kept = [place for place, before in zip(others, places, strict=True) if place.bibs or not before.bibs]
    at = next((index for index, place in enumerate(kept, 1) if relegation.behind in place.bibs), None)
    if at is None:
        at = _behind_who_completed(state, kept)
        free = _to_be_placed(state) - sum(1 for place in kept if not place.bibs)
        moved = [*(_NOBODY_KNOWN for _ in range(free)), *moved]
    return (*kept[:at], *moved, *kept[at:])


def _without(bibs: tuple[int, ...], fewer: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(bib for bib in bibs if bib not in fewer)


def _behind_who_completed(state: RaceState, places: list[FinishPlace]) -> int:
    """Behind the last place that is not of lapped skaters alone."""
    last = 0
    for index, place in enumerate(places, 1):
        if not place.bibs or any(state.status_of(bib) is not Status.LAPPED for bib in place.bibs):
            last = index
    return last


def _to_be_placed(state: RaceState) -> int:
    """How many skaters are still racing, or completed the distance at a place that nobody recorded."""
    bibs = (skater.bib for skater in state.sheet.skaters)
    return sum(1 for b in bibs if not state.is_in(b) and state.status_of(b) in (Status.RACING, Status.FINISHED))
