"""The part of the race report on the cut: who advances and by what, and who missed it by how little."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from massstart_tui.race.events import Advance, bibs_of
from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Status
from massstart_tui.report.story.chronicle import Chronicle
from massstart_tui.report.story.finish import gap_between_times
from massstart_tui.report.story.sentences import (
    All,
    Aside,
    Count,
    Gap,
    Nth,
    Sentence,
    Sprints,
    Who,
    agreed,
    at_least,
    did,
    say,
)

_FAR: Final = 1 << 30
"""Sorts skaters without a place last."""


def on_sprint_points(race: Chronicle) -> tuple[Standing, ...]:
    """Return the skaters who advance by rank, and would not without their own points from intermediate sprints."""
    cut = race.sheet.qualify
    if cut is None or not race.state.rules.on_points:
        return ()
    rows = (row for row in race.rows if row.through == "Q" and row.intermediate and row.total and row.finish_place)
    return tuple(row for row in rows if _rank_without_sprints(race, row) > cut)


def _rank_without_sprints(race: Chronicle, row: Standing) -> int:
    """Return the rank that the finish alone would have given; equal points go by the order of finish."""
    # Only this skater loses their sprint points; all others keep theirs.
    alone = (row.finish, -(row.finish_place or _FAR))
    others = [other for other in race.rows if other.bib != row.bib and other.status is Status.FINISHED]
    return 1 + len([other for other in others if (other.total, -(other.finish_place or _FAR)) > alone])


def through_count(race: Chronicle) -> Sentence | None:
    """Return how many advance by rank, and how many of them by sprint points; None if nobody does."""
    through = [row for row in race.rows if row.through == "Q"]
    if not through:
        return None
    doubts = race.order_doubts()
    count, sprinters = Count(len(through), "skaters", bool(doubts)), on_sprint_points(race)
    by = (*race.rank_by(through[-1]), *race.phase_by())
    if any(_may_be_through(row, race.sheet.qualify) for row in race.rows):
        return say(
            "story.through_for_certain" if len(through) > 1 else "story.through_for_certain.alone",
            by,
            doubts,
            count=count,
        )
    code = "story.through" if len(through) > 1 else "story.through.alone"
    if not sprinters or len(through) == 1:
        return say(code, by, doubts, count=count)
    return say("story.through_some_on_points", by, doubts, count=count, some=Count(len(sprinters)))


def _may_be_through(row: Standing, cut: int | None) -> bool:
    """Return whether it is unknown if this skater advances by rank."""
    return cut is not None and row.open_rank and row.through != "Q" and (row.best is None or row.best <= cut)


def through_of(race: Chronicle, placed: frozenset[int]) -> Iterator[Sentence]:
    """Yield who advances, by the finish, by sprint points or by the referee, and who does not.

    The places of skaters in ``placed`` at the finish are told elsewhere.
    """
    cut = race.sheet.qualify
    if cut is None or not race.state.over:
        return
    sprinters = on_sprint_points(race)
    by_finish = [row for row in race.rows if row.through == "Q" and row.finish_place and row not in sprinters]
    if by_finish:
        bibs = tuple(row.bib for row in by_finish)
        who = _through(race, bibs)
        yield say(agreed("story.through_by_finish", bibs), _ranks(race, *by_finish), race.order_doubts(), who=who)
    yield from (_on_points(race, row, placed) for row in sprinters)
    yield from _place_unknown(
        race, [row for row in race.rows if row.through == "Q" and row not in (*by_finish, *sprinters)]
    )
    slipped = [row for row in by_finish if not row.open_rank and row.rank > (row.finish_place or row.rank)]
    yield from (_slipped(race, row, placed, last=row.rank == cut and not row.shared) for row in slipped)
    yield from _let_through(race)
    yield from _missed(race, cut)


def _through(race: Chronicle, bibs: tuple[int, ...]) -> Who:
    """Return skaters who go through, doubtful if an order is that nobody has confirmed."""
    return Who(bibs, frozenset(bibs if race.order_doubts() else ()))


def _let_through(race: Chronicle) -> Iterator[Sentence]:
    for it in race.of("advance"):
        bibs = tuple(bib for bib in bibs_of(it.event) if race.row_of[bib].through == "q")
        if bibs and isinstance(it.event, Advance):
            yield say("story.let_through", [it.event.seq], who=Who(bibs), reason=Aside(it.event.reason))


def _ranks(race: Chronicle, *rows: Standing) -> list[int]:
    return [seq for row in rows for seq in race.rank_by(row)]


def _on_points(race: Chronicle, row: Standing, placed: frozenset[int]) -> Sentence:
    """Return who advances by points from sprints, and from which ones if those are all."""
    came = [] if row.bib in placed or row.finish_place is None else [_came(race, row)]
    return did((row.bib,), (*came, _with_sprint_points(race, row, "on")))


def _came(race: Chronicle, row: Standing) -> Sentence:
    return say(
        race.at_the_line("deed.over_line"), race.place_by(row.bib), race.place_doubts(row.bib), place=race.nth(row.bib)
    )


def _with_sprint_points(race: Chronicle, row: Standing, how: str) -> Sentence:
    doubts = race.points_doubts(row)
    scored = tuple(sprint.number for sprint in race.sprints if row.sprints[sprint.number - 1])
    more = race.may_have_won_more(row)
    points = at_least(Count(row.intermediate, "points", bool(doubts)), more=more)
    if more or row.intermediate != sum(row.sprints):
        return say(f"deed.through_{how}_a_sum", race.rank_by(row), doubts, points=points)
    return say(f"deed.through_{how}_points", race.rank_by(row), doubts, points=points, sprints=Sprints(scored))


def _place_unknown(race: Chronicle, rows: list[Standing]) -> Iterator[Sentence]:
    """Yield who advances from an unrecorded place at the finish, with points from sprints if there are any."""
    scorers = [row for row in rows if row.intermediate and race.state.rules.on_points]
    for row in scorers:
        yield did((row.bib,), (_with_sprint_points(race, row, "with"),))
    if others := tuple(row.bib for row in rows if row not in scorers):
        by = _ranks(race, *(race.row_of[bib] for bib in others))
        who = _through(race, others)
        yield say(agreed("story.through_as_well", others), [*by, *race.phase_by()], race.order_doubts(), who=who)


def _slipped(race: Chronicle, row: Standing, placed: frozenset[int], *, last: bool) -> Sentence:
    """Return who ranks lower than at the finish; ``last`` is set for the last one who advances."""
    code = "story.slipped_to_last" if last else "story.slipped"
    who, rank = Who((row.bib,)), Nth(row.rank)
    if row.bib in placed:
        return say(f"{code}.placed", race.rank_by(row), who=who, rank=rank)
    code = race.at_the_line(code)
    return say(code, race.rank_by(row), race.place_doubts(row.bib), who=who, place=race.nth(row.bib), rank=rank)


def is_out(race: Chronicle, row: Standing) -> bool:
    """Return whether this skater finished and does not advance, for every way of filling the unrecorded places."""
    cut = race.sheet.qualify
    if cut is None or row.through is not None or row.status is not Status.FINISHED:
        return False
    return not row.open_rank or (row.best is not None and row.best > cut)


def _missed(race: Chronicle, cut: int) -> Iterator[Sentence]:
    """Yield who came nearest to advancing, and who finished within the cut but ranks too low."""
    out = [row for row in race.rows if is_out(race, row)]
    last = next((row for row in reversed(race.rows) if row.through == "Q"), None)
    known = not any(row.open_rank or row.at_least for row in race.rows)
    # If anything is unknown, another skater may have come nearer.
    nearest = out[0] if known and out and last is not None and not out[0].shared else None
    if nearest is not None and last is not None and (sentence := _narrowly(race, nearest, last)):
        yield sentence
    if shut_out := [row for row in out if row is not nearest and row.finish_place and row.finish_place <= cut]:
        yield _shut_out(race, shut_out)


def _shut_out(race: Chronicle, rows: list[Standing]) -> Sentence:
    bibs = tuple(row.bib for row in rows)
    places = tuple(say("part.nth", race.place_by(bib), race.place_doubts(bib), place=race.nth(bib)) for bib in bibs)
    how = "" if any(row.total or row.at_least for row in rows) else "_without_a_point"
    code = f"story.shut_out{how if race.state.rules.on_points else '_all_the_same'}"
    if len({race.places[bib] for bib in bibs}) == 1:
        # A dead heat: the place that they share is named once.
        places = places[:1]
    return say(agreed(race.at_the_line(code), bibs), _ranks(race, *rows), who=Who(bibs), places=All(places))


def _narrowly(race: Chronicle, row: Standing, last: Standing) -> Sentence | None:
    """Return by how little the first who does not advance missed it: points, laps gained, a place, or a time."""
    by = [*race.rank_by(last), *race.rank_by(row)]
    who, other = Who((row.bib,)), Who((last.bib,))
    doubts = [*race.points_doubts(row), *race.points_doubts(last)]
    doubtful = bool(doubts)
    if race.state.rules.on_points and row.total != last.total:
        short = Count(last.total - row.total, "points", doubtful)
        return say("story.missed.short", by, doubts, who=who, other=other, short=short)
    if not race.state.rules.on_points and row.laps_gained != last.laps_gained:
        short = Count(last.laps_gained - row.laps_gained, "laps")
        return say("story.missed.short", by, doubts, who=who, other=other, short=short)
    if row.finish_place is None or last.finish_place is None:
        return None
    doubts += race.place_doubts(row.bib, last.bib)
    points = Count(row.total, "points", doubtful)
    code = f"story.missed.line{_level_on(race, row)}"
    margin = _margin(race, row, last)
    if margin is None:
        return say(race.at_the_line(code), by, doubts, who=who, other=other, points=points, place=race.nth(row.bib))
    doubts += race.time_doubts(row.bib, last.bib)
    return say(f"{code}_in_time", by, doubts, who=who, other=other, points=points, place=race.nth(row.bib), gap=margin)


def _level_on(race: Chronicle, row: Standing) -> str:
    """Return what to say about points of two skaters with equal points: how many, that neither has any, or nothing."""
    if not race.state.rules.on_points:
        return "_alone"
    return "" if row.total else "_without_a_point"


def _margin(race: Chronicle, row: Standing, last: Standing) -> Gap | None:
    # Where the jury changed places, times do not explain them.
    if race.judged or row.time is None or last.time is None or row.time <= last.time:
        return None
    exact = row.time // 10 == last.time // 10
    doubtful = bool(race.time_doubts(row.bib, last.bib))
    return Gap(gap_between_times(last.time, row.time, exact=exact), doubtful, exact)
