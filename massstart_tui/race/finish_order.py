"""Compute the order of the finish, in which the jury may have relegated a skater behind others."""

from __future__ import annotations

from massstart_tui.race.state import TAKEN_OUT, FinishPlace, RaceState, Relegation, Status

_NOBODY_KNOWN = FinishPlace((), None)


def order_of_finish(state: RaceState) -> tuple[FinishPlace, ...]:
    """Return the places at the finish, first to last: as over the line, with relegations applied.

    A skater relegated behind all others is behind everyone who completed the distance, including who is still racing:
    as many places are left free ahead as there are such skaters. Lapped skaters who came in stay behind.
    """
    places = state.finish
    for relegation in state.relegations:
        places = _relegated(state, places, relegation)
    return places


def relegation_of(state: RaceState, bib: int) -> Relegation | None:
    """Return the latest relegation of this skater; None if there is none."""
    return next((each for each in reversed(state.relegations) if bib in each.bibs), None)


def relegated_from_a_place_to_come(state: RaceState) -> bool:
    """Return whether the place of a relegated skater is not known yet.

    That is so while the skater, or the one they are placed behind, is not in.
    """
    return any(
        not state.is_in(bib)
        for relegation in state.relegations
        if not all(state.status_of(bib) in TAKEN_OUT for bib in relegation.bibs)
        for bib in (*relegation.bibs, *([] if relegation.behind is None else [relegation.behind]))
        if state.status_of(bib) not in TAKEN_OUT
    )


def _relegated(state: RaceState, places: tuple[FinishPlace, ...], relegation: Relegation) -> tuple[FinishPlace, ...]:
    """Return the places after one relegation; several skaters in it keep their order over the line."""
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
    """Return the number of places up to the last one that is not of lapped skaters only."""
    last = 0
    for index, place in enumerate(places, 1):
        if not place.bibs or any(state.status_of(bib) is not Status.LAPPED for bib in place.bibs):
            last = index
    return last


def _to_be_placed(state: RaceState) -> int:
    """Return how many skaters are still racing, or completed the distance at a place that nobody recorded."""
    bibs = (skater.bib for skater in state.sheet.skaters)
    return sum(1 for b in bibs if not state.is_in(b) and state.status_of(b) in (Status.RACING, Status.FINISHED))
