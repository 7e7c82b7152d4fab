"""The part of the race report on the result: winner and podium, and why, as far as unrecorded places allow it."""

from __future__ import annotations

from collections.abc import Iterator

from massstart_tui.race.contenders import PODIUM
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Status
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.sentences import (
    All,
    Briefly,
    Count,
    Nth,
    Numbers,
    Sentence,
    Title,
    Value,
    Who,
    at_least,
    say,
)


def winner_of(race: Chronicle) -> int | None:
    """Return the winner; None if there is none, more than one, or it is unknown."""
    return next((row.bib for row in _first_of(race, 1)), None)


def _first_of(race: Chronicle, most: int) -> list[Standing]:
    """Return the first rows of the result, up to ``most``, that are certain and have something to tell them apart."""
    first: list[Standing] = []
    # Rows beyond ``standing`` depend on places that nobody recorded.
    for row in race.rows[: min(most, race.settled_rows)]:
        if row.shared or not (_finished(race, row) or (first and _went_out(race, row))):
            break
        first.append(row)
    return first


def _finished(race: Chronicle, row: Standing) -> bool:
    """Return whether anything is known about how this skater finished.

    In an elimination race it is enough to be the last one left.
    """
    known = row.total or row.finish_place or row.laps_gained or race.state.rules.eliminates
    return row.status is Status.FINISHED and bool(known)


def _went_out(race: Chronicle, row: Standing) -> bool:
    """Return whether this skater's place comes from how long they lasted in an elimination race."""
    return race.state.rules.eliminates and row.status not in (Status.FINISHED, Status.DNS, Status.DISQUALIFIED)


def podium_of(race: Chronicle, placed: frozenset[int]) -> Iterator[Sentence]:
    """Yield the podium with what decided it, or that the winner is unknown.

    The places of skaters in ``placed`` at the finish are told elsewhere.
    """
    rows = _first_of(race, PODIUM)
    if rows:
        yield _podium(race, rows, placed)
    elif _winner_unrecorded(race):
        yield say("story.winner_unknown", race.phase_by())


def _winner_unrecorded(race: Chronicle) -> bool:
    """Return whether somebody won and it is unknown who."""
    return race.rows[0].status is Status.FINISHED and not race.settled_rows


def _podium(race: Chronicle, rows: list[Standing], placed: frozenset[int]) -> Sentence:
    """Return the podium by points; without any points, by the finish alone, or by what decided each place."""
    on_points = race.state.rules.on_points and any(row.total or row.at_least for row in rows)
    by_the_line = all(_as_over_the_line(race, row) for row in rows)
    if not (on_points or by_the_line):
        ranked: dict[str, Value] = {f"rank_{row.rank}": _ranked(race, row, placed) for row in rows}
        return say(f"story.podium_of.{len(rows)}", (), (), **ranked)
    first, *others = (_with_points(race, row) if on_points else _named(race, row) for row in rows)
    if not others:
        return say("story.podium.alone", first=first)
    code = "story.podium" if on_points else race.at_the_line("story.podium.by_the_line")
    return say(code, first=first, others=All(tuple(others)))


def _as_over_the_line(race: Chronicle, row: Standing) -> bool:
    """Return whether only the finish decided this skater's rank."""
    points = race.state.rules.on_points and row.total
    return row.rank == row.finish_place and not (points or row.laps_gained)


def _named(race: Chronicle, row: Standing) -> Sentence:
    code = "part.first" if row.rank == 1 else "part.next"
    return say(code, race.rank_by(row), race.place_doubts(row.bib), who=Who((row.bib,)))


def _with_points(race: Chronicle, row: Standing) -> Sentence:
    """Return a skater with their points, and how many of them come from laps gained or lost."""
    doubts = race.points_doubts(row)
    points = at_least(Count(row.total, "points", bool(doubts)), more=row.at_least)
    code = "part.first_with" if row.rank == 1 else "part.with"
    told = say(code, race.rank_by(row), doubts, who=Who((row.bib,)), points=points)
    if not row.lap_points:
        return told
    laps, of_them = _laps(row), Numbers((abs(row.lap_points),))
    how = "for_laps" if row.lap_points > 0 else "less_for_laps"
    return say(f"part.{how}", told=told, of_them=of_them, laps=laps)


def _laps(row: Standing) -> Count:
    return Count(abs(row.laps_gained), "laps_gained" if row.laps_gained > 0 else "laps_lost")


def _ranked(race: Chronicle, row: Standing, placed: frozenset[int]) -> Sentence:
    """Return a skater with their rank, and what decided it."""
    how = [*_by_laps(row), *([] if row.bib in placed else _by_the_end(race, row))]
    code = "part.first" if row.rank == 1 else "part.ranked"
    values: dict[str, Value] = {"who": Who((row.bib,)), "rank": Nth(row.rank)}
    if not how:
        return say(code, race.rank_by(row), (), **values)
    return say(f"{code}_by", race.rank_by(row), (), **values, how=All(tuple(how)))


def _by_laps(row: Standing) -> list[Sentence]:
    return [say("how.laps", laps=_laps(row))] if row.laps_gained else []


def _by_the_end(race: Chronicle, row: Standing) -> list[Sentence]:
    """Return the place at the finish, or how long the skater lasted, unless the rank says it already."""
    eliminates = race.state.rules.eliminates
    if row.status is not Status.FINISHED:
        return [] if row.laps is None else [_out(race, row, row.laps)]
    if row.finish_place is None:
        return [say("how.last_left")] if eliminates else []
    place = say(
        race.at_the_line("how.place"), race.place_by(row.bib), race.place_doubts(row.bib), place=race.nth(row.bib)
    )
    if eliminates:
        return [say("how.lasted"), place]
    return [] if _as_over_the_line(race, row) else [place]


def _out(race: Chronicle, row: Standing, laps: int) -> Sentence:
    by = race.exit_by(row.bib)
    counted = [seq for it in race.happened if it.event.seq in by for seq in it.laps_by]
    code = "how.eliminated" if row.status is Status.ELIMINATED else "how.out"
    return say(code, [*by, *counted], laps=Count(laps, "laps"))


def headline_of(race: Chronicle, on_points: tuple[int, ...]) -> Sentence:
    """Return the headline of a finished race; ``on_points`` are the skaters who advanced by intermediate sprints."""
    first = _first_of(race, 2)
    if not first:
        code = "headline.unrecorded" if _winner_unrecorded(race) else "headline.result"
        return say(code, race.phase_by(), title=Title())
    winner, *second = first
    by, who = race.rank_by(winner), Briefly((winner.bib,))
    if on_points:
        others = [seq for bib in on_points for seq in race.rank_by(race.row_of[bib])]
        doubts = [doubt for bib in on_points for doubt in race.points_doubts(race.row_of[bib])]
        return say("headline.on_points", [*by, *others], doubts, winner=who, who=Briefly(on_points))
    values: dict[str, Value] = {"winner": who}
    if not race.state.rules.on_points and winner.laps_gained > 0:
        code, values["laps"] = "headline.on_laps", _laps(winner)
    else:
        code = "headline.lasted" if second and second[0].status is not Status.FINISHED else "headline.ahead"
    if not second:
        return say(f"{code}.alone", by, race.place_doubts(winner.bib), **values)
    both = [*by, *race.rank_by(second[0])]
    return say(code, both, race.place_doubts(winner.bib), **values, who=Briefly((second[0].bib,)))
